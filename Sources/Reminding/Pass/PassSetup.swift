import FollowUps
import Foundation

/// Everything of a pass that comes from files, so that a reload can replace it.
public struct PassSetup: Sendable {
    public let rules: Ruleset
    public let renderer: any MessageRendering
    public let transports: [ChannelID: any MessageTransport]
    public let retry: any RetryPolicy
    public let deadMansSwitch: (any HeartbeatTransport)?
    /// Seconds without a delivery, while something waits, after which there is no ping.
    public let stallLimit: TimeInterval
    public let reports: (any BounceMailbox)?
    public let retention: Retention
    /// Where mails stay that were sent; nil when they go to a server.
    public let mailFolder: (any MailFolder)?
    /// The folder that two machines share; nil without a second machine.
    public let fence: String?
    /// Without angle brackets.
    public let newMessageID: @Sendable () -> String
    /// Nil when there are no pages to which links could lead.
    public let newLinkToken: (@Sendable () -> LinkToken)?

    public init(
        rules: Ruleset, renderer: any MessageRendering, transports: [ChannelID: any MessageTransport],
        retry: any RetryPolicy, deadMansSwitch: (any HeartbeatTransport)? = nil, stallLimit: TimeInterval = DeliveryStall.usualLimit,
        reports: (any BounceMailbox)? = nil, retention: Retention = .standard, mailFolder: (any MailFolder)? = nil, fence: String? = nil,
        newMessageID: @escaping @Sendable () -> String,
        newLinkToken: (@Sendable () -> LinkToken)? = nil
    ) {
        self.rules = rules
        self.renderer = renderer
        self.transports = transports
        self.retry = retry
        self.deadMansSwitch = deadMansSwitch
        self.stallLimit = stallLimit
        self.reports = reports
        self.retention = retention
        self.mailFolder = mailFolder
        self.fence = fence
        self.newMessageID = newMessageID
        self.newLinkToken = newLinkToken
    }
}
