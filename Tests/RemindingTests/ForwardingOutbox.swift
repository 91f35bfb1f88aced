import Foundation
import FollowUps
import Reminding
import Store

/// An outbox that passes all calls on to its database, except those that it overrides.
protocol ForwardingOutbox: Outbox {
    var store: Store { get }
}

extension ForwardingOutbox {
    func standbyFinding(fence: String?, at now: Date) async throws -> StandbyFinding {
        try await store.outbox.standbyFinding(fence: fence, at: now)
    }
    func watchClock(at now: Date, rules: Ruleset) async throws -> ClockFinding { try await store.outbox.watchClock(at: now, rules: rules) }
    func replan(with rules: Ruleset, at now: Date, goesOn: @Sendable () -> Bool) async throws -> Bool {
        try await store.outbox.replan(with: rules, at: now, goesOn: goesOn)
    }
    func plan(at now: Date, rules: Ruleset, limit: Int, newMessageID: @escaping @Sendable () -> String) async throws -> PlanningReport {
        try await store.outbox.plan(at: now, rules: rules, limit: limit, newMessageID: newMessageID)
    }
    func claim(at now: Date, rules: Ruleset, lease: TimeInterval, limit: Int, newLinkToken: (@Sendable () -> LinkToken)?) async throws
        -> [MessageDraft]
    {
        try await store.outbox.claim(at: now, rules: rules, lease: lease, limit: limit, newLinkToken: newLinkToken)
    }
    func refresh(_ draft: MessageDraft, at now: Date, rules: Ruleset) async throws -> MessageDraft? {
        try await store.outbox.refresh(draft, at: now, rules: rules)
    }
    func record(
        _ dispositions: [(claimed: Message, disposition: DeliveryDisposition)], at now: Date, rules: Ruleset,
        newMessageID: @escaping @Sendable () -> String
    ) async throws -> [UnreachableAudience] {
        try await store.outbox.record(dispositions, at: now, rules: rules, newMessageID: newMessageID)
    }
    func turnOff(_ channel: ChannelID, reason: String, at now: Date) async throws { try await store.outbox.turnOff(channel, reason: reason, at: now) }
    func outages() async throws -> [ChannelOutage] { try await store.outbox.outages() }
    func note(_ finding: ChannelFinding, of channel: ChannelID, at now: Date) async throws {
        try await store.outbox.note(finding, of: channel, at: now)
    }
    func channelProgress() async throws -> [ChannelProgress] { try await store.outbox.channelProgress() }
    func retryChannels() async throws { try await store.outbox.retryChannels() }
    func recentRefusals(over channel: ChannelID, at now: Date) async throws -> [Message] {
        try await store.outbox.recentRefusals(over: channel, at: now)
    }
    func takeBack(_ failed: [Int64], at now: Date) async throws { try await store.outbox.takeBack(failed, at: now) }
    func stopWaiting() { store.outbox.stopWaiting() }
    func nextInstant() async throws -> Date? { try await store.outbox.nextInstant() }
    func dataVersion() async throws -> Int { try await store.outbox.dataVersion() }
    func setLastPass(_ now: Date, took: TimeInterval) async throws { try await store.outbox.setLastPass(now, took: took) }
}
