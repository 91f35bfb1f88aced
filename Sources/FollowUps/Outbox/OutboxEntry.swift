import Foundation

/// How far a message has come, with all that decides what may happen to it next.
public struct OutboxEntry: Hashable, Sendable {
    public enum State: Hashable, Sendable {
        /// `forHours`: it waits for its window, not because it was refused.
        case queued(notBefore: Date, forHours: Bool = false)
        /// When the lease ends, another process may claim it.
        case sending(leaseEnds: Date)
        case sent(at: Date)
        case failed
        case dropped

        public var name: MessageState {
            switch self {
            case .queued: .queued
            case .sending: .sending
            case .sent: .sent
            case .failed: .failed
            case .dropped: .dropped
            }
        }
    }

    public var state: State
    public var channel: ChannelID
    public var purpose: DeliverySlot.Purpose
    public var urgency: Urgency
    /// Attempts that have begun and count.
    public var attempts = 0
    public var firstAttemptAt: Date?
    /// An attempt ended without an answer, so nothing may be added any more.
    public var copyMayExist = false
    public var lastError: String?
    public var heldSince: Date?
    /// That it was last sent to; nil for a webhook, and before the first attempt.
    public var address: MailAddress?

    public init(_ state: State, over channel: ChannelID, _ purpose: DeliverySlot.Purpose, _ urgency: Urgency) {
        self.state = state
        self.channel = channel
        self.purpose = purpose
        self.urgency = urgency
    }

    /// One process's right to send a message, which tells its answer from late ones of others: two leases differ in the
    /// attempt or, after a retry by hand, in their end.
    public struct Lease: Hashable, Sendable {
        let attempt: Int
        let ends: Date
    }

    public var lease: Lease? {
        guard case .sending(let ends) = state else { return nil }
        return Lease(attempt: attempts, ends: ends)
    }

    /// From when it may be claimed; nil once it has ended.
    public var nextAttemptAt: Date? {
        switch state {
        case .queued(let instant, _), .sending(let instant): instant
        case .sent, .failed, .dropped: nil
        }
    }

    public func isDue(at now: Date) -> Bool { nextAttemptAt.map { $0 <= now } ?? false }

    /// Whether it may be merged with others of its person and channel (promise 8): nobody can know of it, because it
    /// was never tried or its refusal was undone.
    public func mayCoalesce(at now: Date) -> Bool {
        guard case .queued(let notBefore, _) = state, purpose != .notice else { return false }
        return notBefore <= now && attempts == 0 && !copyMayExist && (lastError == nil || heldSince != nil)
    }

    /// The entry of a new message for what cannot be written in this one. It has waited as long.
    public func splitOff(retryAt: Date, error: String) -> OutboxEntry {
        var part = OutboxEntry(.queued(notBefore: retryAt), over: channel, purpose, urgency)
        part.attempts = attempts
        part.firstAttemptAt = firstAttemptAt
        part.lastError = error
        return part
    }
}

extension OutboxEntry {
    /// Whether a reminder in this message is left out, because a later step of its follow-up has gone, or is about to
    /// go, to the same person in `other`. A later step in a digest counts once that is due. Unless this is a digest, a
    /// message of which somebody may have a copy goes again unchanged.
    public func isOvertaken(by other: OutboxEntry, at now: Date) -> Bool {
        guard other.channel == channel else { return false }
        if purpose != .digest, copyMayExist || (state.name == .sending && isDue(at: now)) { return false }
        switch other.state {
        case .sending, .sent: return true
        case .queued(let notBefore, _): return other.purpose == .reminders || notBefore <= now
        case .failed, .dropped: return false
        }
    }
}

/// What a message's state is called in the database and in lists; see `OutboxEntry.State`.
public enum MessageState: String, Sendable, Codable, CaseIterable {
    case queued, sending, sent
    case failed
    case dropped
}
