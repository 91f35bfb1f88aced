import FollowUps
import Foundation
import Reminding
import Store

extension OutboxRepository: Outbox {}

/// The real outbox as one process sees it: between any two of its calls the process may be killed, and people may change things.
struct WatchedOutbox: Outbox {
    let world: World
    let process: Process

    private func step<Value>(_ work: () async throws -> Value) async throws -> Value {
        try process.mayDie()
        await world.meddle()
        world.faults.actor = process
        defer { world.faults.actor = nil }
        let value = try await work()
        try process.mayDie()
        return value
    }

    func standbyFinding(fence: String?, at now: Date) async throws -> StandbyFinding {
        try await world.store.outbox.standbyFinding(fence: fence, at: now)
    }

    func watchClock(at now: Date, rules: Ruleset) async throws -> ClockFinding {
        try await step {
            let finding = try await world.store.outbox.watchClock(at: now, rules: rules)
            if finding != .usual, finding != .goesOn { world.note("the clock: \(finding)") }
            return finding
        }
    }

    func replan(with rules: Ruleset, at now: Date, goesOn: @Sendable () -> Bool) async throws -> Bool {
        try await step { try await world.store.outbox.replan(with: rules, at: now, goesOn: goesOn) }
    }

    func plan(at now: Date, rules: Ruleset, limit: Int, newMessageID: @escaping @Sendable () -> String) async throws -> PlanningReport {
        try await step { try await world.store.outbox.plan(at: now, rules: rules, limit: limit, newMessageID: newMessageID) }
    }

    func claim(at now: Date, rules: Ruleset, lease: TimeInterval, limit: Int, newLinkToken: (@Sendable () -> LinkToken)?) async throws
        -> [MessageDraft]
    {
        try await step {
            let drafts = try await world.store.outbox.claim(at: now, rules: rules, lease: lease, limit: limit, newLinkToken: newLinkToken)
            world.noteClaim(drafts, at: now)
            return drafts
        }
    }

    func refresh(_ draft: MessageDraft, at now: Date, rules: Ruleset) async throws -> MessageDraft? {
        try await step { try await world.store.outbox.refresh(draft, at: now, rules: rules) }
    }

    func record(
        _ dispositions: [(claimed: Message, disposition: DeliveryDisposition)], at now: Date, rules: Ruleset,
        newMessageID: @escaping @Sendable () -> String
    ) async throws -> [UnreachableAudience] {
        try await step {
            let unreached = try await world.store.outbox.record(dispositions, at: now, rules: rules, newMessageID: newMessageID)
            world.noteRecord(dispositions)
            return unreached
        }
    }

    func turnOff(_ channel: ChannelID, reason: String, at now: Date) async throws {
        try await step { try await world.store.outbox.turnOff(channel, reason: reason, at: now) }
    }

    func outages() async throws -> [ChannelOutage] { try await world.store.outbox.outages() }
    func note(_ finding: ChannelFinding, of channel: ChannelID, at now: Date) async throws {
        try await step {
            try await world.store.outbox.note(finding, of: channel, at: now)
            world.note("\(channel) \(finding)")
        }
    }
    func channelProgress() async throws -> [ChannelProgress] { try await world.store.outbox.channelProgress() }
    func retryChannels() async throws { try await step { try await world.store.outbox.retryChannels() } }
    func recentRefusals(over channel: ChannelID, at now: Date) async throws -> [Message] {
        try await world.store.outbox.recentRefusals(over: channel, at: now)
    }
    func takeBack(_ failed: [Int64], at now: Date) async throws { try await step { try await world.store.outbox.takeBack(failed, at: now) } }

    func stopWaiting() { world.store.outbox.stopWaiting() }
    func nextInstant() async throws -> Date? { try await world.store.outbox.nextInstant() }
    /// Whatever others have done; the worlds have one connection, whose own version tells nothing.
    func dataVersion() async throws -> Int { world.faults.commits - process.commits }
    func setLastPass(_ now: Date, took: TimeInterval) async throws { try await step { try await world.store.outbox.setLastPass(now, took: took) } }
}
