import Foundation
import FollowUps

/// The bounce mailbox. Each call throws `MailboxError` when it cannot be read.
public protocol BounceMailbox: Sendable {
    func waiting() async throws -> UnreadMails
    /// The mail waits on until `finish` or `leaveUnread`.
    func read(_ mail: UInt32) async throws -> ReturnedMail
    func finish(_ mail: UInt32) async throws
    func leaveUnread(_ mail: UInt32) async throws
}

/// Where bounces are recorded. The functions of the same names in the store say what each does.
public protocol BounceRecording: StandbyWatching {
    func record(_ report: BounceReport, at now: Date, rules: Ruleset, newMessageID: @escaping @Sendable () -> String) async throws -> BounceResult
    func newMails(among mails: UnreadMails) async throws -> [UInt32]
    func setUnread(_ mail: UInt32, of mails: UnreadMails, at now: Date) async throws
    func noteMailbox(_ incident: String?, at now: Date) async throws
    func forgetMailbox() async throws
}
