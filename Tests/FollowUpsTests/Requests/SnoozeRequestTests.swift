import Foundation
import Testing

@testable import FollowUps

@Suite("A request to snooze")
struct SnoozeRequestTests {
    private let fixture = RequestFixture()

    private func found(_ until: String?, _ reason: String? = "ziek", urgency: Urgency = .normal) -> [SnoozeRequest.Problem] {
        problems(SnoozeRequest.Problem.self) {
            try SnoozeRequest(
                fixture.followUp(urgency: urgency), until: until.map { at($0) }, reason: reason, rules: fixture.rules, now: fixture.now)
        }
    }

    @Test("is made for a moment to come, at most ten school days ahead, of what is not acute")
    func moments() {
        #expect(found("2026-12-07 10:01") == [])
        #expect(found("2026-12-07 10:00") == [.until(.passed)])
        // Ten school days from Monday 7 December, with the holiday between.
        #expect(found("2027-01-04 17:00") == [])
        #expect(found("2027-01-05 00:00") == [.until(.tooLong(latest: day("2027-01-04")))])
        #expect(found("2026-12-09 00:00", urgency: .acute) == [.until(.acute)])
        #expect(found(nil) == [.untilMissing])
    }

    @Test("is not made without a reason, or with one that may not be kept")
    func reasons() {
        #expect(found("2026-12-09 00:00", nil) == [.reason(.missing)])
        for (text, problem) in RequestFixture.texts { #expect(found("2026-12-09 00:00", text) == [.reason(problem)], "\(text)") }
    }

    @Test("names every problem at once")
    func several() {
        #expect(found(nil, nil) == [.untilMissing, .reason(.missing)])
        #expect(found("2026-12-01 00:00", "bel 06-12345678") == [.until(.passed), .reason(.objection(.telephoneNumber))])
    }
}
