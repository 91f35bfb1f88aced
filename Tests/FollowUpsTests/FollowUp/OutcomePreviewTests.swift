import Foundation
import Testing

@testable import FollowUps

@Suite("What an outcome would lead to")
struct OutcomePreviewTests {
    private static let now = at("2026-12-07 10:00")

    private func previews(earlier: [OutcomeID] = [], isLast: Bool = false, title: String? = nil) -> [String] {
        func kind(_ id: KindID, _ outcomes: [Outcome]) -> Kind {
            Kind(
                id: id, title: LocalizedText(nl: id.rawValue), source: "1", scope: .case, owner: .role("ib"), urgency: .normal,
                term: Term(1, .weeks), outcomes: outcomes)
        }
        let catalogue = Catalogue(
            kinds: [
                kind(
                    "vraag",
                    [
                        Outcome(
                            id: "goed", title: LocalizedText(nl: "Goed"), then: [Consequence("vraag")],
                            exceptions: [.init(.inARow(2), then: [Consequence("klaar")], isAddition: false)]),
                        Outcome(id: "niets", title: LocalizedText(nl: "Niets"), ends: true),
                        Outcome(id: "kapot", title: LocalizedText(nl: "Kapot"), then: [Consequence("bestaat-niet")]),
                        Outcome(id: "dicht", title: LocalizedText(nl: "Dicht"), closesCase: true),
                    ]),
                kind("klaar", []), kind("sluiten", []),
            ], roles: [], caseKinds: CaseKinds(closing: "sluiten"))
        let school = School(id: "s", name: "S", region: "noord", roles: ["ib": "ib"], calendar: SchoolCalendar(clock: .amsterdam))
        let directory = Directory(clock: .amsterdam, schools: [school], people: [])
        let followUp = FollowUp(
            id: 1, kind: "vraag", title: title, school: "s", caseCode: CaseCode("2026-1"), owner: .role("ib"), urgency: .normal,
            due: .day(day("2026-12-10")), openedAt: Self.now, escalation: FollowUp.Escalation(startedAt: Self.now, startedBy: "x"))
        return ClosingRules(catalogue: catalogue, directory: directory).previews(
            of: followUp, earlier: earlier.map { [$0] }, isLast: isLast, now: Self.now
        ).map {
            "\($0.outcome.id): \($0.openings.map { "\($0.kind) \($0.due.day(.amsterdam))" }.joined(separator: ", "))"
        }
    }

    @Test("each is told with what it opens and when that is due, but for one that leads nowhere; the second time in a row counts the earlier ones")
    func consequences() {
        #expect(previews() == ["goed: vraag 2026-12-14", "niets: ", "dicht: "])
        #expect(previews(earlier: ["goed"])[0] == "goed: klaar 2026-12-14")
        #expect(previews(earlier: ["niets", "goed"])[0] == "goed: vraag 2026-12-14")
        #expect(previews(earlier: ["goed"], title: "van zichzelf")[0] == "goed: vraag 2026-12-14")
    }

    @Test("what is due as agreed is told as such, and opened on that day, or the next school day")
    func agreed() throws {
        let asking = Outcome(
            id: "afspraak", title: LocalizedText(nl: "Afgesproken"), then: [Consequence("a", isDueAsAgreed: true), Consequence("b")], asksDue: true)
        func kind(_ id: KindID, _ outcomes: [Outcome] = []) -> Kind {
            Kind(
                id: id, title: LocalizedText(nl: id.rawValue), source: "1", scope: .case, owner: .role("ib"), urgency: .normal,
                term: Term(1, .weeks), outcomes: outcomes)
        }
        let plan = kind("plan", [asking])
        let school = School(id: "s", name: "S", region: "noord", roles: [:], calendar: SchoolCalendar(clock: .amsterdam))
        let rules = ClosingRules(
            catalogue: Catalogue(kinds: [plan, kind("a"), kind("b")], roles: []),
            directory: Directory(clock: .amsterdam, schools: [school], people: []))
        let followUp = FollowUp(
            id: 1, kind: "plan", school: "s", caseCode: CaseCode("2026-1"), owner: .role("ib"), urgency: .normal, due: .day(day("2026-12-10")),
            openedAt: Self.now, escalation: FollowUp.Escalation(startedAt: Self.now, startedBy: "x"))
        let preview = try #require(rules.previews(of: followUp, earlier: [], isLast: false, now: Self.now).first)
        #expect(preview.dueAsAgreed == ["a"] && preview.openings.map(\.kind) == ["a", "b"])
        func opened(_ agreed: String?) throws -> [String] {
            try rules.consequences(
                of: followUp, kind: plan, outcome: asking, count: .init(times: 1, inARow: 1, round: 1), date: nil, agreed: agreed.map { day($0) },
                in: .none, now: Self.now
            ).map { "\($0.kind) \($0.due.day(.amsterdam))" }
        }
        #expect(try opened("2027-01-20") == ["a 2027-01-20", "b 2026-12-14"])
        #expect(try opened("2027-01-23") == ["a 2027-01-25", "b 2026-12-14"])
        #expect(throws: ClosingError.noAgreedDay("a")) { try opened(nil) }
    }

    @Test("what ends the last of a case leads to its closing, unless it closes the case itself")
    func last() {
        #expect(previews(isLast: true) == ["goed: vraag 2026-12-14", "niets: sluiten 2026-12-14", "dicht: "])
    }
}
