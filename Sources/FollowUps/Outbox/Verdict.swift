import Foundation

/// What is to be recorded of a message after an attempt to send it.
public enum Verdict: Sendable, Equatable {
    case sent
    /// Try again from a UTC instant; `possiblyDelivered` when no answer came.
    case tryAgain(at: Date, possiblyDelivered: Bool, error: String)
    /// It was refused for what is no fault of its recipient's (promise 15): nothing counts against it, and it waits until a UTC instant, or until its
    /// channel works again.
    case heldUp(until: Date, error: String)
    /// Give up; its reminders go to the next person who can be reached.
    case failed(error: String)
    /// It could not be written, and waits for somebody to mend what is wrong; to be tried again from a UTC instant.
    case unwritable(until: Date, error: String)
    /// These of its reminders could not be written. Each gets a message of its own, to be tried again from a UTC instant; what became of the rest
    /// is a verdict by itself.
    case setApart([Reminder], until: Date, error: String)
    /// It was not tried: hand it back as it was, to be claimed from a UTC instant.
    case notTried(until: Date)
}
