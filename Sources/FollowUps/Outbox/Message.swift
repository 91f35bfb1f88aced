import Foundation

/// What one person is sent over one channel, and what has become of it.
public struct Message: Hashable, Sendable, Identifiable {
    public let id: Int64
    public let recipient: PersonID
    public let channel: ChannelID
    public let purpose: DeliverySlot.Purpose
    public let state: MessageState
    /// Kept for life: the `Message-ID` of RFC 5322 without angle brackets, and the `webhook-id`.
    public let messageID: String
    public let attempts: Int
    public let firstAttemptAt: Date?
    public let nextAttemptAt: Date?
    public let lastError: String?
    public let sentAt: Date?
    /// Since when it has waited through no fault of its recipient's.
    public let heldSince: Date?
    /// That it was last sent to; nil for a webhook, and before the first attempt.
    public let address: MailAddress?

    public init(
        id: Int64, recipient: PersonID, channel: ChannelID, purpose: DeliverySlot.Purpose, state: MessageState, messageID: String, attempts: Int,
        firstAttemptAt: Date?, nextAttemptAt: Date?, lastError: String?, sentAt: Date?, heldSince: Date? = nil, address: MailAddress? = nil
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

    public var lease: OutboxEntry.Lease? {
        guard state == .sending, let nextAttemptAt else { return nil }
        return OutboxEntry.Lease(attempt: attempts, ends: nextAttemptAt)
    }
}

/// A reminder with all that a text about it needs at the time of rendering.
public struct MessageItem: Hashable, Sendable {
    public let reminder: Reminder
    public let followUp: FollowUp
    /// Who got earlier steps of this escalation, each once, in order.
    public let sentBefore: [Audience]
    /// Who else gets the same step, by role; empty unless it is an escalation.
    public let alsoTo: [Audience]
    /// When the first reminder of this escalation was sent; nil when this is the first.
    public let firstSentAt: Date?
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

/// A message with what it has to say now. What has been closed since is left out.
public struct MessageDraft: Hashable, Sendable {
    public let message: Message
    /// Most urgent first, then longest overdue. Empty only with an overview or a notice.
    public let items: [MessageItem]
    public let overview: Overview?
    public let notice: Notice?
    /// To this person about the same follow-ups, oldest first, for `References`.
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
