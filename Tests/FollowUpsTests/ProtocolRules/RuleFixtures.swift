@testable import FollowUps

extension Catalogue {
    /// A catalogue of cases that begin with `begin` and have a question before they close.
    static func withRules(
        _ kinds: Kind..., protections: [Protection] = [], roles other: [Role]? = nil, rules: ProtocolRule...
    ) -> Catalogue {
        Catalogue(
            kinds: kinds + [closingKind], roles: other ?? FollowUpsTests.roles, caseKinds: CaseKinds(start: kinds.first?.id, closing: "sluiten"),
            protections: protections,
            rules: rules)
    }

    static let closingKind = Kind(
        id: "sluiten", title: LocalizedText(nl: "Sluiten"), source: "3", scope: .case, owner: .role("ib"), urgency: .normal, term: term("1w"),
        outcomes: [Outcome(id: "gesloten", title: LocalizedText(nl: "Gesloten"), closesCase: true), outcome("zorg", "begin")])

    /// The verdict on its only rule, as `holds`, or the story and what is wrong at its end.
    var verdict: String {
        let problems = problems(contacts: [])
        if !problems.isEmpty { return "\(problems[0].key) \(problems[0].message)" }
        return RuleChecker(self).verdicts().map(\.text).joined(separator: "\n")
    }
}

extension RuleVerdict {
    var text: String {
        switch result {
        case .holds: "holds"
        case .broken(let story, let wrong): (story.map(\.description) + [wrong]).joined(separator: " | ")
        case .contradicted(let contradictions): contradictions.joined(separator: " | ")
        case .undecided(let why): "undecided: \(why)"
        }
    }
}

func rule(_ claim: ProtocolRule.Claim, after: String..., until: String...) -> ProtocolRule {
    ProtocolRule(
        id: "regel", title: LocalizedText(nl: "Zo is het"), after: after.compactMap { CaseEvent($0) }, until: until.compactMap { CaseEvent($0) },
        claim: claim)
}

func never(_ events: String..., unless: String...) -> ProtocolRule.Claim {
    .never(events.compactMap { CaseEvent($0) }, unless: unless.compactMap { RuleException($0) })
}
