import Foundation
import FollowUps

/// Whether this machine may send. The function of the same name in the store says what it does.
public protocol StandbyWatching: Sendable {
    func standbyFinding(fence: String?, at now: Date) async throws -> StandbyFinding
}

/// What a pass needs of the database. The functions of the same names in the store say what each does.
public protocol Outbox: StandbyWatching {
    func watchClock(at now: Date, rules: Ruleset) async throws -> ClockFinding
    func replan(with rules: Ruleset, at now: Date, goesOn: @Sendable () -> Bool) async throws -> Bool
    func plan(at now: Date, rules: Ruleset, limit: Int, newMessageID: @escaping @Sendable () -> String) async throws -> PlanningReport
    func claim(at now: Date, rules: Ruleset, lease: TimeInterval, limit: Int, newLinkToken: (@Sendable () -> LinkToken)?) async throws
        -> [MessageDraft]
    func refresh(_ draft: MessageDraft, at now: Date, rules: Ruleset) async throws -> MessageDraft?
    func record(
        _ dispositions: [(claimed: Message, disposition: DeliveryDisposition)], at now: Date, rules: Ruleset,
        newMessageID: @escaping @Sendable () -> String
    ) async throws -> [UnreachableAudience]
    func turnOff(_ channel: ChannelID, reason: String, at now: Date) async throws
    func outages() async throws -> [ChannelOutage]
    func note(_ finding: ChannelFinding, of channel: ChannelID, at now: Date) async throws
    func channelProgress() async throws -> [ChannelProgress]
    func retryChannels() async throws
    func recentRefusals(over channel: ChannelID, at now: Date) async throws -> [Message]
    func takeBack(_ failed: [Int64], at now: Date) async throws
    func nextInstant() async throws -> Date?
    /// What can be put off no longer waits for other programs.
    func stopWaiting()
    /// Changes when another process has changed something.
    func dataVersion() async throws -> Int
    /// `took` is in seconds.
    func setLastPass(_ now: Date, took: TimeInterval) async throws
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
