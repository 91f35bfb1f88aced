import FollowUps
import Foundation

/// Everything of a pass that comes from files, so that a reload can replace it.
public struct PassSetup: Sendable {
    public let rules: Rules
    public let renderer: any MessageRendering
    public let transports: [ChannelID: any MessageTransport]
    public let retry: any RetryDeciding
    public let deadMansSwitch: (any DeadMansSwitch)?
    /// Seconds without a delivery, while something waits, after which there is no ping.
    public let stallLimit: TimeInterval
    public let reports: (any ReportMailbox)?
    /// Without angle brackets.
    public let newMessageID: @Sendable () -> String
    /// Nil when there are no pages to which links could lead.
    public let newLinkToken: (@Sendable () -> LinkToken)?

    public init(
        rules: Rules, renderer: any MessageRendering, transports: [ChannelID: any MessageTransport],
        retry: any RetryDeciding, deadMansSwitch: (any DeadMansSwitch)? = nil, stallLimit: TimeInterval = DeliveryStall.usualLimit,
        reports: (any ReportMailbox)? = nil,
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
        self.newMessageID = newMessageID
        self.newLinkToken = newLinkToken
    }
}
