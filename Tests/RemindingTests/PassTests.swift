import Foundation
import FollowUps
import Reminding
import Store
import StoreTestSupport
import TestSupport
import Testing

@Suite("A pass")
struct PassTests {
    @Test("what is due is planned, sent and recorded")
    func plansSendsRecords() async throws {
        let world = try World()
        let followUp = try await world.open()
        try await world.pass(world.setup()).run()
        let message = try await world.message(1)
        #expect(message.state == .sent)
        #expect(message.sentAt == world.now)
        #expect(message.attempts == 1)
        #expect(world.transport.messages.map { String(decoding: $0.content, as: UTF8.self) } == ["\(followUp.id) open"])
        #expect(try await world.store.followUps.followUp(followUp.id).stepsSent == 1)
        #expect(try await world.store.outbox.lastPass() == world.now)
    }

    @Test("a second pass at the same moment sends nothing")
    func nothingTwice() async throws {
        let world = try World()
        try await world.open()
        for _ in 1...3 { try await world.pass(world.setup()).run() }
        #expect(world.transport.messages.count == 1)
    }

    @Test("the reminders of one person go in one message, however many there are")
    func oneMessagePerPerson() async throws {
        let world = try World()
        for _ in 1...10 { try await world.open() }
        try await world.open(for: .person("deputy"))
        try await world.pass(world.setup()).run()
        #expect(Set(world.transport.messages.map(\.recipient)) == ["ib", "deputy"])
        #expect(world.transport.messages.count == 2)
    }

    @Test("a refused message fails at once and its reminder goes to the deputy in the same breath")
    func refusedGoesToDeputy() async throws {
        let world = try World()
        try await world.open()
        world.transport.answer(.refused(reason: "550 no such mailbox"))
        try await world.pass(world.setup()).run()
        try await world.pass(world.setup()).run()
        let messages = try await world.messages()
        #expect(messages.map(\.state) == [.failed, .sent])
        #expect(messages.map(\.recipient) == ["ib", "deputy"])
        #expect(messages[0].lastError == "550 no such mailbox")
        #expect(world.log.all.contains { $0.contains("nobody could be reached as owner; sent to deputy instead") })
    }

    @Test("when the deputy cannot be reached either, the people of the next step get it")
    func refusedTwiceGoesUp() async throws {
        let world = try World()
        try await world.open()
        world.transport.answer(.refused(reason: "550"), .refused(reason: "550"))
        for _ in 1...3 { try await world.pass(world.setup()).run() }
        #expect(try await world.messages().map(\.recipient) == ["ib", "deputy", "directie"])
        #expect(try await world.messages().map(\.state) == [.failed, .failed, .sent])
    }

    @Test("a message refused for now is tried again when the other side asked for it, and given up in the end")
    func triesAgain() async throws {
        let world = try World()
        try await world.open()
        world.transport.answer(
            .refusedForNow(reason: "451 later", retryAfter: 300), .refusedForNow(reason: "451 later", retryAfter: nil),
            .refusedForNow(reason: "451 later", retryAfter: nil))
        try await world.pass(world.setup()).run()
        #expect(try await world.message(1).state == .queued)
        #expect(try await world.message(1).nextAttemptAt == world.now.addingTimeInterval(300))
        for time in ["2026-11-23T09:05", "2026-11-23T09:06"] {
            world.move(to: time)
            try await world.pass(world.setup()).run()
        }
        #expect(try await world.message(1).state == .failed)
        #expect(try await world.message(1).lastError == "given up after 3 attempts; the last one: 451 later")
    }

    @Test("after an unknown answer the message is sent again with the same Message-ID and nothing is added to it")
    func unknownKeepsMessageID() async throws {
        let world = try World()
        try await world.open()
        world.transport.answer(.unknown(reason: "connection lost after DATA"))
        try await world.pass(world.setup()).run()
        world.move(to: "2026-11-23T09:01")
        let second = try await world.open()
        try await world.pass(world.setup()).run()
        let sent = world.transport.messages
        #expect(sent.map(\.messageID).sorted() == ["m1", "m1", "m2"])
        #expect(sent.filter { $0.messageID == "m1" }.map { String(decoding: $0.content, as: UTF8.self) } == ["1 open", "1 open"])
        #expect(sent.contains { String(decoding: $0.content, as: UTF8.self) == "\(second.id) open" })
    }

