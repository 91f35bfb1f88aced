import Foundation
import FollowUps
import Reminding
import Store
import Synchronization
import Testing

@Suite("Delivering")
struct DeliveringTests {
    @Test("a message that waits for its turn longer than a lease lasts is sent once all the same")
    func waitsLong() async throws {
        let world = try World()
        for person: PersonID in ["ib", "deputy", "directie"] { try world.open(for: .person(person)) }
        // Twelve times the limit per minute is reached; each wait takes a hundred seconds.
        for _ in 0..<36 { world.transport.answer(.busy(seconds: 1)) }
        let seconds = Atomic<Int>(0)
        let start = world.now
        let pass = Pass(
            outbox: world.store, setup: world.setup(), clock: { start.addingTimeInterval(Double(seconds.load(ordering: .relaxed))) },
            logger: world.log.logger,
            pause: { length in
                if length < 1 { seconds.add(100, ordering: .relaxed) } else { try await Task.sleep(for: .seconds(length)) }
            })
        try await pass.run()
        #expect(seconds.load(ordering: .relaxed) == 1200)
        #expect(world.transport.dispatches.count == 39)
        #expect(try world.messages().allSatisfy { $0.state == .sent && $0.attempts == 1 })
    }

    @Test("while a server takes its time, there are signs of life, and what others have answered is recorded")
    func slowServer() async throws {
        let world = try World()
        for person: PersonID in ["ib", "deputy"] { try world.open(for: .person(person)) }
        let transport = HeldTransport()
        let setup = PassSetup(
            rules: World.rules(), fingerprint: "1", renderer: PlainRenderer(), transports: [.mail: transport], retry: EveryMinute(),
            newMessageID: { UUID().uuidString })
        let pass = Pass(
            outbox: world.store, setup: setup, clock: { world.now }, logger: world.log.logger,
            pause: { _ in try await Task.sleep(for: .milliseconds(1)) },
            signOfLife: {
                // Both at once would not show what is recorded when.
                if (try? world.messages().map(\.state).contains(.sent)) == true { transport.letGo() }
            })
        try await pass.run()
        #expect(try world.messages().map(\.state) == [.sent, .sent])
    }
}

/// Takes the first message at once, and the others when it is told to.
private final class HeldTransport: MessageTransport {
    let concurrency = 2
    private let isFirst = Atomic<Bool>(true)
    private let mayGo = Atomic<Bool>(false)

    func letGo() { mayGo.store(true, ordering: .relaxed) }

    func send(_ dispatch: Dispatch) async -> DeliveryResult {
        if isFirst.exchange(false, ordering: .relaxed) { return .accepted }
        while !mayGo.load(ordering: .relaxed), !Task.isCancelled { await Task.yield() }
        return .accepted
    }
}
