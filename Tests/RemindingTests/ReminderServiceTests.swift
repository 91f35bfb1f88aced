import Foundation
import FollowUps
import Reminding
import Store
import Synchronization
import TestSupport
import Testing

/// Notes what the daemon tells systemd.
final class RecordedSupervisor: ServiceWatchdog {
    private let states = Mutex<[String]>([])
    var said: [String] { states.withLock { $0 } }
    func ready() { states.withLock { $0.append("ready") } }
    func alive() { states.withLock { $0.append("alive") } }
    func failed() {}
    func stopping() { states.withLock { $0.append("stopping") } }
}

/// A database with which something is wrong until nothing is.
struct UnreliableOutbox: ForwardingOutbox {
    struct Broken: Error, CustomStringConvertible { let description: String }
    let store: Store
    let incident: @Sendable () -> String?

    func plan(at now: Date, rules: Ruleset, limit: Int, newMessageID: @escaping @Sendable () -> String) async throws -> PlanningReport {
        if let incident = incident() { throw Broken(description: incident) }
        return try await store.outbox.plan(at: now, rules: rules, limit: limit, newMessageID: newMessageID)
    }
}

/// The database of a machine that may send, or not.
struct FencedOutbox: ForwardingOutbox {
    let store: Store
    let finding: @Sendable () -> StandbyFinding

    func standbyFinding(fence: String?, at now: Date) async throws -> StandbyFinding { finding() }
}

