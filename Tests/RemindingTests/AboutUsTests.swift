import Foundation
import FollowUps
import Reminding
import Store
import Synchronization
import Testing

@Suite("A refusal that is about us")
struct AboutUsTests {
    private static let relay = DeliveryResult.unavailable(reason: "554 5.7.1 Relay access denied")
    private static let odd = DeliveryResult.refusedAmbiguously(reason: "554 5.7.1 odd policy", answer: "554 5.7.1 odd policy", isForGood: true)
    private static let oddForNow = DeliveryResult.refusedAmbiguously(reason: "451 4.3.0 odd", answer: "451 4.3.0 odd", isForGood: false)

    /// One message for each of three people.
    private func world() async throws -> World {
        let world = try World()
        for person: PersonID in ["ib", "deputy", "directie"] { try await world.open(for: .person(person)) }
        return world
    }

    private func states(_ world: World) async throws -> [String] { try await world.messages().map { "\($0.recipient) \($0.state)" } }

    @Test("everything waits for it, whoever it is for, and nothing counts against anybody", arguments: [relay, odd, oddForNow])
    func waits(answer: DeliveryResult) async throws {
        let world = try await world()
        for _ in 1...6 { world.transport.answer(answer) }
        for _ in 1...3 { try await world.pass(world.setup()).run() }
        #expect(try await states(world) == ["ib queued", "deputy queued", "directie queued"])
        #expect(try await world.messages().allSatisfy { $0.attempts == 0 && $0.firstAttemptAt == nil })
        #expect((2...3).contains(world.transport.messages.count))
        #expect(world.log.all.filter { $0.hasPrefix("error mail cannot be used now") }.count == 1)
    }

    @Test("the owner, the deputy and the directie are not burnt one after the other by an answer that does not tell", arguments: [1, 2])
    func escalation(passesAtOnce: Int) async throws {
        let world = try World()
        try await world.open()
        world.transport.answer(Self.odd, Self.odd, Self.odd, Self.odd, Self.odd, Self.odd)
        for minute in 0..<6 {
            world.move(to: "2026-11-23T09:\(minute + 10)")
            for _ in 1...passesAtOnce { try await world.pass(world.setup()).run() }
        }
        // The first is taken back as soon as the second is refused for the same.
        #expect(try await states(world) == ["ib queued", "deputy queued"])
        #expect(try await world.messages().allSatisfy { $0.attempts == 0 })
        #expect(try await world.store.outbox.outages().map(\.reason) == ["554 5.7.1 odd policy"])
    }

    @Test("is about the recipient when it stays alone: the next person gets the reminder in the same pass")
    func alone() async throws {
        let world = try World()
        try await world.open()
        world.transport.answer(Self.odd)
        try await world.pass(world.setup()).run()
        #expect(try await states(world) == ["ib failed", "deputy sent"])
        #expect(try await world.store.outbox.outages().isEmpty)
    }

    @Test("an answer for now that stays alone is tried again by its schedule")
    func aloneForNow() async throws {
        let world = try World()
        try await world.open()
        world.transport.answer(Self.oddForNow)
        try await world.pass(world.setup()).run()
        let message = try await world.message(1)
        #expect(message.state == .queued && message.attempts == 1 && message.nextAttemptAt == world.now.addingTimeInterval(60))
    }

    @Test("the same answer to two people waits for both, and for nobody else when others get theirs")
    func someOnly() async throws {
        let world = try World()
        for person: PersonID in ["ib", "deputy", "directie"] { try await world.open(for: .person(person)) }
        let setup = world.setup(transport: RefusesSome(["ib", "directie"], Self.odd))
        try await world.pass(setup).run()
        #expect(try await states(world) == ["ib queued", "deputy sent", "directie queued"])
        #expect(try await world.store.outbox.outages().isEmpty)
        #expect(world.log.all.filter { $0.contains("so it is about us: 554 5.7.1 odd policy") }.count == 1)
        #expect(try await world.messages().filter { $0.state == .queued }.allSatisfy { $0.nextAttemptAt == world.now.addingTimeInterval(900) })
    }

