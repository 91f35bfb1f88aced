import Foundation
import FollowUps
import Reminding
import Store
import Synchronization
import StoreTestSupport
import Testing

@Suite("Delivering")
struct DeliveringTests {
    @Test("in a queue so long that leases run out, each message is sent once all the same")
    func longQueue() async throws {
        let world = try World()
        let people = (1...200).map { Person(id: PersonID("p\($0)"), name: "P\($0)", email: "p\($0)@school.example") }
        let rules = Ruleset(
            catalogues: World.rules().catalogues, directory: Directory(clock: World.clock, schools: World.rules().directory.schools, people: people),
            policies: Policies())
        for person in people {
            let opening = NewFollowUp(kind: World.kind, school: "school", owner: .person(person.id), due: .day(Day("2026-12-07") ?? Day(number: 0)))
            _ = try await world.store.followUps.open(opening, by: Change(rules: rules, actor: "someone", now: world.now))
        }
        // Five a minute: forty minutes for all, and fifteen for a lease.
        let minutes = Atomic<Int>(0)
        let start = world.now
        let transport = FiveEach { minutes.load(ordering: .relaxed) }
        let setup = PassSetup(
            rules: rules, renderer: PlainRenderer(), transports: [.mail: transport], retry: EveryMinute(),
            newMessageID: { UUID().uuidString })
        let pass = Pass(
            outbox: world.store.outbox, setup: setup, clock: { start.addingTimeInterval(60 * Double(minutes.load(ordering: .relaxed))) },
            logger: world.log.logger,
            pause: { length in
                if length == 0.5 { minutes.add(1, ordering: .relaxed) } else { try await Task.sleep(for: .seconds(length)) }
            })
        try await pass.run()
        #expect(transport.sent == people.count)
        #expect(minutes.load(ordering: .relaxed) == 39)
        #expect(try await world.messages().allSatisfy { $0.state == .sent && $0.attempts == 1 })
    }

    @Test("while the database takes its time to claim more, what was claimed before is sent")
    func slowDatabase() async throws {
        let world = try World()
        let people = (1...20).map { Person(id: PersonID("p\($0)"), name: "P\($0)", email: "p\($0)@school.example") }
        let rules = Ruleset(
            catalogues: World.rules().catalogues, directory: Directory(clock: World.clock, schools: World.rules().directory.schools, people: people),
            policies: Policies())
        for person in people {
            let opening = NewFollowUp(kind: World.kind, school: "school", owner: .person(person.id), due: .day(Day("2026-12-07") ?? Day(number: 0)))
            _ = try await world.store.followUps.open(opening, by: Change(rules: rules, actor: "someone", now: world.now))
        }
        let outbox = SlowOutbox(store: world.store, transport: world.transport)
        let pass = Pass(outbox: outbox, setup: world.setup(rules), clock: { world.now }, logger: world.log.logger)
        try await pass.run()
        #expect(outbox.sentDuringSecondClaim == 10)
        #expect(try await world.messages().allSatisfy { $0.state == .sent && $0.attempts == 1 })
    }

    @Test("one reminder that cannot be written keeps back no other, is named once, and goes by itself when it can be written")
    func unwritable() async throws {
        let world = try World()
        for _ in 1...3 { try await world.open() }
        let broken = world.setup(renderer: FailingRenderer(followUp: 2))
        try await world.pass(broken).run()
        #expect(world.transport.messages.map { String(decoding: $0.content, as: UTF8.self) } == ["1 open, 3 open"])
        world.move(to: "2026-11-23T10:00")
        try await world.open()
        try await world.pass(broken).run()
        // What comes later does not wait with it.
        #expect(world.transport.messages.map { String(decoding: $0.content, as: UTF8.self) }.last == "4 open")
        world.move(to: "2026-11-23T11:00")
        try await world.pass(broken).run()
        #expect(world.transport.messages.count == 2)
        #expect(world.log.all.filter { $0.contains("cannot be written") }.count == 1)
        #expect(world.log.all.contains { $0.contains("follow-up 2 in message 1 over mail cannot be written, so it went without") })
        #expect(try await world.store.figures.condition(at: world.now).unwritable == [2: "Broken()"])

        world.move(to: "2026-11-23T12:00")
        try await world.pass(world.setup()).run()
        #expect(world.transport.messages.map { String(decoding: $0.content, as: UTF8.self) } == ["1 open, 3 open", "4 open", "2 open"])
        #expect(try await world.store.figures.condition(at: world.now).unwritable.isEmpty)
        #expect(try await world.messages().allSatisfy { $0.state == .sent })
    }

    @Test("while a server takes its time, there are signs of life, and what others have answered is recorded")
    func slowServer() async throws {
        let world = try World()
        for person: PersonID in ["ib", "deputy"] { try await world.open(for: .person(person)) }
        let transport = HeldTransport()
        let setup = PassSetup(
            rules: World.rules(), renderer: PlainRenderer(), transports: [.mail: transport], retry: EveryMinute(),
            newMessageID: { UUID().uuidString })
        let outbox = NotingOutbox(store: world.store)
        let pass = Pass(
            outbox: outbox, setup: setup, clock: { world.now }, logger: world.log.logger,
            pause: { _ in try await Task.sleep(for: .milliseconds(1)) },
            // Both at once would not show what is recorded when.
            keepAlive: { if outbox.hasRecordedSent { transport.letGo() } })
        try await pass.run()
        #expect(try await world.messages().map(\.state) == [.sent, .sent])
    }

