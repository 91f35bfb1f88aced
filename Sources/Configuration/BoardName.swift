/// Which of several boards on one machine is meant: small letters, digits and hyphens, because units, folders and credentials are named after it.
public struct BoardName: Hashable, Sendable, CustomStringConvertible {
    public let description: String

    public static let grammar = "the name of a board: at most 40 small letters, digits and hyphens"

    /// Nil when it does not follow the grammar.
    public init?(_ text: String) {
        guard text.wholeMatch(of: #/[a-z0-9][a-z0-9-]{0,39}/#) != nil else { return nil }
        description = text
    }

    public var configurationFile: String { "/etc/opvolg/boards/\(description)/\(ConfigurationFile.name)" }
}
