import Foundation
import Synchronization

/// Waits while another program keeps the database locked, and says so meanwhile. SQLite asks it before each new try:
/// its own wait can neither speak nor be ended.
public final class LockWait: Sendable {
    /// In seconds.
    public static let defaultLimit: TimeInterval = 10

    private let limit: TimeInterval
    private let whileWaiting: @Sendable () -> Void
    private let isEnding = Atomic<Bool>(false)

    /// - Parameters:
    ///   - limit: in seconds. Then the work throws `StoreError.cannotOpen`.
    ///   - whileWaiting: called about ten times a second after the first second, on the thread that waits.
    public init(limit: TimeInterval = defaultLimit, whileWaiting: @escaping @Sendable () -> Void = {}) {
        self.limit = limit
        self.whileWaiting = whileWaiting
    }

    /// From now on, work that can be put off fails instead of waiting.
    func end() { isEnding.store(true, ordering: .relaxed) }

    /// Pauses as SQLite would, and returns whether to try again. `tries` is how often it has been tried.
    func mayTryAgain(after tries: Int, canBePutOff: Bool) -> Bool {
        let waited = Self.waited(by: tries)
        if waited >= limit || canBePutOff && isEnding.load(ordering: .relaxed) { return false }
        if waited >= 1 { whileWaiting() }
        usleep(Self.pause(after: tries))
        return true
    }

    /// How long whoever has waited for so long may sleep before the next try: SQLite's own wait in other programs, and this one.
    /// Both in seconds.
    static func longestSleep(ofWhoWaited waited: TimeInterval) -> TimeInterval {
        let tries = firstPauses.indices.last { Self.waited(by: $0) <= waited } ?? 0
        return Double(Self.waited(by: firstPauses.count) <= waited ? longestPause : firstPauses[tries]) / 1_000_000
    }

    /// In microseconds.
    private static func pause(after tries: Int) -> UInt32 { tries < firstPauses.count ? firstPauses[tries] : longestPause }

    /// In seconds.
    private static func waited(by tries: Int) -> TimeInterval {
        let microseconds = firstPauses.prefix(tries).reduce(0, +) + longestPause * UInt32(max(0, tries - firstPauses.count))
        return Double(microseconds) / 1_000_000
    }

    private static let firstPauses: [UInt32] = [1_000, 2_000, 5_000, 10_000, 15_000, 20_000, 25_000, 25_000, 25_000, 50_000, 50_000]
    private static let longestPause: UInt32 = 100_000
}
