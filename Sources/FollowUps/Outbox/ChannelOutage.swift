import Foundation

/// What an answer says about the channel, whoever the message was for.
public enum ChannelFinding: Hashable, Sendable {
    case works
    /// Every other message would fail too. `retryAfter` is the pause that the other side asked for, in seconds.
    case fails(reason: String, retryAfter: TimeInterval?)
}

/// An open circuit breaker: the channel cannot be used, and from `retryAt` one message is tried (promise 15). If that
/// one goes, all that waited follows; if not, the pause grows.
public struct ChannelOutage: Hashable, Sendable {
    public let channel: ChannelID
    /// When it was first found, and when last.
    public let since: Date
    public let failedAt: Date
    public let failures: Int
    public let retryAt: Date
    /// On one line, without any address.
    public let reason: String

    /// In seconds. The last one is repeated.
    public static let pauses: [TimeInterval] = [60, 120, 300, 600, 900]
    /// The longest pause that the other side may ask for, in seconds: somebody has to hear before it is over.
    public static let longestAsked: TimeInterval = 3600

    public init(channel: ChannelID, since: Date, failedAt: Date, failures: Int, retryAt: Date, reason: String) {
        self.channel = channel
        self.since = since
        self.failedAt = failedAt
        self.failures = failures
        self.retryAt = retryAt
        self.reason = reason
    }

    /// The outage after one more failure. `earlier` is nil if the channel worked until now.
    public init(of channel: ChannelID, after earlier: ChannelOutage?, reason: String, retryAfter: TimeInterval? = nil, at now: Date) {
        let failures = (earlier?.failures ?? 0) + 1
        let pause = max(Self.pauses[min(failures, Self.pauses.count) - 1], min(retryAfter ?? 0, Self.longestAsked))
        // The clock may have been set back. No outage has lasted for a negative time.
        self.init(
            channel: channel, since: min(earlier?.since ?? now, now), failedAt: now, failures: failures, retryAt: now.addingTimeInterval(pause),
            reason: reason)
    }

    /// Whether nothing may be tried now. A failure in the future came from a wrong clock and blocks nothing (promise 14).
    public func isOpen(at now: Date) -> Bool { failedAt <= now && now < retryAt }
}
