import Foundation

extension ClosingRules {
    /// What to open when a closing ends the last follow-up that counts in its case (promise 20). Nil when it does not,
    /// and when `[case]` names no closing.
    public func ending(of followUp: FollowUp, kind: Kind, outcome: Outcome, now: Date) throws(ClosingError) -> NewFollowUp? {
        guard followUp.caseCode != nil, outcome.ends, !outcome.closesCase, kind.countsForCase, let closing = catalogue.caseKinds.closing else {
            return nil
        }
        return try opening(Consequence(closing), after: followUp, date: nil, now: now)
    }
}
