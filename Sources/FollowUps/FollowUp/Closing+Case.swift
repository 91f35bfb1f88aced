import Foundation

extension Closing {
    /// What a case needs when this closing has ended its last open follow-up that counts: what `[case] closing` names.
    ///
    /// Nil when the outcome leads on or closes the case, when what was closed does not keep a case going, and when the catalogue has no such kind.
    /// So no case is left without anybody who has said that the child is safe (promise 20).
    public func ending(of followUp: FollowUp, kind: Kind, outcome: Outcome, now: Date) throws(ClosingError) -> Opening? {
        guard followUp.caseCode != nil, outcome.ends, !outcome.closesCase, kind.countsForCase, let closing = catalogue.caseKinds.closing else {
            return nil
        }
        return try opening(Consequence(closing), after: followUp, date: nil, now: now)
    }
}
