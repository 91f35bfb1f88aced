import Foundation
import Testing

@testable import FollowUps

@Suite("Outcomes that come together")
struct OutcomesTogetherTests {
    private static func ending(_ id: OutcomeID, _ then: [String], with: [OutcomeID] = [], _ exceptions: [Outcome.Exception] = []) -> Outcome {
        Outcome(
            id: id, title: LocalizedText(nl: id.rawValue), then: then.compactMap { Consequence($0) }, exceptions: exceptions, ends: then.isEmpty,
            with: with)
    }

    private let report = kind(
        "melding", ending("gemeld", ["opnieuw in 3w", "afspraken"]), ending("hulp", ["hulpplan", "opnieuw in 1w"], with: ["gemeld"]),
        ending("klaar", ["sluiten"], with: ["gemeld"]),
        ending("weer", ["melding in 1w"], with: ["gemeld"], [exception(.times(2), also: "opschaling")]), ending("niets", []))

    private var catalogue: Catalogue {
        let rest = ["opnieuw", "afspraken", "hulpplan", "opschaling", "sluiten"].map { kind(KindID($0), outcome("ja", ends: true)) }
        return Catalogue(kinds: [report] + rest, roles: roles, caseKinds: CaseKinds(closing: "sluiten"))
    }

    private func close(_ outcomes: OutcomeID..., earlier: [[OutcomeID]] = []) throws -> [String] {
        let closing = ClosingRules(
            catalogue: catalogue,
            directory: Directory(
                clock: .amsterdam, schools: [School(id: "s", name: "S", region: "noord", roles: [:], calendar: .noord)], people: []))
        let followUp = FollowUp(
            id: 1, kind: "melding", school: "s", caseCode: CaseCode("1"), owner: .role("ib"), urgency: .normal, due: .day(day("2026-12-07")),
            openedAt: at("2026-11-22 12:00"), escalation: .init(startedAt: at("2026-11-22 12:00"), startedBy: "x"))
        let (kind, found) = try closing.outcomes(outcomes, of: followUp)
        return try closing.consequences(
            of: followUp, kind: kind, outcomes: found, earlier: earlier, date: nil, in: .none, now: at("2026-11-23 10:00")
        ).map { "\($0.kind) \($0.due.day(.amsterdam))" }
    }

    @Test("lead to all that follows from each, of each kind the earliest, in either order")
    func union() throws {
        #expect(try close("gemeld", "hulp") == ["opnieuw 2026-11-30", "afspraken 2026-12-07", "hulpplan 2026-12-07"])
        #expect(try close("hulp", "gemeld") == ["hulpplan 2026-12-07", "opnieuw 2026-11-30", "afspraken 2026-12-07"])
        #expect(try close("gemeld") == ["opnieuw 2026-12-14", "afspraken 2026-12-07"])
    }

    @Test("do not ask whether a case can close in which one of them lets something go on")
    func closing() throws {
        #expect(try close("gemeld", "klaar") == ["opnieuw 2026-12-14", "afspraken 2026-12-07"])
    }

    @Test("each count for themselves, together or alone")
    func counting() throws {
        #expect(try close("gemeld", "weer").contains { $0.hasPrefix("opschaling") } == false)
        #expect(try close("gemeld", "weer", earlier: [["gemeld", "weer"]]).contains { $0.hasPrefix("opschaling") })
        #expect(try close("weer", earlier: [["hulp"], ["gemeld", "weer"]]).contains { $0.hasPrefix("opschaling") })
    }

    @Test("are refused where the catalogue does not name them, and named to whoever has to choose")
    func refusals() throws {
        #expect(throws: ClosingError.notTogether("gemeld", "niets", of: "melding")) { try close("gemeld", "niets") }
        #expect(throws: ClosingError.notTogether("hulp", "klaar", of: "melding")) { try close("gemeld", "hulp", "klaar") }
        #expect(report.outcomes(beside: "gemeld").map(\.id) == ["hulp", "klaar", "weer"])
        #expect(report.outcomes(beside: "hulp").map(\.id) == ["gemeld"])
    }

    @Test("complete what each completes, and end the protections that each ends")
    func states() {
        let completing = Outcome(id: "hulp", title: LocalizedText(nl: "Hulp"), ends: true, completesFrom: 1)
        let protection = Protection(
            id: "p", title: LocalizedText(nl: "P"), begins: ["melding"], ends: [OutcomeReference("melding", "hulp")], withdraws: ["opnieuw"],
            instead: "afspraken")
        let catalogue = Catalogue(kinds: [kind("melding", completing)], roles: roles, protections: [protection])
        func state(_ outcomes: [OutcomeID]) -> CaseState {
            CaseState(of: [.init(id: 1, kind: "melding", status: .closed, outcomes: outcomes)], by: catalogue)
        }
        #expect(state(["gemeld", "hulp"]).completed == ["melding"] && state(["gemeld", "hulp"]).protections.isEmpty)
        #expect(state(["gemeld"]).completed.isEmpty && state(["gemeld"]).protections == [protection])
    }

    @Test("have to be outcomes of the same kind that leave the case open")
    func mistakes() {
        func problems(_ outcomes: Outcome...) -> [String] {
            let kind = Kind(
                id: "a", title: LocalizedText(nl: "A"), source: "3", scope: .case, owner: .role("ib"), urgency: .normal, term: Term(1, .weeks),
                startsByHand: true, outcomes: outcomes)
            return Catalogue(kinds: [kind], roles: roles).problems(contacts: []).map { "\($0.key): \($0.message)" }
        }
        #expect(problems(Self.ending("x", []), Self.ending("y", [], with: ["x"])) == [])
        #expect(
            problems(Self.ending("x", []), Self.ending("y", [], with: ["z"])) == [
                "kind a, outcome y, with: \"a\" has no other outcome \"z\"; it has \"x\""
            ])
        let closes = Outcome(id: "dicht", title: LocalizedText(nl: "Dicht"), closesCase: true)
        #expect(
            problems(closes, Self.ending("y", [], with: ["dicht"])) == [
                "kind a, outcome y, with: what closes the case comes alone; take out \"dicht\""
            ])
    }
}
