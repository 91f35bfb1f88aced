import Foundation
import Synchronization

/// At most so many messages in any sixty seconds.
public final class RateLimit: Sendable {
    /// The moments of the last sixty seconds at which a message went, oldest first.
    private let taken = Mutex<[TimeInterval]>([])

    public init() {}

    /// Takes a place for a message at a moment, in seconds on any clock that only goes forward; when there is none left, the seconds to wait.
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
