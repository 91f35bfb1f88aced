import Foundation
import FollowUps
import Testing

@testable import Store

@Suite("What waits for a channel")
struct ChannelHealthTests {
    /// Three people with one follow-up each, the directie's acute.
    private func world() throws -> World {
        let world = try World()
        try world.open(case: "2026-1", owner: .person("ib"))
        try world.open(case: "2026-2", owner: .person("bestuur"))
        try world.open("acuut", due: "2026-11-23 08:00", case: "2026-3", owner: .person("directie"), now: "2026-11-23 07:59")
        return world
    }

    private func fail(_ world: World, _ now: String, _ reason: String = "554 5.7.1 Relay access denied") async throws {
        try await world.store.outbox.note(.fails(reason: reason, retryAfter: nil), of: .mail, at: at(now))
    }

    @Test("nothing over it is claimed until it is tried again with one message, the most urgent; when that goes, everything does")
    func circuitBreaker() async throws {
        let world = try world()
        let claimed = try await world.claim("2026-11-23 08:00")
        #expect(claimed.map { $0.message.recipient } == ["directie", "ib", "bestuur"])
        try await fail(world, "2026-11-23 08:00")
        for draft in claimed {
            let disposition: DeliveryDisposition =
                draft.message.recipient == "directie"
                ? .heldUp(until: at("2026-11-23 08:00"), error: "554 5.7.1") : .notTried(until: at("2026-11-23 08:00"))
            try await world.record(draft.message, disposition, "2026-11-23 08:00")
        }
        #expect(try await world.claim("2026-11-23 08:00").isEmpty)
        #expect(try await world.store.outbox.nextInstant() == at("2026-11-23 08:01"))
        // Nothing counts against anybody.
        #expect(
            try await world.store.outbox.messages().map(\.message).allSatisfy { $0.attempts == 0 && $0.firstAttemptAt == nil && $0.state == .queued })
        #expect(try await world.store.outbox.messages().allSatisfy { $0.message.nextAttemptAt == at("2026-11-23 08:01") })

        let probe = try await world.claim("2026-11-23 08:01")
        #expect(probe.map { $0.message.recipient } == ["directie"])
        #expect(try await world.claim("2026-11-23 08:01").isEmpty)
        try await fail(world, "2026-11-23 08:01")
        try await world.record(probe[0].message, .heldUp(until: at("2026-11-23 08:01"), error: "554 5.7.1"), "2026-11-23 08:01")
        #expect(try await world.claim("2026-11-23 08:02").isEmpty)
        #expect(try await world.store.outbox.outages().map { [wall($0.since), wall($0.retryAt)] } == [["2026-11-23 08:00", "2026-11-23 08:03"]])

