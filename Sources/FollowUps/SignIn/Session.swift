import Foundation

public struct Session: Hashable, Sendable, Identifiable {
    public let id: Int64
    public let person: PersonID
    public let since: Date

    public init(id: Int64, person: PersonID, since: Date) {
        self.id = id
        self.person = person
        self.since = since
    }

    public static let length: TimeInterval = 8 * 3600
    public var until: Date { since.addingTimeInterval(Self.length) }
}

public enum SignInLink {
    public static let length: TimeInterval = 15 * 60
    /// More links at once would mean that somebody else fills their mailbox.
    public static let most = 3
}
