import Logging
import Synchronization

/// Keeps what anybody can bring about from filling the log: of the lines about refused requests so many a minute, and then how many were left out.
final class LogThrottle: Sendable {
    private struct Minute {
        var beganAt = -Double.infinity
        var lines = 0
    }

    /// In one minute.
    static let most = 60

    private let logger: Logger
    private let now: @Sendable () -> Double
    private let minute = Mutex(Minute())

    /// - Parameter now: monotonic, in seconds.
    init(_ logger: Logger, now: @escaping @Sendable () -> Double) {
        self.logger = logger
        self.now = now
    }

    func info(_ line: @autoclosure () -> String) {
        let now = now()
        let (isShown, leftOut) = minute.withLock { minute in
            var leftOut = 0
            if now - minute.beganAt >= 60 {
                leftOut = max(0, minute.lines - Self.most)
                minute = Minute(beganAt: now)
            }
            minute.lines += 1
            return (minute.lines <= Self.most, leftOut)
        }
        if leftOut > 0 { logger.info("web: \(leftOut) more lines about refused requests were left out") }
        if isShown { logger.info("\(line())") }
    }
}
