import Foundation

/// What a mail in the bounce mailbox is, by its own text alone.
public enum ReturnedMail: Hashable, Sendable {
    case failure(BounceReport)
    /// A report that mail is late or has arrived: there is nothing to do.
    case noFailure
    /// From a person, or in an unknown form: somebody has to read it.
    case notUnderstood
}

/// The mails of a mailbox that nobody has read, by UID (RFC 3501, section 2.3.1.1).
public struct UnreadMails: Hashable, Sendable {
    public let mailbox: String
    /// When it changes, the server has given out the UIDs anew.
    public let uidValidity: UInt32
    /// Oldest first.
    public let uids: [UInt32]

    public init(mailbox: String, uidValidity: UInt32, uids: [UInt32]) {
        self.mailbox = mailbox
        self.uidValidity = uidValidity
        self.uids = uids
    }
}

public struct MailboxOutage: Hashable, Sendable {
    /// Seconds before the operator is told: a server that restarts needs nobody.
    public static let reportedAfter: Int64 = 3600

    public let since: Date
    public let reason: String

    public init(since: Date, reason: String) {
        self.since = since
        self.reason = reason
    }
}

public struct MailboxCondition: Hashable, Sendable {
    public let outage: MailboxOutage?
    public let unread: Int

    public init(outage: MailboxOutage? = nil, unread: Int = 0) {
        self.outage = outage
        self.unread = unread
    }
}
