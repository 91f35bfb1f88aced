import Foundation

/// The messages that have been kept long enough, as far as nobody has looked yet which of them are still needed.
public struct OldMessages: Hashable, Sendable {
    /// They were sent or given up before this.
    public let start: Date
    /// The first that was sent since. None from there on is old.
    public let end: Int64
    /// The last that was looked at.
    public var last: Int64

    public init(before start: Date, end: Int64, last: Int64 = 0) {
        self.start = start
        self.end = end
        self.last = last
    }
}

/// Where messages stay that were sent, until somebody removes them.
public protocol MailFolder: Sendable {
    /// Removes the mails that were put there before an instant, and returns how many. Throws when the folder cannot be used.
    func removeMails(before start: Date) async throws -> Int
}
