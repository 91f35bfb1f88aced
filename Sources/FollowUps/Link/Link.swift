import Foundation

/// A link in a mail: one follow-up, in one person's name.
public struct Link: Hashable, Sendable {
    /// In days.
    public static let lifetime = 60

    public let person: PersonID
    public let followUp: Int64
    public let createdAt: Date

    public init(person: PersonID, followUp: Int64, createdAt: Date) {
        self.person = person
        self.followUp = followUp
        self.createdAt = createdAt
    }

    /// From this instant on it is refused.
    public var expiresAt: Date { createdAt.addingTimeInterval(Double(Self.lifetime) * 86_400) }
}

/// Why a link does nothing. The log says which it was, for it names nobody; readers are not told.
public enum LinkRefusal: String, Error, Sendable, CaseIterable, CustomStringConvertible {
    case unknown = "no such link"
    case expired = "the link has expired"
    case personGone = "the link is somebody's who is not in the configuration any more"
    case excluded = "the link is somebody's who is excluded from the case"
    case notTheirs = "the follow-up is not theirs any more to whom the link was sent"

    /// For the log, which hides exclusions too: the excluded person may read it.
    public var description: String { self == .excluded ? LinkRefusal.notTheirs.rawValue : rawValue }
}

/// The secret in a link: whoever has it may finish one follow-up in one person's name.
public typealias LinkToken = Secret