    @Test("is tried again after 1, 2, 5, 10 and 15 minutes with one message, and when it is mended all go, the acute one first")
    func mended() async throws {
        let world = try await world()
        let script = RefusesUntil(Self.relay)
        let setup = world.setup(transport: script)
        var tried: [Int] = []
        for minute in 0..<60 {
            world.move(to: "2026-11-23T09:\(minute < 10 ? "0" : "")\(minute)")
            if minute == 20 { try await world.openAcute(for: "directie") }
            let before = script.count
            try await world.pass(setup).run()
            if script.count > before { tried.append(minute) }
            #expect(script.count - before <= (minute == 0 ? 2 : 1))
        }
        #expect(tried == [0, 1, 3, 8, 18, 33, 48])
        #expect(try await world.messages().allSatisfy { $0.state == .queued && $0.attempts == 0 })
        script.mend()
        world.move(to: "2026-11-23T10:03")
        try await world.pass(setup).run()
        #expect(try await world.messages().allSatisfy { $0.state == .sent })
        #expect(script.accepted.first == "directie" && script.accepted.count == 3)
        #expect(world.log.all.filter { $0.contains("mail works again") }.count == 1)
        #expect(world.log.all.filter { $0.contains("cannot be used") }.count == 1)
    }

    @Test("one person whose answer never tells keeps nobody else's mail back")
    func headOfLine() async throws {
        let world = try World()
        try await world.openAcute(for: "ib")
        for person: PersonID in ["deputy", "directie"] { try await world.open(for: .person(person)) }
        // Both get the same while the server is down for everybody; then the acute one goes on getting it.
        let transport = RefusesSome(["ib", "deputy", "directie"], Self.odd)
        let setup = world.setup(transport: transport)
        try await world.pass(setup).run()
        #expect(try await world.store.outbox.outages().count == 1)
        transport.refuse(["ib"])
        for minute in 1...30 {
            world.move(to: "2026-11-23T09:\(minute < 10 ? "0" : "")\(minute)")
            try await world.pass(setup).run()
        }
        #expect(try await world.messages().filter { $0.recipient != "ib" }.allSatisfy { $0.state == .sent })
    }

    @Test("a reloaded configuration tries a channel at once")
    func reload() async throws {
        let world = try await world()
        for _ in 1...6 { world.transport.answer(Self.relay) }
        try await world.pass(world.setup()).run()
        #expect(try await world.store.outbox.outages().first?.isOpen(at: world.now) == true)
        try await world.store.outbox.retryChannels()
        #expect(try await world.store.outbox.outages().first?.isOpen(at: world.now) == false)
    }
}

/// Refuses what is for some people.
private final class RefusesSome: MessageTransport {
    let concurrency = 1
    private let people: Mutex<Set<String>>
    private let answer: DeliveryResult

    init(_ people: Set<String>, _ answer: DeliveryResult) {
        self.people = Mutex(people)
        self.answer = answer
    }

    func refuse(_ people: Set<String>) { self.people.withLock { $0 = people } }
    func send(_ message: OutgoingMessage) async -> DeliveryResult { people.withLock { $0.contains(message.recipient) } ? answer : .accepted }
}

/// Refuses everything until it is mended.
private final class RefusesUntil: MessageTransport {
    let concurrency = 2
    private let answer: DeliveryResult
    private let isMended = Mutex(false)
    private let tried = Mutex<[String]>([])
    private let taken = Mutex<[String]>([])

    init(_ answer: DeliveryResult) { self.answer = answer }

    var count: Int { tried.withLock { $0.count } }
    var accepted: [String] { taken.withLock { $0 } }
    func mend() { isMended.withLock { $0 = true } }
    func send(_ message: OutgoingMessage) async -> DeliveryResult {
        tried.withLock { $0.append(message.recipient) }
        guard isMended.withLock({ $0 }) else { return answer }
        taken.withLock { $0.append(message.recipient) }
        return .accepted
    }
}
