import Foundation

/// What can happen to a message in the outbox. Instants are UTC, in whole seconds.
public enum OutboxEvent: Equatable, Sendable {
    // Planning.
    /// A reminder or an overview joins it.
    case joined(Urgency, Slot.Purpose, sendAt: Date)
    /// A notice to the operator gets more to tell. `isPressing`: it goes over another way because the usual one does not work.
    case noticeJoined(Urgency, sendAt: Date, isPressing: Bool)
    /// A notice goes over another channel, where it was never tried.
    case moved(to: ChannelID)
    /// It takes over what another waiting message of its person was to say; that one is removed.
    case coalesced(with: OutboxEntry, at: Date)

    // Claiming.
    case claimed(at: Date, leaseEnds: Date, address: String?)
    /// Nothing that it was to say is needed any more.
    case emptied(at: Date)
    /// Nothing that it says may go before the hours begin (promise 7).
    case putOff(until: Date, at: Date)
    /// What it is to say cannot be read.
    case unreadable(retryAt: Date, error: String, at: Date)

    // Answers.
    /// What became of one attempt: that of the claim with this lease.
    case answered(Verdict, lease: OutboxEntry.Lease?, at: Date)
    /// The mail came back after it had been taken.
    case bounced(reason: String)
    /// The refusal for which it was given up was about us (promise 15).
    case refusalTakenBack(at: Date)
    /// The channel that kept it waiting works again.
    case channelRestored(at: Date)
    /// Somebody sends it again.
    case retriedByHand(at: Date)

    // A wrong clock (promise 14).
    /// The clock went back: what waits after an attempt waits for as long as it was to.
    case clockFellBack(from: Date, to: Date)
    /// What it was to say had been planned by a wrong clock, and nothing is left.
    case planningUndone
    /// It waits for an instant that a wrong clock gave.
    case clockCorrected(ClockCorrection)
    /// It was to go later, before a wrong clock went over that.
    case returned(to: Date, at: Date)
    /// It was given up because days seemed to have gone by.
    case givenUpByWrongClock(at: Date)

    // A restored backup.
    /// What has become of it since the backup was made.
    case restored(OutboxEntry)
    /// Nobody knows what has become of it since the backup was made.
    case restoredBlindly(at: Date)
    /// Its steps are planned anew.
    case replanned(reason: String)
}
