import Foundation

/// What closing a follow-up with an outcome now would lead to, for whoever has to choose.
public struct OutcomePreview: Hashable, Sendable {
    public let outcome: Outcome
    /// The outcomes that may come together with it.
    public let beside: [Outcome]
    /// What would be opened, or stay open because it comes round by itself.
    public let openings: [NewFollowUp]
    /// The kinds among them that are due on the day that is agreed on. Their due moment here means nothing.
    public let dueAsAgreed: Set<KindID>
    /// The own case that would hold all of it, the closing included; nil when none would begin.
    public let ownCase: CaseCode?

    public init(
        outcome: Outcome, beside: [Outcome] = [], openings: [NewFollowUp], dueAsAgreed: Set<KindID> = [], ownCase: CaseCode? = nil
    ) {
        self.outcome = outcome
        self.beside = beside
        self.openings = openings
        self.dueAsAgreed = dueAsAgreed
        self.ownCase = ownCase
    }

    /// Whether the day that the outcome is about matters (`--on`).
    public var countsFromDate: Bool { outcome.asksDate }
}

extension ClosingRules {
    /// The outcomes of a follow-up with what each would lead to, in catalogue order. Leaves out those that lead to
    /// something no longer in the catalogue. `earlier` holds previous outcomes of the kind for the same case, employee
    /// or school, latest first.
    public func previews(
        of followUp: FollowUp, earlier: [[OutcomeID]], isLast: Bool, in state: CaseState = .none, ownCase: CaseCode? = nil, now: Date
    ) -> [OutcomePreview] {
        guard let kind = catalogue.kind(followUp.kind) else { return [] }
        return kind.outcomes.compactMap { outcome in
            let count = outcome.count(of: followUp, after: earlier)
            guard let openings = try? openings(of: followUp, kind: kind, outcome: outcome, count: count, isLast: isLast, in: state, now: now)
            else { return nil }
            let agreed = catalogue.consequences(of: outcome, of: kind, count: count, in: state).filter(\.isDueAsAgreed).map(\.kind)
            let beginsOwnCase = openings.contains { catalogue.beginsOwnCase($0.kind, in: state) }
            return OutcomePreview(
                outcome: outcome, beside: kind.outcomes(beside: outcome.id), openings: openings, dueAsAgreed: Set(agreed),
                ownCase: beginsOwnCase ? ownCase : nil)
        }
    }

    private func openings(
        of followUp: FollowUp, kind: Kind, outcome: Outcome, count: Outcome.Count, isLast: Bool, in state: CaseState, now: Date
    ) throws(ClosingError) -> [NewFollowUp] {
        if outcome.closesCase, followUp.caseCode != nil { return [] }
        // Any day will do for what is due as agreed.
        let agreed = directory.calendar(of: followUp.school).clock.day(of: now).adding(days: 1)
        let openings = try consequences(
            of: followUp, kind: kind, outcome: outcome, count: count, date: nil, agreed: agreed, in: state, now: now)
        guard openings.isEmpty else { return openings }
        return try ending(of: followUp, kind: kind, outcome: outcome, isLast: isLast, now: now).map { [$0] } ?? []
    }
}