    @Test("what is closed while its message waits is left out, and a message with nothing left is dropped")
    func closedIsLeftOut() async throws {
        let world = try World()
        let followUp = try await world.open()
        world.transport.answer(.unavailable(reason: "no connection"))
        try await world.pass(world.setup()).run()
        _ = try await world.store.followUps.close(
            followUp.id, with: "gedaan", on: nil, reason: nil, by: Change(rules: World.rules(), actor: "ib", now: world.now))
        world.move(to: "2026-11-23T09:10")
        try await world.pass(world.setup()).run()
        #expect(try await world.message(1).state == .dropped)
        #expect(world.transport.messages.count == 1)
    }

    @Test("when a channel does not work, its other messages are handed back without using up an attempt")
    func brokenChannelIsSpared() async throws {
        let world = try World()
        for number in 1...6 { try await world.open(for: number % 2 == 0 ? .person("deputy") : .person("ib")) }
        try await world.open(for: .person("directie"))
        world.transport.answer(.unavailable(reason: "wrong password"), .unavailable(reason: "wrong password"))
        try await world.pass(world.setup()).run()
        let messages = try await world.messages()
        #expect(messages.allSatisfy { $0.state == .queued })
        #expect(messages.allSatisfy { $0.attempts == 0 })
        #expect(world.transport.messages.count == 2)
        #expect(world.log.all.filter { $0.contains("mail cannot be used now, and everything waits for it: wrong password") }.count == 1)
    }

    @Test("an endpoint that is gone is turned off, and what it should have carried goes by mail")
    func goneEndpointIsOff() async throws {
        let world = try World()
        let rules = World.rules(ibChannels: ["hook"])
        let setup = world.setup(rules, channels: [.mail, "hook"])
        try await world.open()
        world.transport.answer(.endpointGone(reason: "410"))
        for _ in 1...2 { try await world.pass(setup).run() }
        #expect(try await world.messages().map(\.channel) == ["hook", .mail])
        #expect(try await world.messages().map(\.recipient) == ["ib", "deputy"])
        #expect(try await world.store.figures.condition(at: world.now).channelsOff == ["hook": "410"])
        try await world.open()
        try await world.pass(setup).run()
        #expect(try await world.messages().last?.channel == .mail)
    }

    @Test("a text that cannot be rendered stops no other, and is tried again in an hour")
    func brokenTemplate() async throws {
        let world = try World()
        try await world.open()
        try await world.open(for: .person("directie"))
        try await world.pass(world.setup(renderer: BrokenRenderer(person: "ib"))).run()
        #expect(try await world.messages().map(\.state) == [.queued, .sent])
        #expect(try await world.message(1).nextAttemptAt == world.now.addingTimeInterval(3600))
        #expect(world.log.all.contains { $0.contains("message 1 over mail cannot be written; tried again every hour") })
    }

    @Test("asked to stop, it finishes what is under way and hands the rest back as it was")
    func stopsCleanly() async throws {
        let world = try World()
        let stop = Flag()
        for person in ["ib", "deputy", "directie"] { try await world.open(for: .person(PersonID(person))) }
        world.transport.whileSending { stop.set() }
        try await world.pass(world.setup(), isStopping: { stop.isSet }).run()
        let messages = try await world.messages()
        #expect(messages.filter { $0.state == .sent }.count == world.transport.messages.count)
        #expect(messages.filter { $0.state == .queued }.allSatisfy { $0.attempts == 0 && $0.firstAttemptAt == nil })
        #expect(!messages.contains { $0.state == .sending })
    }

    @Test("asked to stop while it computes next instants after a change of files, it goes on from there when it is started again")
    func stopsReplanning() async throws {
        let world = try World()
        let stop = Flag()
        for _ in 1...1100 { try await world.open() }
        func pass() -> Pass {
            Pass(
                outbox: world.store.outbox, setup: world.setup(World.rules(fingerprint: "2")), clock: { world.now }, logger: world.log.logger,
                isStopping: { stop.isSet }, keepAlive: { stop.set() })
        }
        try await pass().run()
        #expect(stop.isSet && !world.log.all.contains { $0.contains("computed again") })
        for _ in 1...9 { try await pass().run() }
        #expect(world.log.all.filter { $0.contains("computed again") }.count == 1)
    }

    @Test("a hundred follow-ups more than one batch are all planned in one pass")
    func manyBatches() async throws {
        let world = try World()
        for _ in 1...600 { try await world.open() }
        try await world.pass(world.setup()).run()
        #expect(try await world.store.followUps.list(FollowUpFilter()).allSatisfy { $0.stepsSent == 1 })
        #expect(world.transport.messages.count == 1)
    }
}
