import Foundation

/// That no copy of the database has been made for longer than a night.
public struct MissedBackup: Hashable, Sendable {
    /// When the last one was made; nil when there was none.
    public let last: Date?
    /// For how many whole weeks. The operator is told of each.
    public let weeks: Int

    /// A copy is made every night, at times that differ by an hour or two: after this a night has been missed.
    public static let longestAge: TimeInterval = 36 * 3600

    /// Nil when there is nothing to tell.
    ///
    /// - Parameter begun: since when there is something to lose, where a copy is expected and there never was one.
    public init?(last: Date?, begun: Date?, at now: Date) {
        guard let since = last ?? begun else { return nil }
        // A copy of a time to come was made while the clock was wrong, and says nothing of how old it is.
        let age = abs(now.timeIntervalSince(since))
        guard age > Self.longestAge else { return nil }
        self.last = last
        weeks = Int(age / (7 * 86_400))
    }
}
