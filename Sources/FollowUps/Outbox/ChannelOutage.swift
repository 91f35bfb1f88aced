import Foundation

/// What an answer told of a channel itself, whoever the message was for.
public enum ChannelFinding: Hashable, Sendable {
    case works
    /// Every other message would meet the same; `retryAfter` is the pause that the other side asked for, in seconds.
    case fails(reason: String, retryAfter: TimeInterval?)
}

/// That a channel cannot be used, and from when it is tried again with one message: a circuit breaker (promise 15).
///
///     works ──fails──► open for a minute ──tried with one message──► works: everything that waited goes, acute first
///                        ▲                     └──fails──► open for longer
public struct ChannelOutage: Hashable, Sendable {
    public let channel: ChannelID
    /// The UTC instant at which it was first found, and the one at which it was last.
    public let since: Date
    public let failedAt: Date
    /// How often it has been found since it last worked, from 1.
    public let failures: Int
    /// The UTC instant from which one message is tried.
    public let retryAt: Date
    /// Why, on one line and without any address.
    public let reason: String

    /// In seconds, after the first failure, the second and so on; the last one for ever.
    public static let pauses: [TimeInterval] = [60, 120, 300, 600, 900]
    /// The longest pause that the other side can ask for, in seconds: somebody has to hear before that is over.
    public static let longestAsked: TimeInterval = 3600

    public init(channel: ChannelID, since: Date, failedAt: Date, failures: Int, retryAt: Date, reason: String) {
        self.channel = channel
        self.since = since
        self.failedAt = failedAt
        self.failures = failures
        self.retryAt = retryAt
        self.reason = reason
    }

    /// The outage after a failure.
    ///
    /// - Parameters:
    ///   - earlier: nil when the channel worked until now.
    ///   - retryAfter: the pause that the other side asked for, in seconds.
    public init(of channel: ChannelID, after earlier: ChannelOutage?, reason: String, retryAfter: TimeInterval? = nil, at now: Date) {
        let failures = (earlier?.failures ?? 0) + 1
        let pause = max(Self.pauses[min(failures, Self.pauses.count) - 1], min(retryAfter ?? 0, Self.longestAsked))
        // After the clock was set back it has lasted for no negative time.
        self.init(
            channel: channel, since: min(earlier?.since ?? now, now), failedAt: now, failures: failures, retryAt: now.addingTimeInterval(pause),
            reason: reason)
    }

    /// Whether nothing may be tried now. A failure in the future is one of a wrong clock, and keeps nothing waiting (promise 14).
    public func isOpen(at now: Date) -> Bool { failedAt <= now && now < retryAt }
}
