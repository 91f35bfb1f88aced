import Foundation

/// How the service does, in numbers for a monitor: by school, and never by case or person.
public struct ServiceFigures: Hashable, Sendable {
    public let schools: [SchoolFigures]
    /// Messages that wait to be sent, or are being sent.
    public let queued: Int
    /// Messages that were given up.
    public let failed: Int
    /// Since when the message that has waited longest could have gone, as a UTC instant; nil when none is late.
    public let oldestUnsent: Date?
    /// The UTC instant at which the last pass ended well.
    public let lastPass: Date?
    /// How long that took, in seconds.
    public let lastPassTook: TimeInterval?
    /// The channels that cannot be used.
    public let outages: [ChannelOutage]
    public let mailbox: MailboxCondition

    public init(
        schools: [SchoolFigures], queued: Int, failed: Int, oldestUnsent: Date?, lastPass: Date?, lastPassTook: TimeInterval?,
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

    /// Seconds without a pass after which the service does not do its work: it passes every minute, and one pass may send for long.
    public static let longestSilence: TimeInterval = 300

    /// Whether a pass has ended well lately.
    public func isWell(at now: Date) -> Bool { lastPass.map { now.timeIntervalSince($0) <= Self.longestSilence } ?? false }
}
