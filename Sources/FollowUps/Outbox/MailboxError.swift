/// Why the mailbox with delivery reports could not be read.
public struct MailboxError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong, in words of our own: the same each time, so that it can be told of once.
    public let trouble: String
    /// How the other side put it this time, with what differs each time, such as milliseconds and sessions; empty when it said nothing.
    public let said: String
    /// Whether there was an answer that is longer than it may be.
    public let isTooLong: Bool

    public init(_ trouble: String, saying said: String = "", isTooLong: Bool = false) {
        self.trouble = trouble
        self.said = said
        self.isTooLong = isTooLong
    }

    public var description: String { said.isEmpty ? trouble : "\(trouble): \(said)" }
}
