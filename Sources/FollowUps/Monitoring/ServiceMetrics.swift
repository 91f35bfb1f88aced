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
    /// When the last nightly copy was made and found sound; nil when there has been none.
    public let lastBackup: Date?
    public let faults: Faults
    /// In bytes, on the disk of the database; nil when unknown.
    public let freeSpace: Int64?

    /// What somebody has to mend, as `opvolg status` tells it.
    public struct Faults: Hashable, Sendable {
        /// Open follow-ups of which nobody heard, because all of their messages were given up.
        public let unreached: Int
        /// Open follow-ups that cannot be planned, and messages that cannot be written.
        public let quarantined: Int
        /// Whether the clock shows less than it did before.
        public let clockIsWrong: Bool
        /// Whether another machine has taken over.
        public let isRetired: Bool
        /// Since when the fence cannot be read; nil when it can, or there is none.
        public let fenceFailingSince: Date?

        public init(
            unreached: Int = 0, quarantined: Int = 0, clockIsWrong: Bool = false, isRetired: Bool = false, fenceFailingSince: Date? = nil
        ) {
            self.unreached = unreached
            self.quarantined = quarantined
            self.clockIsWrong = clockIsWrong
            self.isRetired = isRetired
            self.fenceFailingSince = fenceFailingSince
        }
    }

    public init(
        schools: [SchoolStats], queued: Int, failed: Int, oldestUnsent: Date?, lastPass: Date?, lastPassTook: TimeInterval?,
        outages: [ChannelOutage] = [], mailbox: MailboxCondition = MailboxCondition(), lastBackup: Date? = nil,
        faults: Faults = Faults(), freeSpace: Int64? = nil
    ) {
        self.schools = schools
        self.queued = queued
        self.failed = failed
        self.oldestUnsent = oldestUnsent
        self.lastPass = lastPass
        self.lastPassTook = lastPassTook
        self.outages = outages
        self.mailbox = mailbox
        self.lastBackup = lastBackup
        self.faults = faults
        self.freeSpace = freeSpace
    }

    /// Seconds without a pass after which the service counts as down. There is one every minute, and one may send for long.
    public static let longestSilence: TimeInterval = 300

    public func isWell(at now: Date) -> Bool { lastPass.map { now.timeIntervalSince($0) <= Self.longestSilence } ?? false }
}
