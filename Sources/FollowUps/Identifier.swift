/// The name by which files, commands and the database know a thing; its type keeps a person's id from standing where a school's should.
public struct Identifier<Subject>: RawRepresentable, Hashable, Comparable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }
    public init(_ rawValue: String) { self.rawValue = rawValue }
    public init(stringLiteral value: String) { rawValue = value }

    public var description: String { rawValue }

    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

public typealias PersonID = Identifier<Person>
public typealias SchoolID = Identifier<School>
public typealias RoleID = Identifier<Role>
public typealias KindID = Identifier<Kind>
public typealias OutcomeID = Identifier<Outcome>
/// A state of a case in which some kinds may not be open.
public typealias ProtectionID = Identifier<Protection>
public typealias ContactID = Identifier<Contact>
/// The name of an escalation schedule: `normal`, `quiet`, or one of the configuration.
public typealias PolicyID = Identifier<Policy>
/// The way a message reaches somebody: `mail`, or the id of a `[[webhook]]`.
public typealias ChannelID = Identifier<Channel>

/// Only names what a `ChannelID` identifies.
public enum Channel {}

extension ChannelID {
    public static let mail: ChannelID = "mail"
    /// The other mail server over which the operator is told when mail does not work; no person's.
    public static let noticeMail: ChannelID = "notice-mail"
}
