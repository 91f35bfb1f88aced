import Foundation
import FollowUps
import Reminding
import Store

/// An outbox that passes all calls on to its database, except those that it overrides.
protocol ForwardingOutbox: Outbox {
    var store: Store { get }
}

extension ForwardingOutbox {
    func watchClock(at now: Date, rules: Ruleset) throws -> ClockFinding { try store.watchClock(at: now, rules: rules) }
    func replan(with rules: Ruleset, at now: Date) throws -> Bool { try store.replan(with: rules, at: now) }
    func plan(at now: Date, rules: Ruleset, limit: Int, newMessageID: () -> String) throws -> PlanningReport {
        try store.plan(at: now, rules: rules, limit: limit, newMessageID: newMessageID)
    }
    func claim(at now: Date, rules: Ruleset, lease: TimeInterval, limit: Int, newLinkToken: (() -> LinkToken)?) throws -> [MessageDraft] {
        try store.claim(at: now, rules: rules, lease: lease, limit: limit, newLinkToken: newLinkToken)
    }
    func refresh(_ draft: MessageDraft, at now: Date, rules: Ruleset) throws -> MessageDraft? { try store.refresh(draft, at: now, rules: rules) }
    func record(_ dispositions: [(claimed: Message, disposition: DeliveryDisposition)], at now: Date, rules: Ruleset, newMessageID: () -> String)
        throws -> [UnreachableAudience]
    {
        try store.record(dispositions, at: now, rules: rules, newMessageID: newMessageID)
    }
    func turnOff(_ channel: ChannelID, reason: String, at now: Date) throws { try store.turnOff(channel, reason: reason, at: now) }
    func outages() throws -> [ChannelOutage] { try store.outages() }
    func note(_ finding: ChannelFinding, of channel: ChannelID, at now: Date) throws { try store.note(finding, of: channel, at: now) }
    func channelProgress() throws -> [ChannelProgress] { try store.channelProgress() }
    func retryChannels() throws { try store.retryChannels() }
    func recentRefusals(over channel: ChannelID, at now: Date) throws -> [Message] { try store.recentRefusals(over: channel, at: now) }
    func takeBack(_ failed: [Int64], at now: Date) throws { try store.takeBack(failed, at: now) }
    func nextInstant() throws -> Date? { try store.nextInstant() }
    func dataVersion() throws -> Int { try store.dataVersion() }
    func setLastPass(_ now: Date, took: TimeInterval) throws { try store.setLastPass(now, took: took) }
}
