import Foundation

/// What can happen to a message in the outbox. Instants are in whole seconds.
public enum OutboxEvent: Equatable, Sendable {
    // Planning.
    /// A reminder or an overview joins it.
    case joined(Urgency, DeliverySlot.Purpose, sendAt: Date)
    /// The operator has more to hear. `isPressing`: over the second way, because the usual one does not work.
    case noticeJoined(Urgency, sendAt: Date, isPressing: Bool)
    /// A notice changes to a channel over which it was never tried.
    case moved(to: ChannelID)
    /// It takes over another waiting message of its person, which is removed.
    case coalesced(with: OutboxEntry, at: Date)

    // Claiming.
    case claimed(at: Date, leaseEnds: Date, address: MailAddress?)
    case emptied(at: Date)
    /// It waits for its window (promise 7).
    case postponed(until: Date, at: Date)
    case unreadable(retryAt: Date, error: String, at: Date)

    // Answers.
    /// What became of the attempt with this lease.
    case answered(DeliveryDisposition, lease: OutboxEntry.Lease?, at: Date)
    /// A server took it, and it came back.
    case bounced(reason: String)
    /// It was given up for a refusal that was about us (promise 15).
    case refusalTakenBack(at: Date)
    case channelRestored(at: Date)
    case retriedByHand(at: Date)

    // A wrong clock (promise 14).
    /// What waits after an attempt keeps its remaining time.
    case clockFellBack(from: Date, to: Date)
    /// A wrong clock planned what it was to say, and nothing is left.
    case planningUndone
    /// It waits for an instant that a wrong clock gave.
    case clockCorrected(ClockCorrection)
    /// A wrong clock made it due. It waits again for its instant.
    case returned(to: Date, at: Date)
    /// It was given up because a wrong clock let days go by.
    case givenUpByWrongClock(at: Date)

    // A restored backup.
    /// What became of it since the backup.
    case restored(OutboxEntry)
    /// What became of it since the backup is unknown.
    case restoredBlindly(at: Date)
    case replanned(reason: String)

    // A takeover.
    /// Another machine goes on with a copy of the database. What the first one did last may not be in it.
    case takenOver(at: Date)
}
