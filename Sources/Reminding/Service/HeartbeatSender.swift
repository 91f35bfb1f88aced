import Foundation
import Logging
import Synchronization

/// Pings the heartbeat after good passes, at most once a minute, without holding up the reminding. There is no ping
/// after a failed pass, nor while nothing can be delivered (promise 12): silence is the alarm.
public final class HeartbeatSender: Sendable {
    private struct State {
        var lastAt: Date?
        var hasFailed = false
        var isWithheld = false
    }

    static let pause: TimeInterval = 60

    private let logger: Logger
    private let state = Mutex(State())

    public init(logger: Logger) { self.logger = logger }

    /// Returns at once. `stall` is since when nothing could be delivered; nil when the service delivers.
    func passEnded(_ deadMansSwitch: any HeartbeatTransport, stalledSince stall: Date?, at now: Date) {
        guard mayPing(stalledSince: stall), begin(at: now) else { return }
        Task { await ping(deadMansSwitch) }
    }

    /// Whether a ping may go. Logs once when it may not, and when it may again.
    public func mayPing(stalledSince stall: Date?) -> Bool {
        let wasWithheld = state.withLock { state in
            defer { state.isWithheld = stall != nil }
            return state.isWithheld
        }
        if let stall, !wasWithheld {
            logger.critical(
                "[watch] the sign of life stays away: nothing could be delivered since \(stall.formatted(.iso8601)); opvolg status says why")
        }
        if stall == nil, wasWithheld { logger.notice("[watch] messages are delivered again, and so is the sign of life") }
        return stall == nil
    }

    /// Waits for the answer: for a single pass, after which the program ends.
    public func ping(_ deadMansSwitch: any HeartbeatTransport) async {
        let problem = await deadMansSwitch.ping()
        let hadFailed = state.withLock { state in
            defer { state.hasFailed = problem != nil }
            return state.hasFailed
        }
        // Logged once, not every minute.
        if let problem, !hadFailed { logger.warning("[watch] ping_url did not get the sign of life: \(problem)") }
        if problem == nil, hadFailed { logger.notice("[watch] ping_url gets the sign of life again") }
    }

    private func begin(at now: Date) -> Bool {
        state.withLock { state in
            // The distance, not the difference: the clock may have been set back.
            if let last = state.lastAt, abs(now.timeIntervalSince(last)) < Self.pause { return false }
            state.lastAt = now
            return true
        }
    }
}