    @Test("what is closed while its message waits its turn is not sent, though it was claimed")
    func closedAfterClaim() async throws {
        let world = try World()
        for person: PersonID in ["ib", "deputy", "directie"] { try await world.open(for: .person(person)) }
        let transport = OneAtATime {
            _ = try? await world.store.followUps.cancel(3, reason: "done", by: Change(rules: World.rules(), actor: "ib", now: world.now))
        }
        let setup = PassSetup(
            rules: World.rules(), renderer: PlainRenderer(), transports: [.mail: transport], retry: EveryMinute(),
            newMessageID: { UUID().uuidString })
        let pass = Pass(outbox: ChangedOutbox(store: world.store), setup: setup, clock: { world.now }, logger: world.log.logger)
        for _ in 1...2 { try await pass.run() }
        #expect(transport.received == ["ib", "deputy"])
        #expect(try await world.messages().map(\.state) == [.sent, .sent, .dropped])
    }
}

/// Knows whether it is on record that a message was sent.
private final class NotingOutbox: ForwardingOutbox {
    let store: Store
    private let recorded = Atomic<Bool>(false)

    init(store: Store) { self.store = store }

    var hasRecordedSent: Bool { recorded.load(ordering: .relaxed) }

    func record(
        _ dispositions: [(claimed: Message, disposition: DeliveryDisposition)], at now: Date, rules: Ruleset,
        newMessageID: @escaping @Sendable () -> String
    ) async throws -> [UnreachableAudience] {
        let unreached = try await store.outbox.record(dispositions, at: now, rules: rules, newMessageID: newMessageID)
        if dispositions.contains(where: { $0.disposition == .sent }) { recorded.store(true, ordering: .relaxed) }
        return unreached
    }
}

/// Takes one message after the other; while it takes the first, somebody does something.
private final class OneAtATime: MessageTransport {
    let concurrency = 1
    private let meanwhile: @Sendable () async -> Void
    private let addresses = Mutex<[String]>([])

    init(_ meanwhile: @escaping @Sendable () async -> Void) { self.meanwhile = meanwhile }

    var received: [String] { addresses.withLock { $0 } }

    func send(_ message: OutgoingMessage) async -> DeliveryResult {
        if received.isEmpty { await meanwhile() }
        addresses.withLock { $0.append(message.recipient) }
        return .accepted
    }
}

/// A database that others have always changed meanwhile.
private struct ChangedOutbox: ForwardingOutbox {
    private static let version = Atomic<Int>(0)
    let store: Store

    func dataVersion() throws -> Int { Self.version.add(1, ordering: .relaxed).newValue }
}

/// Cannot write anything about one follow-up.
private struct FailingRenderer: MessageRendering {
    struct Broken: Error {}
    let followUp: Int64

    func render(_ draft: MessageDraft, at now: Date) throws -> OutgoingMessage {
        if draft.items.contains(where: { $0.followUp.id == followUp }) { throw Broken() }
        return try PlainRenderer().render(draft, at: now)
    }
}

/// Takes five messages in each minute.
private final class FiveEach: MessageTransport {
    let concurrency = 2
    private let minute: @Sendable () -> Int
    private let taken = Mutex<[Int: Int]>([:])

    init(minute: @escaping @Sendable () -> Int) { self.minute = minute }

    var sent: Int { taken.withLock { $0.values.reduce(0, +) } }

    func send(_ message: OutgoingMessage) async -> DeliveryResult {
        let now = minute()
        return taken.withLock { taken in
            guard taken[now, default: 0] < 5 else { return .busy(seconds: 60) }
            taken[now, default: 0] += 1
            return .accepted
        }
    }
}

/// Takes the first message at once, and the others when it is told to.
private final class HeldTransport: MessageTransport {
    let concurrency = 2
    private let isFirst = Atomic<Bool>(true)
    private let mayGo = Atomic<Bool>(false)

    func letGo() { mayGo.store(true, ordering: .relaxed) }

    func send(_ message: OutgoingMessage) async -> DeliveryResult {
        if isFirst.exchange(false, ordering: .relaxed) { return .accepted }
        while !mayGo.load(ordering: .relaxed), !Task.isCancelled { await Task.yield() }
        return .accepted
    }
}

/// Claims ten messages at a time, and answers the second claim only when all of the first have been sent.
private final class SlowOutbox: ForwardingOutbox {
    static let patience: TimeInterval = 60

    let store: Store
    private let transport: ScriptedTransport
    private let claims = Atomic<Int>(0)
    private let sent = Atomic<Int>(0)

    init(store: Store, transport: ScriptedTransport) {
        self.store = store
        self.transport = transport
    }

    var sentDuringSecondClaim: Int { sent.load(ordering: .relaxed) }

    func claim(
        at now: Date, rules: Ruleset, lease: TimeInterval, limit: Int, newLinkToken: (@Sendable () -> LinkToken)?
    ) async throws -> [MessageDraft] {
        if claims.add(1, ordering: .relaxed).newValue == 2 {
            let deadline = Date(timeIntervalSinceNow: Self.patience)
            while transport.messages.count < 10, Date() < deadline { try await Task.sleep(for: .milliseconds(1)) }
            sent.store(transport.messages.count, ordering: .relaxed)
        }
        return try await store.outbox.claim(at: now, rules: rules, lease: lease, limit: min(limit, 10), newLinkToken: newLinkToken)
    }
}
