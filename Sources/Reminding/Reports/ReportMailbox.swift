import Foundation
import FollowUps

/// Where other mail servers report what they could not deliver. Each call throws `MailboxError` when the mailbox cannot be read.
public protocol ReportMailbox: Sendable {
    /// The numbers of the mails that have not been dealt with, oldest first.
    func waiting() async throws -> [UInt32]
    /// The report in a mail; nil when there is none in it that matters. The mail waits on until `finish`.
    func report(in mail: UInt32) async throws -> DeliveryReport?
    /// The mail has been dealt with.
    func finish(_ mail: UInt32) async throws
}

/// Where a report is taken over.
public protocol ReportRecording: Sendable {
    /// See `Store.record`.
    func record(_ report: DeliveryReport, at now: Date, rules: Rules, newMessageID: () -> String) throws -> ReportResult
}
