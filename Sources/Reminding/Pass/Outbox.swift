import Foundation
import FollowUps

/// What a pass needs of the database.
public protocol Outbox: Sendable {
    /// See `Store.watchClock`.
    func watchClock(at now: Date, rules: Rules) throws -> ClockFinding
    /// See `Store.replan`.
    func replan(with rules: Rules, at now: Date) throws -> Bool
    /// See `Store.plan`.
    func plan(at now: Date, rules: Rules, limit: Int, newMessageID: () -> String) throws -> PlanningReport
    /// See `Store.claim`.
    func claim(at now: Date, rules: Rules, lease: TimeInterval, limit: Int, newLinkToken: (() -> LinkToken)?) throws -> [MessageDraft]
    /// See `Store.refresh`.
    func refresh(_ draft: MessageDraft, at now: Date, rules: Rules) throws -> MessageDraft?
    /// See `Store.record`.
    func record(_ verdicts: [(claimed: Message, verdict: Verdict)], at now: Date, rules: Rules, newMessageID: () -> String) throws -> [Unreached]
    func turnOff(_ channel: ChannelID, reason: String, at now: Date) throws
    /// The channels that cannot be used.
    func outages() throws -> [ChannelOutage]
    /// See `Store.note`.
    func note(_ finding: ChannelFinding, of channel: ChannelID, at now: Date) throws
    /// See `Store.channelProgress`.
    func channelProgress() throws -> [ChannelProgress]
    /// See `Store.retryChannels`.
    func retryChannels() throws
    /// See `Store.recentRefusals`.
    func recentRefusals(over channel: ChannelID, at now: Date) throws -> [Message]
    /// See `Store.takeBack`.
    func takeBack(_ failed: [Int64], at now: Date) throws
    /// The earliest instant at which there is something to do.
    func nextInstant() throws -> Date?
    /// Changes when another process has changed something.
    func dataVersion() throws -> Int
    /// - Parameter took: how long it took, in seconds.
    func setLastPass(_ now: Date, took: TimeInterval) throws
}

/// Turns a draft into what goes over the wire.
public protocol MessageRendering: Sendable {
    func render(_ draft: MessageDraft, at now: Date) throws -> Dispatch
}

/// Sends over one channel.
public protocol MessageTransport: Sendable {
    /// How many messages it can have under way at once.
    var concurrency: Int { get }
    func send(_ dispatch: Dispatch) async -> DeliveryResult
}

/// Somebody outside who raises the alarm when he hears nothing of us for a while (promise 12).
public protocol DeadMansSwitch: Sendable {
    /// Says once that all is well; returns why that did not get through, or nil.
    func ping() async -> String?
}

/// Decides when a message is tried again.
public protocol RetryDeciding: Sendable {
    /// The UTC instant of the next attempt after as many as `attempts`, or nil to give up. `retryAfter` is what the other side asked for, in seconds.
    func nextAttempt(after attempts: Int, firstAttempt: Date, now: Date, retryAfter: TimeInterval?) -> Date?
}
