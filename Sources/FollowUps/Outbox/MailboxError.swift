public struct MailboxError: Error, Hashable, Sendable, CustomStringConvertible {
    /// In our own words, the same each time, so that it is reported once.
    public let incident: String
    /// What the other side said this time; may be empty.
    public let said: String
    public let isTooLong: Bool

    public init(_ incident: String, saying said: String = "", isTooLong: Bool = false) {
        self.incident = incident
        self.said = said
        self.isTooLong = isTooLong
    }

    public var description: String { said.isEmpty ? incident : "\(incident): \(said)" }
}
