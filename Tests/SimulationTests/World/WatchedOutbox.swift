import FollowUps
import Foundation
import Reminding
import Store

extension Store: Outbox {}

/// The real outbox as one process sees it: between any two of its calls the process may be killed, and people may change things.
struct WatchedOutbox: Outbox {
    let world: World
    let process: Process

    private func step<Value>(_ work: () throws -> Value) throws -> Value {
        try process.mayDie()
        world.meddle()
        world.faults.actor = process
        defer { world.faults.actor = nil }
        let value = try work()
        try process.mayDie()
        return value
    }

    func watchClock(at now: Date, rules: Ruleset) throws -> ClockFinding {
        try step {
            let finding = try world.store.watchClock(at: now, rules: rules)
            if finding != .usual, finding != .goesOn { world.note("the clock: \(finding)") }
            return finding
        }
    }

    func replan(with rules: Ruleset, at now: Date) throws -> Bool {
        try step { try world.store.replan(with: rules, at: now) }
    }

    func plan(at now: Date, rules: Ruleset, limit: Int, newMessageID: () -> String) throws -> PlanningReport {
        try step { try world.store.plan(at: now, rules: rules, limit: limit, newMessageID: newMessageID) }
    }

    func claim(at now: Date, rules: Ruleset, lease: TimeInterval, limit: Int, newLinkToken: (() -> LinkToken)?) throws -> [MessageDraft] {
        try step {
            let drafts = try world.store.claim(at: now, rules: rules, lease: lease, limit: limit, newLinkToken: newLinkToken)
            world.noteClaim(drafts, at: now)
            return drafts
        }
    }

    func refresh(_ draft: MessageDraft, at now: Date, rules: Ruleset) throws -> MessageDraft? {
        try step { try world.store.refresh(draft, at: now, rules: rules) }
    }

    func record(_ dispositions: [(claimed: Message, disposition: DeliveryDisposition)], at now: Date, rules: Ruleset, newMessageID: () -> String)
        throws -> [UnreachableAudience]
    {
        try step {
            let unreached = try world.store.record(dispositions, at: now, rules: rules, newMessageID: newMessageID)
            world.noteRecord(dispositions)
            return unreached
        }
    }

    func turnOff(_ channel: ChannelID, reason: String, at now: Date) throws {
        try step { try world.store.turnOff(channel, reason: reason, at: now) }
    }

    func outages() throws -> [ChannelOutage] { try world.store.outages() }
    func note(_ finding: ChannelFinding, of channel: ChannelID, at now: Date) throws {
        try step {
            try world.store.note(finding, of: channel, at: now)
            world.note("\(channel) \(finding)")
        }
    }
    func channelProgress() throws -> [ChannelProgress] { try world.store.channelProgress() }
    func retryChannels() throws { try step { try world.store.retryChannels() } }
    func recentRefusals(over channel: ChannelID, at now: Date) throws -> [Message] { try world.store.recentRefusals(over: channel, at: now) }
    func takeBack(_ failed: [Int64], at now: Date) throws { try step { try world.store.takeBack(failed, at: now) } }

    func nextInstant() throws -> Date? { try world.store.nextInstant() }
    /// Whatever others have done; the worlds have one connection, whose own version tells nothing.
    func dataVersion() throws -> Int { world.faults.commits - process.commits }
    func setLastPass(_ now: Date, took: TimeInterval) throws { try step { try world.store.setLastPass(now, took: took) } }
}
