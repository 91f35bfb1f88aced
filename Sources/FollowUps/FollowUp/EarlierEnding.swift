import Foundation

/// How a follow-up had ended when somebody wanted to end it too, or to put it off: of two people the first counts, and the second is told so.
public struct EarlierEnding: Hashable, Sendable {
    /// Nil when it was cancelled.
    public let outcome: OutcomeID?
    /// UTC instant.
    public let at: Date
    /// A person's id or a login name; nil when the history does not say.
    public let actor: String?

    /// Nil while the follow-up is open.
    ///
    /// - Parameter entry: that of the history which says how it ended.
    public init?(of followUp: FollowUp, _ entry: HistoryEntry?) {
        guard followUp.status != .open, let end = followUp.end else { return nil }
        outcome = end.outcome
        at = end.at
        actor = entry?.actor
    }

    /// Whether what somebody wants now does not count: another outcome, or with nil a pause. The same outcome twice is one answer.
    public func overrules(_ outcome: OutcomeID?) -> Bool { outcome == nil || outcome != self.outcome }
}

extension FollowUpForm {
    /// The form with what became of it, when the follow-up had ended otherwise by then; nil when nothing was asked for that does not hold.
    public func overruled(by ending: EarlierEnding) -> FollowUpForm? {
        let isOverruled =
            switch button {
            case .close?: outcome != nil && ending.overrules(outcome)
            case .snooze?: ending.overrules(nil)
            case nil: false
            }
        return isOverruled ? with([.endedOtherwise]) : nil
    }
}