@Suite("The reminder service")
struct ReminderServiceTests {
    /// Lets the service look once for each action, which happens between two looks, and then stops it.
    private func run(
        _ world: World, outbox: (any Outbox)? = nil, setup: PassSetup? = nil, _ actions: [@Sendable (ReminderService) async throws -> Void]
    ) async throws -> RecordedSupervisor {
        let supervisor = RecordedSupervisor()
        let left = Mutex(actions)
        let service = Mutex<ReminderService?>(nil)
        let made = ReminderService(
            outbox: outbox ?? world.store.outbox, setup: setup ?? world.setup(), clock: { world.now }, logger: world.log.logger,
            supervisor: supervisor,
            wait: {
                let action = left.withLock { $0.isEmpty ? nil : $0.removeFirst() }
                guard let action, let running = service.withLock({ $0 }) else { throw CancellationError() }
                try await action(running)
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
        try await world.open()
        _ = try await run(
            world,
            [
                { _ in #expect(world.transport.messages.isEmpty) },
                { _ in world.move(to: "2026-11-23T07:59") },
                { _ in #expect(world.transport.messages.isEmpty) },
                { _ in world.move(to: "2026-11-23T08:00") },
                { _ in #expect(world.transport.messages.count == 1) },
                { _ in world.move(to: "2026-11-20T08:00") },
                { _ in world.move(to: "2026-12-03T08:00") },
                { _ in #expect(world.transport.messages.count == 2) },
            ])
    }

    @Test("it goes on after the database was locked or full, tells of each once, and shows no sign of life meanwhile")
    func survivesALockedDatabase() async throws {
        let world = try World()
        try await world.open()
        let incidents = Mutex(["the database is locked", "the disk is full", "the database is locked", "the disk is full"])
        let supervisor = try await run(
            world, outbox: UnreliableOutbox(store: world.store, incident: { incidents.withLock { $0.isEmpty ? nil : $0.removeFirst() } }),
            (1...4).map { minute in { _ in world.move(to: "2026-11-23T09:0\(minute)") } })
        #expect(world.transport.messages.count == 1)
        #expect(
            world.log.all.filter { $0.contains("no pass was possible") || $0.contains("working") } == [
                "critical no pass was possible: the database is locked", "critical no pass was possible: the disk is full", "notice working again",
            ])
        #expect(supervisor.said == ["ready", "alive", "stopping"])
    }

    @Test("a machine that is retired sends nothing, says so once, stays alive without a heartbeat, and goes on when it is the one again")
    func retired() async throws {
        let world = try World()
        try await world.open()
        let other = Generation(number: 2, machine: "other", claimedAt: world.now)
        let takesOver = Flag()
        let heartbeat = RecordedSwitch()
        let supervisor = try await run(
            world, outbox: FencedOutbox(store: world.store, finding: { takesOver.isSet ? .active : .retired(by: other) }),
            setup: world.setup(deadMansSwitch: heartbeat),
            [
                { _ in world.move(to: "2026-11-23T09:01") }, { _ in world.move(to: "2026-11-23T09:02") },
                { _ in
                    #expect(world.transport.messages.isEmpty && heartbeat.pings.withLock { $0 } == 0)
                    takesOver.set()
                    world.move(to: "2026-11-23T09:03")
                }, { _ in },
            ])
        #expect(world.transport.messages.count == 1)
        #expect(
            world.log.all.filter { $0.contains("machine") } == ["critical \(other.retirement)", "notice this machine is the one that sends"])
        #expect(supervisor.said.first == "ready" && supervisor.said.filter { $0 == "alive" }.count >= 4)
    }

    @Test("a machine that finds itself retired in the middle of a pass hands back what it has claimed, and sends no more of it")
    func retiredMeanwhile() async throws {
        let world = try World()
        for _ in 1...10 { try await world.open(for: .role("ib")) }
        for owner: PersonID in ["ib", "deputy", "directie"] { try await world.openAcute(for: owner) }
        let other = Generation(number: 2, machine: "other", claimedAt: world.now)
        let isRetired = Flag()
        world.transport.whileSending {
            isRetired.set()
            world.move(to: "2026-11-23T09:01")
        }
        let usual = world.setup()
        let setup = PassSetup(
            rules: usual.rules, renderer: usual.renderer, transports: usual.transports, retry: usual.retry, fence: "/fence",
            newMessageID: usual.newMessageID)
        let outbox = FencedOutbox(store: world.store, finding: { isRetired.isSet ? .retired(by: other) : .active })
        try await Pass(outbox: outbox, setup: setup, clock: { world.now }, logger: world.log.logger).run()
        let sent = world.transport.messages.count
        #expect(sent > 0 && sent <= world.transport.concurrency)
        let states = try await world.messages().map(\.state)
        #expect(states.filter { $0 == .sent }.count == sent && states.filter { $0 == .queued }.count == states.count - sent && states.count > sent)
    }

    /// Answers pings as told, and counts them.
    private final class RecordedSwitch: HeartbeatTransport {
        let problem: Mutex<String?>
        let pings = Mutex(0)
        init(_ problem: String? = nil) { self.problem = Mutex(problem) }
        func ping() async -> String? {
            pings.withLock { $0 += 1 }
            return problem.withLock { $0 }
        }
    }

    @Test("with nothing to do there is a pass every minute all the same, and after each the dead man's switch hears of it, at most once a minute")
    func heartbeat() async throws {
        let world = try World()
        let deadMansSwitch = RecordedSwitch()
        func passed(_ instant: String) -> @Sendable (ReminderService) async throws -> Void {
            { _ in
                let last = try await world.store.outbox.lastPass()
                #expect(last == World.at("2026-11-23T09:0\(instant)"))
            }
        }
        _ = try await run(
            world, setup: world.setup(deadMansSwitch: deadMansSwitch),
            [
                passed("0"), { _ in world.move(to: "2026-11-23T09:01") }, passed("1"),
                { _ in
                    try await world.open()
                    world.move(to: "2026-11-23T09:01")
                },
                { _ in world.move(to: "2026-11-23T09:03") }, passed("3"),
            ])
        try await waitUntil("three pings have gone") { deadMansSwitch.pings.withLock { $0 } == 3 }
    }

    @Test("no ping follows a pass that failed, and one that does not get through is told of once and disturbs nothing")
    func failedPing() async throws {
        let world = try World()
        let deadMansSwitch = RecordedSwitch("it was answered with 500")
        let works = Flag()
        works.set()
        try await world.open()
        func wait(for pings: Int) -> @Sendable (ReminderService) throws -> Void { { _ in world.move(to: "2026-11-23T09:0\(pings)") } }
        _ = try await run(world, setup: world.setup(deadMansSwitch: deadMansSwitch), [wait(for: 1), wait(for: 2), wait(for: 3)])
        #expect(world.transport.messages.count == 1)
        try await waitUntil("it was told of") {
            world.log.all.contains { $0.contains("ping_url did not get the sign of life: it was answered with 500") }
        }
        #expect(world.log.all.filter { $0.contains("sign of life") }.count == 1)

        let silent = RecordedSwitch()
        _ = try await run(
            world, outbox: UnreliableOutbox(store: world.store, incident: { "the disk is full" }), setup: world.setup(deadMansSwitch: silent),
            [wait(for: 4), wait(for: 5)])
        #expect(silent.pings.withLock { $0 } == 0)
    }

    @Test("no ping follows while nothing can be delivered for two hours with something waiting, which is told of once; then they go on")
    func stalled() async throws {
        let world = try World()
        let deadMansSwitch = RecordedSwitch()
        let isMended = Flag()
        try await world.open()
        let setup = world.setup(deadMansSwitch: deadMansSwitch, transport: MendedTransport(isMended: isMended))
        func move(to time: String) -> @Sendable (ReminderService) throws -> Void { { _ in world.move(to: "2026-11-23T\(time)") } }
        let broken = ["09:20", "09:40", "10:00", "10:20", "10:40", "10:59", "11:00", "11:20", "11:40", "12:00"]
        let mended = ["12:20", "13:20", "14:20"]
        _ = try await run(world, setup: setup, broken.map(move) + [{ _ in isMended.set() }] + mended.map(move))
        let sent = try #require(try await world.message(1).sentAt)
        let late = mended.filter { World.at("2026-11-23T\($0)") >= sent }.count
        #expect(late > 0)
        // One at 09:00 and six until 10:59; then none before the mail has gone.
        try await waitUntil("all pings have gone") { deadMansSwitch.pings.withLock { $0 } == 7 + late }
        let said = world.log.all.filter { $0.contains("sign of life") }
        #expect(said.count == 2 && said[0].hasPrefix("critical [watch] the sign of life stays away: nothing could be delivered since"), "\(said)")
    }

    /// A server that is away until it is mended.
    private struct MendedTransport: MessageTransport {
        let isMended: Flag
        var concurrency: Int { 1 }
        func send(_ message: OutgoingMessage) async -> DeliveryResult {
            isMended.isSet ? .accepted : .unavailable(reason: "no answer from smtp://mail.example", retryAfter: nil)
        }
    }

    @Test("a clock that was set back is told of, and reminders go on by it")
    func clockSetBack() async throws {
        let world = try World()
        _ = try await run(world, [{ _ in world.move(to: "2026-11-23T08:59") }, { _ in world.move(to: "2026-11-22T09:00") }, { _ in }])
        #expect(world.log.all.filter { $0.contains("the clock was set back from 2026-11-23T07:59:00Z to 2026-11-22T08:00:00Z") }.count == 1)
        #expect(world.log.all.filter { $0.contains("set back") }.count == 1)
    }

    @Test("a reloaded configuration takes hold with the next look")
    func reloads() async throws {
        let world = try World()
        try await world.open()
        let said = try await run(
            world,
            [
                { service in
                    world.move(to: "2026-12-03T08:00")
                    service.reload(world.setup(World.rules(ibChannels: [], deputy: "deputy", fingerprint: "2")))
                },
                { _ in #expect(world.transport.messages.map(\.recipient) == ["ib", "deputy"]) },
            ])
        #expect(said.said.contains("ready"))
        #expect(world.log.all.contains { $0.contains("the configuration has changed") })
    }
}
