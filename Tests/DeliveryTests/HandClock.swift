import Foundation
import Synchronization

/// A monotonic clock in seconds that the test moves.
final class HandClock: Sendable {
    private let value = Mutex<TimeInterval>(0)
    var seconds: TimeInterval {
        get { value.withLock { $0 } }
        set { value.withLock { $0 = newValue } }
    }
}
