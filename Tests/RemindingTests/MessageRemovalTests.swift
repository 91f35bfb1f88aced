import FollowUps
import Foundation
import Reminding
import Store
import Synchronization
import Testing

extension OutboxRepository: MessageRemoving {}

@Suite("Removing old messages")
struct MessageRemovalTests {
    /// Takes what it is asked for, and fails when told to.
    private final class Folder: MailFolder {
        struct Broken: Error, CustomStringConvertible { var description: String { "the folder is gone" } }

        private let asked = Mutex<[Date]>([])
        private let broken = Atomic<Bool>(false)

        var starts: [Date] { asked.withLock { $0 } }
        func fail(_ value: Bool) { broken.store(value, ordering: .relaxed) }

        func removeMails(before start: Date) async throws -> Int {
            if broken.load(ordering: .relaxed) { throw Broken() }
            asked.withLock { $0.append(start) }
            return 3
        }
    }

    private let world: World
    private let folder = Folder()

    init() throws { world = try World() }

    private func setup() -> PassSetup {
        let usual = world.setup()
        return PassSetup(
            rules: usual.rules, renderer: usual.renderer, transports: usual.transports, retry: usual.retry,
            retention: Retention(caseTerm: Term(60, .months), messageTerm: Term(6, .months)), mailFolder: folder, newMessageID: usual.newMessageID)
    }

    private func removal(isStopping: @escaping @Sendable () -> Bool = { false }) -> MessageRemoval {
        MessageRemoval(outbox: world.store.outbox, clock: { [world] in world.now }, logger: world.log.logger, isStopping: isStopping, pause: {})
    }

    /// Its message was sent on 23 November 2026; then half a year goes by. The last leap of the clock to 10 June may be wrong, so it is 2 June for certain.
    private func livesOn() async throws {
        let followUp = try await world.open()
        try await world.pass(world.setup()).run()
        _ = try await world.store.followUps.cancel(followUp.id, reason: "x", by: Change(rules: World.rules(), actor: "ib", now: world.now))
        for day in ["2027-05-14", "2027-06-02", "2027-06-10"] {
            world.move(to: "\(day)T09:00")
            try await world.pass(world.setup()).run()
        }
    }

    @Test("takes messages and mails of before the term, once a day, and tells how many")
    func daily() async throws {
        try await livesOn()
        await removal().runIfDue(setup())
        #expect(try await world.messages().isEmpty)
        #expect(folder.starts == [World.at("2026-12-02T00:00")])
        #expect(world.log.all.last == "info removed what was sent longer ago than 6m: 1 messages, 3 mails of the Maildir")
        await removal().runIfDue(setup())
        #expect(folder.starts.count == 1)
        world.move(to: "2027-06-11T09:00")
        await removal().runIfDue(setup())
        #expect(folder.starts.count == 2)
    }

    @Test("goes on the next time when it could not end, and says why")
    func failing() async throws {
        try await livesOn()
        folder.fail(true)
        await removal().runIfDue(setup())
        #expect(world.log.all.last == "error messages that are old enough to go cannot be removed: the folder is gone")
        folder.fail(false)
        await removal().runIfDue(setup())
        #expect(folder.starts.count == 1)
    }

    @Test("stops between two parts, and is then still due")
    func stopping() async throws {
        try await livesOn()
        await removal(isStopping: { true }).runIfDue(setup())
        #expect(try await world.messages().count == 1)
        #expect(try await world.store.outbox.isRemovalDue(at: world.now))
    }

    @Test("is asked for an hour after the start at the soonest")
    func service() async throws {
        try await livesOn()
        let looks = Atomic<Int>(0)
        let service = RemovalService(
            outbox: world.store.outbox, setup: setup(), clock: { [world] in world.now }, logger: world.log.logger
        ) { [world, folder] in
            switch looks.add(1, ordering: .relaxed).newValue {
            case 1: world.move(to: "2027-06-10T09:59")
            case 2:
                #expect(folder.starts.isEmpty)
                world.move(to: "2027-06-10T10:00")
            case 3: #expect(folder.starts.count == 1)
            default: throw CancellationError()
            }
        }
        try await service.run()
        #expect(looks.load(ordering: .relaxed) == 4)
    }
}
