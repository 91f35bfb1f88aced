import Foundation

/// How far a message has come, with everything that decides what may happen to it next.
public struct OutboxEntry: Hashable, Sendable {
    public enum State: Hashable, Sendable {
        /// Waits until a UTC instant. `forHours`: because the hours of what it says are over, and not because it was refused.
        case queued(notBefore: Date, forHours: Bool = false)
        /// A process sends it, or died while it did: another may take it from the UTC instant at which the lease ends.
        case sending(leaseEnds: Date)
        case sent(at: Date)
        /// Given up; its reminders have gone to the next person who can be reached.
        case failed
        /// No longer needed: all that it would have said was closed before it went out.
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
    public var purpose: Slot.Purpose
    /// That of its most urgent reminder.
    public var urgency: Urgency
    /// Attempts to send it that have begun and count.
    public var attempts = 0
    /// UTC instant of the first of them.
    public var firstAttemptAt: Date?
    /// Somebody may have a copy, because an earlier attempt ended without an answer; nothing is added to it any more.
    public var copyMayExist = false
    public var lastError: String?
    /// The UTC instant since which it waits for what is no fault of its recipient's.
    public var heldSince: Date?
    /// The mail address that it was last sent to.
    public var address: String?

    public init(_ state: State, over channel: ChannelID, _ purpose: Slot.Purpose, _ urgency: Urgency) {
        self.state = state
        self.channel = channel
        self.purpose = purpose
        self.urgency = urgency
    }

    /// The right of one process to send a message, and the fence against the late answers of others: two claims of a message differ in the number of the
    /// attempt or, after a retry by hand, in the end of the lease.
    public struct Lease: Hashable, Sendable {
        let attempt: Int
        /// UTC instant.
        let ends: Date
    }

    /// Nil while nobody sends it.
    public var lease: Lease? {
        guard case .sending(let ends) = state else { return nil }
        return Lease(attempt: attempts, ends: ends)
    }

    /// The UTC instant from which it may be claimed; nil once it has come to an end.
    public var nextAttemptAt: Date? {
        switch state {
        case .queued(let instant, _), .sending(let instant): instant
        case .sent, .failed, .dropped: nil
        }
    }

    /// Whether it may be claimed: it waits no longer, or the lease of whoever was sending it is over.
    public func isDue(at now: Date) -> Bool { nextAttemptAt.map { $0 <= now } ?? false }

    /// Whether it may be made one message with others of its person and channel (promise 8): nobody can know of it, because it was never tried, or what
    /// it was refused for is undone.
    public func mayCoalesce(at now: Date) -> Bool {
        guard case .queued(let notBefore, _) = state, purpose != .notice else { return false }
        return notBefore <= now && attempts == 0 && !copyMayExist && (lastError == nil || heldSince != nil)
    }

    /// The entry of a message that takes over what cannot be written in this one; it has waited as long as this.
    public func splitOff(retryAt: Date, error: String) -> OutboxEntry {
        var part = OutboxEntry(.queued(notBefore: retryAt), over: channel, purpose, urgency)
        part.attempts = attempts
        part.firstAttemptAt = firstAttemptAt
        part.lastError = error
        return part
    }
}

extension OutboxEntry {
    /// Whether a reminder that waits here is left out because a later step of its follow-up has gone to the same person in another message, or is about to;
    /// one in a digest is when the digest's hour has come. What somebody may have a copy of, because the lease ran out or else, is sent again as it was.
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
