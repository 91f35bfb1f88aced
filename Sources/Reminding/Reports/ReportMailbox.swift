import Foundation
import FollowUps

/// The bounce mailbox. Each call throws `MailboxError` when it cannot be read.
public protocol ReportMailbox: Sendable {
    func waiting() async throws -> UnreadMails
    /// The mail waits on until `finish` or `leaveUnread`.
    func read(_ mail: UInt32) async throws -> ReturnedMail
    func finish(_ mail: UInt32) async throws
    func leaveUnread(_ mail: UInt32) async throws
}

/// Where bounces are recorded. The functions of the same names in the store say what each does.
public protocol ReportRecording: Sendable {
    func record(_ report: DeliveryReport, at now: Date, rules: Rules, newMessageID: () -> String) throws -> ReportResult
    func newMails(among mails: UnreadMails) throws -> [UInt32]
    func setUnread(_ mail: UInt32, of mails: UnreadMails, at now: Date) throws
    func noteMailbox(_ trouble: String?, at now: Date) throws
    func forgetMailbox() throws
}
