import Foundation
import Testing

@testable import FollowUps

/// A school with one follow-up, and the rules by which requests about it are checked.
struct RequestFixture {
    let now = at("2026-12-07 10:00")
    let rules: Ruleset

    init() {
        let calendar = SchoolCalendar(clock: .amsterdam, holidays: [days("2026-12-19", "2027-01-03")])
        let outcomes = [
            Outcome(id: "ja", title: LocalizedText(nl: "Ja"), then: [Consequence("k")]),
            Outcome(id: "nee", title: LocalizedText(nl: "Nee"), ends: true, needsReason: true),
        ]
        let kind = Kind(
            id: "k", title: LocalizedText(nl: "K"), source: "1", scope: .case, owner: .role("ib"), urgency: .normal, term: Term(1, .weeks),
            outcomes: outcomes)
        rules = Ruleset(
            catalogue: Catalogue(kinds: [kind], roles: []),
            directory: Directory(
                clock: .amsterdam, schools: [School(id: "s", name: "S", region: "noord", roles: [:], calendar: calendar)], people: []),
            policies: Policies())
    }

    func followUp(_ kind: KindID = "k", urgency: Urgency = .normal) -> FollowUp {
        FollowUp(
            id: 1, kind: kind, school: "s", owner: .role("ib"), urgency: urgency, due: .day(day("2026-12-10")), openedAt: now,
            escalation: FollowUp.Escalation(startedAt: now, startedBy: "x"))
    }

    /// Texts that may not be kept, and why.
    static let texts: [(text: String, problem: TextProblem)] = [
        ("", .blank), (" \t", .blank), ("mail naar ouder@thuis.example", .objection(.emailAddress)),
        ("bel 06-12345678", .objection(.telephoneNumber)), ("BSN 111222333", .objection(.bsn)),
        (String(repeating: "a", count: 201), .objection(.tooLong)), ("een\nregel", .objection(.controlCharacters)),
    ]
}

/// What is wrong with a request; empty when it is made.
func problems<Problem: Hashable & Sendable>(_ kind: Problem.Type, _ make: () throws -> Any) -> [Problem] {
    do {
        _ = try make()
        return []
    } catch let error as InvalidRequest<Problem> {
        return error.problems
    } catch {
        Issue.record("\(error)")
        return []
    }
}
