import Foundation

extension Closing {
    /// What to open when a closing ends the last open follow-up that counts in its case (promise 20). Nil when the
    /// outcome leads on or closes the case, when the kind keeps no case going, and when `[case]` names no closing.
    public func ending(of followUp: FollowUp, kind: Kind, outcome: Outcome, now: Date) throws(ClosingError) -> Opening? {
        guard followUp.caseCode != nil, outcome.ends, !outcome.closesCase, kind.countsForCase, let closing = catalogue.caseKinds.closing else {
            return nil
        }
        return try opening(Consequence(closing), after: followUp, date: nil, now: now)
    }
}
