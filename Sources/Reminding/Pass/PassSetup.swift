import FollowUps
import Foundation

/// Everything of a pass that comes from files, so that a reload can put another in its place.
public struct PassSetup: Sendable {
    public let rules: Rules
    public let renderer: any MessageRendering
    public let transports: [ChannelID: any MessageTransport]
    public let retry: any RetryDeciding
    /// Told after every good pass; nil when nobody listens.
    public let deadMansSwitch: (any DeadMansSwitch)?
    /// Seconds without a delivery, while something waits, after which they hear nothing.
    public let stallLimit: TimeInterval
    /// Where delivery reports are read; nil when nobody does.
    public let reports: (any ReportMailbox)?
    /// A new Message-ID, without angle brackets.
    public let newMessageID: @Sendable () -> String
    /// A new secret for a link in a mail; nil when there are no pages that it could lead to.
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
