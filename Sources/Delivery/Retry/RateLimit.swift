import Foundation

/// At most so many messages in any sixty seconds.
public struct RateLimit: Sendable, Equatable {
    public let perMinute: Int
    /// The moments of the last sixty seconds at which a message went, oldest first.
    private var taken: [TimeInterval] = []

    public init(perMinute: Int) { self.perMinute = max(1, perMinute) }

    /// Takes a place for a message at a moment, in seconds on any clock that only goes forward; when there is none left, the seconds to wait.
    public mutating func take(at now: TimeInterval) -> TimeInterval? {
        taken.removeFirst(taken.prefix { $0 <= now - 60 }.count)
        if taken.count >= perMinute, let oldest = taken.first { return oldest + 60 - now }
        taken.append(now)
        return nil
    }
}
