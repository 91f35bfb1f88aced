import Foundation
import FollowUps

/// What a pass needs of the database. The functions of the same names in the store say what each does.
public protocol Outbox: Sendable {
    func watchClock(at now: Date, rules: Ruleset) throws -> ClockFinding
    func replan(with rules: Ruleset, at now: Date) throws -> Bool
    func plan(at now: Date, rules: Ruleset, limit: Int, newMessageID: () -> String) throws -> PlanningReport
    func claim(at now: Date, rules: Ruleset, lease: TimeInterval, limit: Int, newLinkToken: (() -> LinkToken)?) throws -> [MessageDraft]
    func refresh(_ draft: MessageDraft, at now: Date, rules: Ruleset) throws -> MessageDraft?
    func record(_ dispositions: [(claimed: Message, disposition: DeliveryDisposition)], at now: Date, rules: Ruleset, newMessageID: () -> String)
        throws -> [UnreachableAudience]
    func turnOff(_ channel: ChannelID, reason: String, at now: Date) throws
    func outages() throws -> [ChannelOutage]
    func note(_ finding: ChannelFinding, of channel: ChannelID, at now: Date) throws
    func channelProgress() throws -> [ChannelProgress]
    func retryChannels() throws
    func recentRefusals(over channel: ChannelID, at now: Date) throws -> [Message]
    func takeBack(_ failed: [Int64], at now: Date) throws
    func nextInstant() throws -> Date?
    /// Changes when another process has changed something.
    func dataVersion() throws -> Int
    /// `took` is in seconds.
    func setLastPass(_ now: Date, took: TimeInterval) throws
}

public protocol MessageRendering: Sendable {
    func render(_ draft: MessageDraft, at now: Date) throws -> OutgoingMessage
}

/// The heartbeat: somebody outside raises the alarm when no ping has come for a while (promise 12).
public protocol HeartbeatTransport: Sendable {
    /// Returns why the ping did not get through, or nil.
    func ping() async -> String?
}

public protocol RetryPolicy: Sendable {
    /// The instant of the next attempt, or nil to give up. `retryAfter` is what the other side asked for, in seconds.
    func nextAttempt(after attempts: Int, firstAttempt: Date, now: Date, retryAfter: TimeInterval?) -> Date?
}
