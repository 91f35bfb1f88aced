import Foundation

/// What one person is sent over one channel: one or more reminders, and what has become of it.
public struct Message: Hashable, Sendable, Identifiable {
    /// Counted per database, from 1.
    public let id: Int64
    public let recipient: PersonID
    public let channel: ChannelID
    public let purpose: Slot.Purpose
    public let state: MessageState
    /// Opaque and kept for life (RFC 5322 `Message-ID` without angle brackets, and the `webhook-id`).
    public let messageID: String
    /// Attempts to send it that have begun.
    public let attempts: Int
    /// UTC instant of the first of them.
    public let firstAttemptAt: Date?
    /// The UTC instant from which it may be sent, or sent again; nil once it has come to an end.
    public let nextAttemptAt: Date?
    public let lastError: String?
    public let sentAt: Date?
    /// The UTC instant since which it waits for what is no fault of its recipient's; nil when it does not.
    public let heldSince: Date?
    /// The mail address that it was last sent to; nil over other channels, and when it is not known.
    public let address: String?

    public init(
        id: Int64, recipient: PersonID, channel: ChannelID, purpose: Slot.Purpose, state: MessageState, messageID: String, attempts: Int,
        firstAttemptAt: Date?, nextAttemptAt: Date?, lastError: String?, sentAt: Date?, heldSince: Date? = nil, address: String? = nil
    ) {
        self.id = id
        self.recipient = recipient
        self.channel = channel
        self.purpose = purpose
        self.state = state
        self.messageID = messageID
        self.attempts = attempts
        self.firstAttemptAt = firstAttemptAt
        self.nextAttemptAt = nextAttemptAt
        self.lastError = lastError
        self.sentAt = sentAt
        self.heldSince = heldSince
        self.address = address
    }

    public init(id: Int64, recipient: PersonID, messageID: String, _ entry: OutboxEntry) {
        var sentAt: Date?
        if case .sent(let instant) = entry.state { sentAt = instant }
        self.init(
            id: id, recipient: recipient, channel: entry.channel, purpose: entry.purpose, state: entry.state.name, messageID: messageID,
            attempts: entry.attempts, firstAttemptAt: entry.firstAttemptAt, nextAttemptAt: entry.nextAttemptAt, lastError: entry.lastError,
            sentAt: sentAt, heldSince: entry.heldSince, address: entry.address)
    }

    /// By which whoever claimed it tells what became of it; nil when it is not being sent.
    public var lease: OutboxEntry.Lease? {
        guard state == .sending, let nextAttemptAt else { return nil }
        return OutboxEntry.Lease(attempt: attempts, ends: nextAttemptAt)
    }
}

/// A reminder with all that a text about it needs, as things stand when the message is rendered.
public struct MessageItem: Hashable, Sendable {
    public let reminder: Reminder
    public let followUp: FollowUp
    /// To whom earlier steps of this ladder were sent, each once, in that order.
    public let sentBefore: [Audience]
    /// Who else gets the same step, by role; empty unless it is an escalation.
    public let alsoTo: [Audience]
    /// The UTC instant of the first reminder sent on this ladder; nil when this is the first.
    public let firstSentAt: Date?
    /// The secret of the page on which the recipient can finish it; nil where there is none.
    public let link: LinkToken?

    public init(
        reminder: Reminder, followUp: FollowUp, sentBefore: [Audience] = [], alsoTo: [Audience] = [], firstSentAt: Date? = nil, link: LinkToken? = nil
    ) {
        self.reminder = reminder
        self.followUp = followUp
        self.sentBefore = sentBefore
        self.alsoTo = alsoTo
        self.firstSentAt = firstSentAt
        self.link = link
    }

    public func with(_ link: LinkToken) -> MessageItem {
        MessageItem(reminder: reminder, followUp: followUp, sentBefore: sentBefore, alsoTo: alsoTo, firstSentAt: firstSentAt, link: link)
    }
}

/// A message with what it has to say at this moment: reminders of what has been closed since are left out already.
public struct MessageDraft: Hashable, Sendable {
    public let message: Message
    /// Most urgent first, then longest overdue; empty only when the overview or the notice has something to say.
    public let items: [MessageItem]
    /// What a digest adds to its reminders; nil when there is nothing.
    public let overview: Overview?
    /// What the operator is told; nil in everybody else's messages.
    public let notice: Notice?
    /// The Message-IDs of earlier messages to this person about the same follow-ups, oldest first, for `References`.
    public let earlierMessageIDs: [String]

    public var isAcute: Bool { items.contains { $0.followUp.urgency == .acute } }

    public init(message: Message, items: [MessageItem], overview: Overview? = nil, notice: Notice? = nil, earlierMessageIDs: [String] = []) {
        self.message = message
        self.items = items
        self.overview = overview
        self.notice = notice
        self.earlierMessageIDs = earlierMessageIDs
    }
}
