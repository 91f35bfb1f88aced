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
        #expect(found("weg") == [.outcome(.unknownOutcome("weg", of: "k", known: ["ja", "nee", "afspraak"]))])
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

    @Test(
        "takes the day agreed on where the outcome asks for it, a day to come and not too far, or a term until then",
        arguments: [
            ("2027-01-20", nil), ("2w", nil), ("2026-12-08", nil), (nil, .agreedMissing("afspraak", of: "k")),
            ("2026-12-07", .agreedNotToCome(day("2026-12-07"))), ("2026-12-01", .agreedNotToCome(day("2026-12-01"))),
            ("2126-12-08", .agreed(.tooFar(day("2126-12-09"), latest: day("2031-12-07")))), ("2h", .agreed(.timeForDay(.normal))),
        ] as [(String?, ClosingRequest.Problem?)])
    func agreedDays(due: String?, problem: ClosingRequest.Problem?) {
        let found = problems(ClosingRequest.Problem.self) {
            try ClosingRequest(
                fixture.followUp(), outcome: "afspraak", on: nil, due: due.flatMap { DateExpression($0) }, reason: nil, rules: fixture.rules,
                now: fixture.now)
        }
        #expect(found == (problem.map { [$0] } ?? []))
    }

    @Test("is not made with a day agreed on where the outcome asks for none, and keeps the day itself where it does")
    func agreedDay() throws {
        let due = try #require(DateExpression("2w"))
        let found = problems(ClosingRequest.Problem.self) {
            try ClosingRequest(fixture.followUp(), outcome: "ja", on: nil, due: due, reason: nil, rules: fixture.rules, now: fixture.now)
        }
        #expect(found == [.agreedNotAsked("ja", of: "k")])
        let made = try ClosingRequest(
            fixture.followUp(), outcome: "afspraak", on: nil, due: due, reason: nil, rules: fixture.rules, now: fixture.now)
        #expect(made.agreed == day("2026-12-21"))
    }

    @Test("names every problem at once")
    func several() {
        #expect(found("nee", on: "2026-12-08") == [.reason(.missing, "nee", of: "k"), .dateInFuture(day("2026-12-08"))])
    }
}
