import Foundation
import Testing

@testable import FollowUps

@Suite("A request to reschedule")
struct RescheduleRequestTests {
    private let fixture = RequestFixture()

    private func request(_ due: String, _ reason: String?, urgency: Urgency) throws -> RescheduleRequest {
        let when = try #require(DateExpression(due))
        return try RescheduleRequest(fixture.followUp(urgency: urgency), due: when, reason: reason, rules: fixture.rules, now: fixture.now)
    }

    private func found(_ due: String, _ reason: String? = "uitstel", urgency: Urgency = .normal) -> [RescheduleRequest.Problem] {
        problems(RescheduleRequest.Problem.self) { try request(due, reason, urgency: urgency) }
    }

    @Test("counts its due moment from now, in the calendar of the school")
    func valid() throws {
        // A Saturday, and then two weeks of holiday.
        let made = try request("2026-12-19", "vakantie", urgency: .normal)
        #expect((made.followUp, made.due, made.reason) == (1, .day(day("2027-01-04")), "vakantie"))
        #expect(try request("2h", "vakantie", urgency: .acute).due == .instant(at("2026-12-07 12:00")))
    }

    @Test("is not made for a time of day of what is due on a day")
    func times() {
        #expect(found("2026-12-10T09:30") == [.due(.timeForDay(.normal))])
        #expect(found("3h", urgency: .urgent) == [.due(.timeForDay(.urgent))])
        #expect(found("2026-12-10T09:30", urgency: .acute) == [])
    }

    @Test("is not made for a moment that has passed, even where the next school day has not")
    func past() {
        #expect(found("2026-12-07") == [])
        // A Saturday: what is due then is due on Monday, which is today.
        #expect(found("2026-12-05") == [.due(.dayPassed(day("2026-12-05")))])
        #expect(found("2026-12-07T10:00", urgency: .acute) == [])
        #expect(found("2026-12-07T09:59", urgency: .acute) == [.due(.momentPassed(at("2026-12-07 09:59")))])
    }

    @Test("is not made for more than five years ahead")
    func future() {
        #expect(found("2031-12-08") == [])
        #expect(found("2031-12-09") == [.due(.tooFar(day("2031-12-09"), latest: day("2031-12-07")))])
    }

    @Test("is not made without a reason, or with one that may not be kept")
    func reasons() {
        #expect(found("2026-12-10", nil) == [.reason(.missing)])
        for (text, problem) in RequestFixture.texts { #expect(found("2026-12-10", text) == [.reason(problem)], "\(text)") }
    }

    @Test("names every problem at once")
    func several() {
        #expect(found("2026-11-02", nil) == [.due(.dayPassed(day("2026-11-02"))), .reason(.missing)])
    }
}
