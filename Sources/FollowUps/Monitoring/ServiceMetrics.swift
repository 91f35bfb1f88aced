import Foundation

/// Metrics of the service: by school, never by case or person.
public struct ServiceMetrics: Hashable, Sendable {
    public let schools: [SchoolStats]
    public let queued: Int
    public let failed: Int
    /// From when the message that waits longest could have gone; nil when none is late.
    public let oldestUnsent: Date?
    /// When the last pass ended well, and how many seconds it took.
    public let lastPass: Date?
    public let lastPassTook: TimeInterval?
    public let outages: [ChannelOutage]
    public let mailbox: MailboxCondition

    public init(
        schools: [SchoolStats], queued: Int, failed: Int, oldestUnsent: Date?, lastPass: Date?, lastPassTook: TimeInterval?,
        outages: [ChannelOutage] = [], mailbox: MailboxCondition = MailboxCondition()
    ) {
        self.schools = schools
        self.queued = queued
        self.failed = failed
        self.oldestUnsent = oldestUnsent
        self.lastPass = lastPass
        self.lastPassTook = lastPassTook
        self.outages = outages
        self.mailbox = mailbox
    }

    /// Seconds without a pass after which the service counts as down. There is one every minute, and one may send for long.
    public static let longestSilence: TimeInterval = 300

    public func isWell(at now: Date) -> Bool { lastPass.map { now.timeIntervalSince($0) <= Self.longestSilence } ?? false }
}
