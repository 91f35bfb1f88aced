import Foundation
import Testing

@testable import FollowUps

@Suite("A request to close")
struct ClosingRequestTests {
    private let fixture = RequestFixture()

    private func request(
        _ outcome: OutcomeID, kind: KindID = "k", on date: String? = nil, reason: String? = nil
    ) throws(InvalidRequest<ClosingRequest.Problem>) -> ClosingRequest {
        try ClosingRequest(
            fixture.followUp(kind), outcome: outcome, on: date.map { day($0) }, reason: reason, rules: fixture.rules, now: fixture.now)
    }

    private func found(_ outcome: OutcomeID, kind: KindID = "k", on date: String? = nil, reason: String? = nil) -> [ClosingRequest.Problem] {
        problems(ClosingRequest.Problem.self) { try request(outcome, kind: kind, on: date, reason: reason) }
    }

    @Test("holds what was asked for")
    func valid() throws {
        let made = try request("nee", on: "2026-12-07", reason: "verhuisd")
        #expect(made.followUp == 1 && made.outcome == "nee" && made.date == day("2026-12-07") && made.reason == "verhuisd")
        #expect(try request("ja").reason == nil)
    }

    @Test("is not made with an outcome or a kind that the catalogue does not have")
    func unknown() {
        #expect(found("weg") == [.outcome(.unknownOutcome("weg", of: "k", known: ["ja", "nee"]))])
        #expect(found("ja", kind: "weg") == [.outcome(.unknownKind("weg"))])
    }

    @Test("is not made without a reason where the outcome asks for one, or with one that may not be kept")
    func reasons() {
        #expect(found("nee") == [.reason(.missing, "nee", of: "k")])
        for (text, problem) in RequestFixture.texts {
            #expect(found("nee", reason: text) == [.reason(problem, "nee", of: "k")], "\(text)")
            #expect(found("ja", reason: text) == [.reason(problem, "ja", of: "k")], "\(text)")
        }
    }

    @Test("is not made about a day that is still to come")
    func dates() {
        #expect(found("ja", on: "2026-12-07") == [])
        #expect(found("ja", on: "2026-12-08") == [.dateInFuture(day("2026-12-08"))])
    }

    @Test("names every problem at once")
    func several() {
        #expect(found("nee", on: "2026-12-08") == [.reason(.missing, "nee", of: "k"), .dateInFuture(day("2026-12-08"))])
    }
}
