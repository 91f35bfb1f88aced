import Testing

@testable import FollowUps

@Suite("What has happened in a case")
struct CaseStateTests {
    private let catalogue = Catalogue(
        kinds: [
            kind("nu", outcome("mag", "gesprek")), kind("ook-nu", outcome("mag", "gesprek")), kind("gesprek", outcome("klaar", ends: true)),
            kind("advies", outcome("klaar", ends: true)),
        ],
        roles: roles,
        protections: [
            Protection(
                id: "eerst", title: LocalizedText(nl: "Niet"), begins: ["nu", "ook-nu"], ends: [.init("nu", "mag"), .init("ook-nu", "mag")],
                withdraws: ["gesprek"], instead: "advies")
        ])

    /// What `nu` or `ook-nu` leads to with `mag`, where both are open and `ook-nu` was opened later.
    private func follows(_ id: Int64, _ kind: KindID) -> [String] {
        let entries = [
            CaseState.Entry(id: 1, kind: "nu", status: .open, outcomes: []), .init(id: 2, kind: "ook-nu", status: .open, outcomes: []),
        ]
        let state = CaseState(of: entries, closing: id, by: catalogue)
        guard let kind = catalogue.kind(kind), let outcome = kind.outcome("mag") else { return [] }
        return catalogue.consequences(of: outcome, of: kind, count: .init(times: 1, inARow: 1, round: 1), in: state).map(\.description)
    }

    @Test("an answer ends a protection, unless it has begun anew since the follow-up was opened")
    func begunAnew() {
        #expect(follows(2, "ook-nu") == ["gesprek"])
        #expect(follows(1, "nu") == ["advies"])
    }

    @Test("a case is closed by hand where it is asked whether it can close, and nothing else that counts is open")
    func closedByHand() {
        let closing = Kind(
            id: "sluiten", title: LocalizedText(nl: "S"), source: "3", scope: .case, owner: .role("ib"), urgency: .normal, term: term("1w"),
            outcomes: [Outcome(id: "gesloten", title: LocalizedText(nl: "G"), closesCase: true)])
        let kinds = [kind("a", outcome("x", ends: true)), kind("b", counts: false, outcome("x", ends: true)), closing]
        let asking = Catalogue(kinds: kinds, roles: roles, caseKinds: CaseKinds(closing: "sluiten"))
        func may(_ open: KindID..., explained: Bool = false, by catalogue: Catalogue) -> Bool {
            catalogue.mayBeClosed(open: Set(open), isExplained: explained)
        }
        #expect(may("sluiten", "b", by: asking))
        #expect(!may("sluiten", "a", by: asking) && !may("sluiten", "a", explained: true, by: asking))
        #expect(!may("b", by: asking) && !may(by: asking))
        #expect(may("b", explained: true, by: asking))
        #expect(may("b", by: Catalogue(kinds: kinds, roles: roles)))
    }
}
