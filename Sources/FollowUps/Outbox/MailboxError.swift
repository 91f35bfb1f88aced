public struct MailboxError: Error, Hashable, Sendable, CustomStringConvertible {
    /// In our own words, the same each time, so that it is reported once.
    public let trouble: String
    /// What the other side said this time; may be empty.
    public let said: String
    public let isTooLong: Bool

    public init(_ trouble: String, saying said: String = "", isTooLong: Bool = false) {
        self.trouble = trouble
        self.said = said
        self.isTooLong = isTooLong
    }

    public var description: String { said.isEmpty ? trouble : "\(trouble): \(said)" }
}
