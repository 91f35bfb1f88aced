import Foundation

/// How a follow-up had already ended when somebody tried to end or snooze it. The first of two people counts; the second is told.
public struct PreviousEnding: Hashable, Sendable {
    public let outcome: OutcomeID?
    public let beside: [OutcomeID]
    public let at: Date
    /// A person's id or a login name; nil when the history does not say.
    public let actor: String?

    /// Nil while the follow-up is open. `entry` is the history entry of its ending.
    public init?(of followUp: FollowUp, _ entry: HistoryEntry?) {
        guard followUp.status != .open, let end = followUp.end else { return nil }
        outcome = end.outcome
        beside = end.beside
        at = end.at
        actor = entry?.actor
    }

    /// Whether it overrules a later outcome, or a snooze (nil). The same outcome twice is one answer.
    public func overrules(_ outcome: OutcomeID?, beside: [OutcomeID] = []) -> Bool {
        guard let outcome, let ours = self.outcome else { return true }
        return Set([outcome] + beside) != Set([ours] + self.beside)
    }
}
