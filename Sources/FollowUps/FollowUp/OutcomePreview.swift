import Foundation

/// What closing a follow-up with an outcome now would lead to, for whoever has to choose.
public struct OutcomePreview: Hashable, Sendable {
    public let outcome: Outcome
    /// What would be opened, or stay open because it comes round by itself.
    public let openings: [NewFollowUp]
    /// The own case that would hold all of it, the closing included; nil when none would begin.
    public let ownCase: CaseCode?

    public init(outcome: Outcome, openings: [NewFollowUp], ownCase: CaseCode? = nil) {
        self.outcome = outcome
        self.openings = openings
        self.ownCase = ownCase
    }

    /// Whether a term counts from the day that the outcome is about (`--on`).
    public var countsFromDate: Bool { outcome.allConsequences.contains(where: \.countsFromDate) }
}

extension ClosingRules {
    /// The outcomes of a follow-up with what each would lead to, in catalogue order. Leaves out those that lead to
    /// something no longer in the catalogue. `earlier` holds previous outcomes of the kind for the same case, employee
    /// or school, latest first.
    public func previews(
        of followUp: FollowUp, earlier: [OutcomeID], isLast: Bool, in state: CaseState = .none, ownCase: CaseCode? = nil, now: Date
    ) -> [OutcomePreview] {
        guard let kind = catalogue.kind(followUp.kind) else { return [] }
        return kind.outcomes.compactMap { outcome in
            let ends = followUp.title == nil ? [outcome.id] + earlier : [outcome.id]
            guard let openings = try? openings(of: followUp, kind: kind, outcome: outcome, ends: ends, isLast: isLast, in: state, now: now)
            else { return nil }
            guard openings.contains(where: { catalogue.beginsOwnCase($0.kind, in: state) }) else {
                return OutcomePreview(outcome: outcome, openings: openings)
            }
            return OutcomePreview(outcome: outcome, openings: openings, ownCase: ownCase)
        }
    }

    /// `ends` is `earlier` with this outcome in front.
    private func openings(
        of followUp: FollowUp, kind: Kind, outcome: Outcome, ends: [OutcomeID], isLast: Bool, in state: CaseState, now: Date
    ) throws(ClosingError) -> [NewFollowUp] {
        if outcome.closesCase, followUp.caseCode != nil { return [] }
        let count = Outcome.Count(
            times: ends.count { $0 == outcome.id }, inARow: ends.prefix { $0 == outcome.id }.count, round: followUp.round)
        let openings = try consequences(of: followUp, kind: kind, outcome: outcome, count: count, date: nil, in: state, now: now)
        guard openings.isEmpty else { return openings }
        return try ending(of: followUp, kind: kind, outcome: outcome, isLast: isLast, now: now).map { [$0] } ?? []
    }
}
