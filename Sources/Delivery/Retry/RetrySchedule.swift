import Foundation

/// When a message that could not be delivered is tried again.
///
/// After 1, 5, 15 and 60 minutes, then every 2 hours, each give or take a tenth, until three days after the first attempt. A longer pause that
/// the other side asks for is kept, up to a day and never past the third day: a school that hears nothing for longer has to hear of the failure.
public struct RetrySchedule: Sendable {
    static let pauses: [TimeInterval] = [60, 300, 900, 3600]
    static let laterPause: TimeInterval = 7200
    static let longestAsked: TimeInterval = 86_400
    static let longestTrial: TimeInterval = 3 * 86_400

    public init() {}

    /// Nil to give up. `attempts` counts from 1, `retryAfter` is in seconds, and `jitter` is random in 0..<1, so that
    /// what failed together does not come back together.
    public func nextAttempt(after attempts: Int, firstAttempt: Date, now: Date, retryAfter: TimeInterval?, jitter: Double) -> Date? {
        let end = firstAttempt.addingTimeInterval(Self.longestTrial)
        guard now < end else { return nil }
        let pause = Self.pauses.indices.contains(attempts - 1) ? Self.pauses[attempts - 1] : Self.laterPause
        let wait = max(pause * (0.9 + 0.2 * jitter), min(retryAfter ?? 0, Self.longestAsked))
        return min(now.addingTimeInterval(wait), end)
    }
}
