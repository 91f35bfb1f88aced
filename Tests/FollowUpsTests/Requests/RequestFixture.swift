import Foundation
import Testing

@testable import FollowUps

/// A school with one follow-up, and the rules by which requests about it are checked.
struct RequestFixture {
    let now = at("2026-12-07 10:00")
    let rules: Ruleset

    /// - Parameter start: what a case begins with.
    init(schools: [SchoolID] = ["s"], start: KindID? = "k") {
        let calendar = SchoolCalendar(clock: .amsterdam, holidays: [days("2026-12-19", "2027-01-03")])
        let outcomes = [
            Outcome(id: "ja", title: LocalizedText(nl: "Ja"), then: [Consequence("k")]),
            Outcome(id: "nee", title: LocalizedText(nl: "Nee"), ends: true, needsReason: true),
            Outcome(id: "afspraak", title: LocalizedText(nl: "Afgesproken"), then: [Consequence("k", isDueAsAgreed: true)], asksDue: true),
        ]
        func kind(
            _ id: KindID, _ scope: Kind.Scope, owner: Kind.OwnerRule = .role("ib"), urgency: Urgency = .normal, term: Term? = Term(1, .weeks),
            titleGiven: Bool = false
        ) -> Kind {
            Kind(
                id: id, title: LocalizedText(nl: id.rawValue), source: "1", scope: scope, owner: owner, urgency: urgency, term: term,
                titleGiven: titleGiven, outcomes: outcomes)
        }
        let kinds = [
            kind("k", .case), kind("acuut", .case, urgency: .acute, term: Term(0, .hours)), kind("training", .employee, owner: .employee),
            kind("jaarlijks", .school), kind("taak", .free, term: nil, titleGiven: true), kind("sluiten", .case), kind("nakijken", .case),
        ]
        func school(_ id: SchoolID) -> School { School(id: id, name: id.rawValue, region: "noord", roles: [:], calendar: calendar) }
        rules = Ruleset(
            catalogues: Catalogues(
                Catalogue(
                    kinds: kinds, roles: [Role(id: "ib", title: LocalizedText(nl: "IB"))],
                    caseKinds: CaseKinds(start: start, check: "nakijken", closing: "sluiten", owner: "ib"))),
            directory: Directory(clock: .amsterdam, schools: schools.map(school), people: ["juf", "meester"].map { Person(id: $0, name: "N") }),
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
