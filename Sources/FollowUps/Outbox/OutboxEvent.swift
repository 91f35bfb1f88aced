import Foundation

/// What can happen to a message in the outbox. Instants are in whole seconds.
public enum OutboxEvent: Equatable, Sendable {
    // Planning.
    /// A reminder or an overview joins it.
    case joined(Urgency, Slot.Purpose, sendAt: Date)
    /// The operator has to be told more. `isPressing`: it goes over the second way, because the usual one does not work.
    case noticeJoined(Urgency, sendAt: Date, isPressing: Bool)
    /// A notice goes over another channel, over which it was never tried.
    case moved(to: ChannelID)
    /// It takes over what another waiting message of its person was to say. That one is removed.
    case coalesced(with: OutboxEntry, at: Date)

    // Claiming.
    case claimed(at: Date, leaseEnds: Date, address: String?)
    case emptied(at: Date)
    /// It waits for its window (promise 7).
    case putOff(until: Date, at: Date)
    case unreadable(retryAt: Date, error: String, at: Date)

    // Answers.
    /// What became of the attempt with this lease.
    case answered(Verdict, lease: OutboxEntry.Lease?, at: Date)
    /// The mail came back after a server had taken it.
    case bounced(reason: String)
    /// It was given up for a refusal that was about us (promise 15).
    case refusalTakenBack(at: Date)
    case channelRestored(at: Date)
    case retriedByHand(at: Date)

    // A wrong clock (promise 14).
    /// What waits after an attempt keeps the time that was left.
    case clockFellBack(from: Date, to: Date)
    /// A wrong clock had planned what it was to say, and nothing is left.
    case planningUndone
    /// It waits for an instant that a wrong clock gave.
    case clockCorrected(ClockCorrection)
    /// A wrong clock made it due. It waits again until it was to go.
    case returned(to: Date, at: Date)
    /// It was given up because a wrong clock let days go by.
    case givenUpByWrongClock(at: Date)

    // A restored backup.
    /// What has become of it since the backup was made.
    case restored(OutboxEntry)
    /// Nobody knows what has become of it since the backup was made.
    case restoredBlindly(at: Date)
    case replanned(reason: String)
}
