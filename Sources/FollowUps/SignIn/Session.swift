import Foundation

/// That somebody is signed in on one device.
public struct Session: Hashable, Sendable, Identifiable {
    /// Counted per database, from 1.
    public let id: Int64
    public let person: PersonID
    /// UTC instant.
    public let since: Date

    public init(id: Int64, person: PersonID, since: Date) {
        self.id = id
        self.person = person
        self.since = since
    }

    /// Seconds: a working day.
    public static let length: TimeInterval = 8 * 3600
    public var until: Date { since.addingTimeInterval(Self.length) }
}

/// The terms of a mailed sign-in link.
public enum SignInLink {
    /// Seconds in which it can be used.
    public static let length: TimeInterval = 15 * 60
    /// How many of them somebody may have at once: more would be somebody else who fills their mailbox.
    public static let most = 3
}
