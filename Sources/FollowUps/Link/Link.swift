import Foundation

/// What a link from a mail is bound to.
public struct Link: Hashable, Sendable {
    /// Days after which it is good for nothing.
    public static let lifetime = 60

    /// In whose name it acts.
    public let person: PersonID
    public let followUp: Int64
    /// UTC instant.
    public let createdAt: Date

    public init(person: PersonID, followUp: Int64, createdAt: Date) {
        self.person = person
        self.followUp = followUp
        self.createdAt = createdAt
    }

    /// Until this UTC instant it may be used.
    public var expiresAt: Date { createdAt.addingTimeInterval(Double(Self.lifetime) * 86_400) }
}

/// Why a link does nothing. A reader is not told which of these it is; the log is, for it names nobody.
public enum LinkRefusal: String, Error, Sendable, CaseIterable, CustomStringConvertible {
    case unknown = "no such link"
    case expired = "the link has expired"
    case personGone = "the link is somebody's who is not in the configuration any more"
    case excluded = "the link is somebody's who is excluded from the case"
    case notTheirs = "the follow-up is not theirs any more to whom the link was sent"

    /// For the log. That somebody is excluded is not said there either: whoever reads it may be they.
    public var description: String { self == .excluded ? LinkRefusal.notTheirs.rawValue : rawValue }
}
