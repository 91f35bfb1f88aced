import Foundation
import FollowUps

/// Where other mail servers report what they could not deliver. Each call throws `MailboxError` when the mailbox cannot be read.
public protocol ReportMailbox: Sendable {
    /// The mails that have not been dealt with.
    func waiting() async throws -> UnreadMails
    /// What a mail is. It waits on until `finish` or `leaveUnread`.
    func read(_ mail: UInt32) async throws -> ReturnedMail
    /// The mail has been dealt with.
    func finish(_ mail: UInt32) async throws
    /// The mail is for somebody to read.
    func leaveUnread(_ mail: UInt32) async throws
}

/// Where reports are taken over, and what is known of the mailbox is kept.
public protocol ReportRecording: Sendable {
    /// See `Store.record`.
    func record(_ report: DeliveryReport, at now: Date, rules: Rules, newMessageID: () -> String) throws -> ReportResult
    /// See `Store.newMails`.
    func newMails(among mails: UnreadMails) throws -> [UInt32]
    /// See `Store.setUnread`.
    func setUnread(_ mail: UInt32, of mails: UnreadMails, at now: Date) throws
    /// See `Store.noteMailbox`.
    func noteMailbox(_ trouble: String?, at now: Date) throws
    /// See `Store.forgetMailbox`.
    func forgetMailbox() throws
}
