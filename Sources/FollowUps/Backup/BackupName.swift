import Foundation

/// The name of a nightly copy of a database, such as `opvolg-2026-12-01T023000.db`.
public struct BackupName: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let description: String
    /// On which it was made, in the zone of the service.
    public let day: Day

    /// - Parameter database: the name of the database's file without its extension.
    public init(of database: String, at instant: Date, clock: WallClock) {
        day = clock.day(of: instant)
        description = "\(database)-\(clock.iso8601(instant).prefix(19).replacing(":", with: "")).db"
    }

    /// Nil for the name of any other file: only what this service has made is its to remove.
    public init?(_ name: String, of database: String) {
        guard name.hasPrefix(database + "-"), name.hasSuffix(".db") else { return nil }
        let stamp = name.dropFirst(database.count + 1).dropLast(3)
        guard stamp.wholeMatch(of: #/[0-9-]{10}T[0-9]{6}/#) != nil, let day = Day(stamp.prefix(10)) else { return nil }
        self.day = day
        description = name
    }

    /// By when they were made.
    public static func < (left: BackupName, right: BackupName) -> Bool { left.description < right.description }
}
