import Foundation
import Synchronization

/// Limits the messages in any sixty seconds.
public final class RateLimit: Sendable {
    /// When the messages of the last sixty seconds went, oldest first.
    private let taken = Mutex<[TimeInterval]>([])

    public init() {}

    /// Takes a place for a message; returns the seconds to wait when there is none. `now` is seconds on a clock that only goes forward.
    public func take(at now: TimeInterval, perMinute: Int) -> TimeInterval? {
        taken.withLock { taken in
            taken.removeFirst(taken.prefix { $0 <= now - 60 }.count)
            // The limit may have been lowered since.
            if taken.count >= max(1, perMinute) { return taken[taken.count - max(1, perMinute)] + 60 - now }
            taken.append(now)
            return nil
        }
    }
}