        let again = try await world.claim("2026-11-23 08:03")
        #expect(again.map { $0.message.recipient } == ["directie"])
        try await world.record(again[0].message, .sent, "2026-11-23 08:03")
        #expect(try await world.store.outbox.outages().isEmpty)
        #expect(try await world.claim("2026-11-23 08:03").map { $0.message.recipient } == ["ib", "bestuur"])
    }

    @Test("of what is acute the owner's is tried first, though it was to go later than what went up meanwhile")
    func ownerFirst() async throws {
        let world = try World()
        try world.open("acuut", due: "2026-11-23 08:00", case: "2026-3", owner: .person("ib"), now: "2026-11-23 07:59")
        let first = try #require(try await world.claim("2026-11-23 08:00").first)
        try await world.record(first.message, .tryAgain(at: at("2026-11-23 10:02"), possiblyDelivered: false, error: "451"), "2026-11-23 08:00")
        try await fail(world, "2026-11-23 09:59")
        try await world.plan("2026-11-23 10:00")
        let waiting = try await world.store.outbox.messages().map { "\($0.message.recipient) \(wall($0.message.nextAttemptAt ?? .distantPast))" }
            .sorted()
        #expect(waiting == ["directie 2026-11-23 10:00", "ib 2026-11-23 10:02"])
        #expect(try await world.claim("2026-11-23 10:03").map { $0.message.recipient } == ["ib"])
    }

    @Test("whoever tries it may die: nobody has anything to do before the lease is over, and then it is tried again")
    func deadProbe() async throws {
        let world = try world()
        try await fail(world, "2026-11-23 08:00")
        #expect(try await world.claim("2026-11-23 08:01").map { $0.message.recipient } == ["directie"])
        #expect(try await world.claim("2026-11-23 08:05").isEmpty)
        #expect(try await world.store.outbox.nextInstant() == at("2026-11-23 08:06"))
        #expect(try await world.claim("2026-11-23 08:06").map { $0.message.recipient } == ["directie"])
    }

    @Test("a channel that works is not held up by one that does not")
    func others() async throws {
        let world = try World(ib: Person(id: "ib", name: "IB", email: "ib@v.example", deputy: "ib2", channels: [.mail, "teams"]))
        try world.open()
        try await fail(world, "2026-11-23 08:00")
        #expect(try await world.claim("2026-11-23 08:00").map { $0.message.channel } == ["teams"])
    }

    @Test("who was tried in vain waits its turn behind others, and goes with everything else at the first success")
    func release() async throws {
        let world = try world()
        try await fail(world, "2026-11-23 08:00")
        let probe = try #require(try await world.claim("2026-11-23 08:01").first)
        try await world.record(probe.message, .heldUp(until: at("2026-11-23 09:01"), error: "554 odd"), "2026-11-23 08:01")
        try await fail(world, "2026-11-23 08:01")
        let next = try #require(try await world.claim("2026-11-23 08:03").first)
        #expect(next.message.recipient == "ib")
        try await world.record(next.message, .sent, "2026-11-23 08:03")
        #expect(try await world.claim("2026-11-23 08:03").map { $0.message.recipient } == ["directie", "bestuur"])
    }

    @Test("three days of it cost nobody an attempt, and what is refused for its own sake after that is tried for three days")
    func patience() async throws {
        let world = try World()
        try world.open("acuut", due: "2026-11-23 08:00", now: "2026-11-23 07:59")
        var draft = try #require(try await world.claim("2026-11-23 08:00").first)
        try await world.record(draft.message, .heldUp(until: at("2026-11-23 08:00"), error: "554"), "2026-11-23 08:00")
        draft = try #require(try await world.claim("2026-11-26 09:00", plan: false).first)
        #expect(draft.message.attempts == 1 && draft.message.firstAttemptAt == at("2026-11-26 09:00"))
        #expect(draft.message.heldSince == at("2026-11-23 08:00"))
        try await world.record(draft.message, .tryAgain(at: at("2026-11-26 09:01"), possiblyDelivered: false, error: "450"), "2026-11-26 09:00")
        #expect(try await world.store.outbox.message(draft.message.id).message.heldSince == nil)
    }

    @Test("a retry by hand lets it be tried at once")
    func byHand() async throws {
        let world = try world()
        let draft = try #require(try await world.claim("2026-11-23 08:00", limit: 1).first)
        try await world.record(draft.message, .failed(error: "550"), "2026-11-23 08:00")
        try await fail(world, "2026-11-23 08:00")
        #expect(try await world.claim("2026-11-23 08:00").isEmpty)
        _ = try await world.store.outbox.retry(draft.message.id, actor: "juf", at: at("2026-11-23 08:00"))
        #expect(try await world.claim("2026-11-23 08:00").count == 1)
    }

    @Test("what was given up for an answer that turned out to be about us waits as if it had never been refused")
    func takenBack() async throws {
        let world = try World()
        try world.open()
        let draft = try #require(try await world.claim("2026-11-23 08:00").first)
        try await world.record(draft.message, .failed(error: "554 odd"), "2026-11-23 08:00")
        #expect(try await world.store.outbox.recentRefusals(over: .mail, at: at("2026-11-23 08:01")).map(\.id) == [1])
        #expect(try await world.store.outbox.recentRefusals(over: .mail, at: at("2026-11-24 09:01")).isEmpty)
        try await world.store.outbox.takeBack([1], at: at("2026-11-23 08:01"))
        let message = try await world.store.outbox.message(1).message
        #expect(message.state == .queued && message.attempts == 0 && message.firstAttemptAt == nil && message.heldSince == at("2026-11-23 08:00"))
        // Since then the channel has taken a message: what was refused before that was about its recipient.
        for draft in try await world.claim("2026-11-23 08:02") {
            try await world.record(draft.message, draft.message.id == 1 ? .failed(error: "554 odd") : .sent, "2026-11-23 08:02")
        }
        #expect(try await world.store.outbox.recentRefusals(over: .mail, at: at("2026-11-23 08:03")).isEmpty)
    }
}
