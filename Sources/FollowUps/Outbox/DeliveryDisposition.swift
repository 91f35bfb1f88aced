import Foundation

public enum DeliveryDisposition: Sendable, Equatable {
    case sent
    /// `possiblyDelivered` when no answer came.
    case tryAgain(at: Date, possiblyDelivered: Bool, error: String)
    /// Refused through no fault of its recipient's (promise 15): nothing counts against it. It waits for an instant, or for its channel to work.
    case heldUp(until: Date, error: String)
    case failed(error: String)
    /// It waits for somebody to mend what is wrong.
    case unwritable(until: Date, error: String)
    /// These reminders could not be written, and each gets a message of its own. The rest has a disposition of its own.
    case splitOff([Reminder], until: Date, error: String)
    /// Not tried, and handed back unchanged.
    case notTried(until: Date)
}
