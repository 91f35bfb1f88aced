/// A name in files, commands and the database. The subject keeps a person's id from being used as a school's.
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
public typealias ProtectionID = Identifier<Protection>
public typealias ProtocolStepID = Identifier<ProtocolStep>
public typealias ContactID = Identifier<Contact>
public typealias CatalogueID = Identifier<Catalogue>
public typealias SourceID = Identifier<Source>
/// `normal`, `quiet`, or a policy of the configuration.
public typealias PolicyID = Identifier<Policy>
/// `mail`, or the id of a `[[webhook]]`.
public typealias ChannelID = Identifier<Channel>

public enum Channel {}

extension SchoolID {
    /// The place of what is about the board and not about one of its schools. No school in a file can have this id.
    public static let board: SchoolID = ".board"

    public var isBoard: Bool { self == .board }
}

extension ChannelID {
    public static let mail: ChannelID = "mail"
    /// The second mail server, over which the operator is told when mail does not work.
    public static let noticeMail: ChannelID = "notice-mail"
}
