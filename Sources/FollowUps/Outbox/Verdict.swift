import Foundation

public enum Verdict: Sendable, Equatable {
    case sent
    /// `possiblyDelivered` when no answer came.
    case tryAgain(at: Date, possiblyDelivered: Bool, error: String)
    /// It was refused for what is no fault of its recipient's (promise 15): nothing counts against it. It waits until
    /// an instant, or until its channel works again.
    case heldUp(until: Date, error: String)
    case failed(error: String)
    /// It could not be written, and waits for somebody to mend what is wrong.
    case unwritable(until: Date, error: String)
    /// These reminders could not be written, and each gets a message of its own. The rest has an answer of its own.
    case setApart([Reminder], until: Date, error: String)
    /// It was not tried, and goes back as it was.
    case notTried(until: Date)
}
