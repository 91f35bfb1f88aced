import Foundation
import FollowUps
import Reminding
import Store
import Synchronization
import Testing

/// Something to press once, from anywhere.
final class StopSwitch: Sendable {
    private let pressed = Atomic<Bool>(false)
    var isPressed: Bool { pressed.load(ordering: .relaxed) }
    func press() { pressed.store(true, ordering: .relaxed) }
}

/// Notes what the daemon tells systemd.
final class RecordedSupervisor: Supervising {
    private let states = Mutex<[String]>([])
    var said: [String] { states.withLock { $0 } }
    func ready() { states.withLock { $0.append("ready") } }
    func alive() { states.withLock { $0.append("alive") } }
    func stopping() { states.withLock { $0.append("stopping") } }
}

/// A database that is locked until it is not.
struct UnreliableOutbox: Outbox {
    struct Locked: Error, CustomStringConvertible { let description = "the database is locked" }
    let store: Store
    let works: @Sendable () -> Bool

    func replan(with rules: Rules, fingerprint: String, at now: Date) throws -> Bool {
        try store.replan(with: rules, fingerprint: fingerprint, at: now)
    }
    func plan(at now: Date, rules: Rules, limit: Int, newMessageID: () -> String) throws -> PlanningReport {
        if !works() { throw Locked() }
        return try store.plan(at: now, rules: rules, limit: limit, newMessageID: newMessageID)
    }
    func claim(at now: Date, lease: TimeInterval, limit: Int) throws -> [MessageDraft] {
        try store.claim(at: now, lease: lease, limit: limit)
    }
    func record(_ verdicts: [(claimed: Message, verdict: Verdict)], at now: Date, rules: Rules, newMessageID: () -> String) throws -> [Unreached] {
        try store.record(verdicts, at: now, rules: rules, newMessageID: newMessageID)
    }
    func turnOff(_ channel: ChannelID, reason: String, at now: Date) throws { try store.turnOff(channel, reason: reason, at: now) }
    func nextInstant() throws -> Date? { try store.nextInstant() }
    func dataVersion() throws -> Int { try store.dataVersion() }
    func setLastPass(_ now: Date) throws { try store.setLastPass(now) }
}

@Suite("The reminder service")
struct ReminderServiceTests {
    /// Lets the service look once for each action, which happens between two looks, and then stops it.
    private func run(
        _ world: World, outbox: (any Outbox)? = nil, _ actions: [@Sendable (ReminderService) throws -> Void]
    ) async throws -> RecordedSupervisor {
        let supervisor = RecordedSupervisor()
        let left = Mutex(actions)
        let service = Mutex<ReminderService?>(nil)
        let made = ReminderService(
            outbox: outbox ?? world.store, setup: world.setup(), clock: { world.now }, logger: world.log.logger, supervisor: supervisor,
            wait: {
                let action = left.withLock { $0.isEmpty ? nil : $0.removeFirst() }
                guard let action, let running = service.withLock({ $0 }) else { throw CancellationError() }
                try action(running)
            })
        service.withLock { $0 = made }
        try await made.run()
        return supervisor
    }

    @Test("it is ready after the first pass, says so once, and says goodbye")
    func tellsSupervisor() async throws {
        let said = try await run(World(), [{ _ in }, { _ in }]).said
        #expect(said.first == "ready")
        #expect(said.filter { $0 == "ready" }.count == 1)
        #expect(said.filter { $0 == "alive" }.count == 3)
        #expect(said.last == "stopping")
    }

    @Test("it sends when the moment has come, not before, whichever way the clock was moved")
    func followsTheClock() async throws {
        let world = try World(now: "2026-11-22T12:00")
        try world.open()
        _ = try await run(
            world,
            [
                { _ in #expect(world.transport.dispatches.isEmpty) },
                { _ in world.move(to: "2026-11-23T07:59") },
                { _ in #expect(world.transport.dispatches.isEmpty) },
                { _ in world.move(to: "2026-11-23T08:00") },
                { _ in #expect(world.transport.dispatches.count == 1) },
                { _ in world.move(to: "2026-11-20T08:00") },
                { _ in world.move(to: "2026-12-03T08:00") },
                { _ in #expect(world.transport.dispatches.count == 2) },
            ])
    }

    @Test("it goes on after the database was locked, tells of it once, and shows no sign of life meanwhile")
    func survivesALockedDatabase() async throws {
        let world = try World()
        try world.open()
        let mended = StopSwitch()
        let supervisor = try await run(
            world, outbox: UnreliableOutbox(store: world.store, works: { mended.isPressed }),
            [
                { _ in world.move(to: "2026-11-23T09:01") },
                { _ in world.move(to: "2026-11-23T09:02") },
                { _ in
                    mended.press()
                    world.move(to: "2026-11-23T09:03")
                },
            ])
        #expect(world.transport.dispatches.count == 1)
        #expect(world.log.all.filter { $0.contains("no pass was possible: the database is locked") }.count == 1)
        #expect(world.log.all.contains("notice working again"))
        #expect(supervisor.said == ["ready", "alive", "stopping"])
    }

    @Test("a reloaded configuration takes hold with the next look")
    func reloads() async throws {
        let world = try World()
        try world.open()
        let said = try await run(
            world,
            [
                { service in
                    world.move(to: "2026-12-03T08:00")
                    service.reload(world.setup(World.rules(ibChannels: [], deputy: "deputy"), fingerprint: "2"))
                },
                { _ in #expect(world.transport.dispatches.map(\.address) == ["ib", "deputy"]) },
            ])
        #expect(said.said.contains("ready"))
        #expect(world.log.all.contains { $0.contains("the configuration has changed") })
    }
}
