import Foundation

/// What a mail in the bounce mailbox turns out to be, read from its own text alone.
public enum ReturnedMail: Hashable, Sendable {
    /// A server reports that mail did not arrive.
    case failure(DeliveryReport)
    /// A server reports that mail is late, or that it has arrived: there is nothing to do.
    case noFailure
    /// From a person, or in a form that we do not know: somebody has to read it.
    case notUnderstood
}

/// The mails of one mailbox that nobody has read, by their numbers (RFC 3501, section 2.3.1.1).
public struct UnreadMails: Hashable, Sendable {
    /// Tells the mailbox from every other.
    public let mailbox: String
    /// When it changes, the numbers have been given out anew.
    public let uidValidity: UInt32
    /// Oldest first.
    public let uids: [UInt32]

    public init(mailbox: String, uidValidity: UInt32, uids: [UInt32]) {
        self.mailbox = mailbox
        self.uidValidity = uidValidity
        self.uids = uids
    }
}

/// That the bounce mailbox cannot be read.
public struct MailboxOutage: Hashable, Sendable {
    /// Seconds after which the operator is told: a server that starts anew needs nobody.
    public static let patience: Int64 = 3600

    /// The UTC instant at which it was first found.
    public let since: Date
    /// Why, in words of our own.
    public let reason: String

    public init(since: Date, reason: String) {
        self.since = since
        self.reason = reason
    }
}

/// How the bounce mailbox does.
public struct MailboxCondition: Hashable, Sendable {
    /// Nil when it can be read.
    public let outage: MailboxOutage?
    /// Mails that we could make nothing of, and that somebody has to read.
    public let unread: Int

    public init(outage: MailboxOutage? = nil, unread: Int = 0) {
        self.outage = outage
        self.unread = unread
    }
}
