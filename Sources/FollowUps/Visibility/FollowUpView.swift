import Foundation

/// A follow-up as one person may see it on its page.
public struct FollowUpView: Hashable, Sendable {
    public let linked: LinkedFollowUp
    /// Nil without a case.
    public let dossier: Case?
    public let actions: Set<FollowUpAction>
    /// Whether they see why things were done; whoever an escalation has reached sees only what was done.
    public let seesReasons: Bool
    /// Oldest first.
    public let history: [HistoryEntry]
    public let sent: [SentReminder]
    /// What they were given with its opening, and noted since, is in the history; this is what was noted when it was opened.
    public let note: String?

    public init(
        linked: LinkedFollowUp, dossier: Case?, actions: Set<FollowUpAction>, seesReasons: Bool, history: [HistoryEntry], sent: [SentReminder],
        note: String?
    ) {
        self.linked = linked
        self.dossier = dossier
        self.actions = actions
        self.seesReasons = seesReasons
        self.history = history
        self.sent = sent
        self.note = note
    }

    public var followUp: FollowUp { linked.followUp }
}

/// A message about a follow-up that went out.
public struct SentReminder: Hashable, Sendable {
    public let at: Date
    public let recipient: PersonID
    public let isEscalation: Bool

    public init(at: Date, recipient: PersonID, isEscalation: Bool) {
        self.at = at
        self.recipient = recipient
        self.isEscalation = isEscalation
    }
}
