import Foundation
import FollowUps
import GRDB
import StoreTestSupport
import Testing

@testable import Store

@Suite("What comes back")
struct ReportTests {
    private func report(_ messageIDs: String..., digest: String = "d1", of address: String = "ib@v.example") -> BounceReport {
        BounceReport(
            digest: digest, messageIDs: messageIDs.isEmpty ? ["m1@test.example"] : messageIDs,
            failures: [.init(addresses: [address], status: "5.1.1", reason: "550 5.1.1 unknown")])
    }

    @discardableResult
    private func record(_ report: BounceReport, in world: World, _ now: String = "2026-11-23 08:10") async throws -> BounceResult {
        try await world.store.outbox.record(report, at: at(now), rules: world.rules(), newMessageID: world.newMessageID)
    }

    /// A world in which message 1, about follow-up 1, was sent to the IB.
    private func sent(_ store: Store? = nil) async throws -> World {
        let world = try World(store)
        try world.open()
        #expect(try await world.pass("2026-11-23 08:00") == ["ib mail: 1 open"])
        return world
    }

    @Test("a message that was sent counts as failed, says why, and its reminder goes to the deputy")
    func failed() async throws {
        let world = try await sent()
        #expect(try await world.store.followUps.followUp(1).stepsSent == 1)
        await #expect(
            try record(report(), in: world)
                == .failed(
                    message: 1, reason: "550 5.1.1 unknown",
                    unreached: [UnreachableAudience(followUp: 1, step: "open", audience: .owner, instead: "ib2")]))
        let message = try await world.store.outbox.message(1).message
        #expect(message.state == .failed && message.sentAt == nil && message.nextAttemptAt == nil)
        #expect(message.lastError == "came back: 550 5.1.1 unknown")
        // Nobody has heard of it yet.
        #expect(try await world.store.followUps.followUp(1).stepsSent == 0)
        #expect(try await world.store.outbox.nextInstant() == at("2026-11-23 08:10"))
        let draft = try #require(try await world.claim("2026-11-23 08:10").first)
        #expect(World.line(draft) == "ib2 mail: 1 open" && draft.items.first?.reminder.standsInFor == "ib")
        // What did not arrive is no mail to refer to.
        #expect(draft.earlierMessageIDs == [] && draft.items.first?.firstSentAt == nil)
        try await world.record(draft.message, .sent, "2026-11-23 08:11")
        #expect(try await world.store.followUps.followUp(1).stepsSent == 1)
    }

    @Test("the history tells what came back, and still verifies")
    func history() async throws {
        let world = try await sent()
        try await record(report(), in: world)
        let entry = try #require(try await world.store.history.entries().last)
        #expect(entry.action == .messageBounced && entry.actor == "opvolgd" && entry.at == at("2026-11-23 08:10"))
        #expect(entry.changes == [.init("message", to: "1"), .init("status", to: "5.1.1")])
        #expect(try await world.store.history.verify().isSound)
    }

    @Test("a report is handled once: read again, and after the message was sent again, it changes nothing")
    func once() async throws {
        let world = try await sent()
        try await record(report(), in: world)
        #expect(try await record(report(), in: world, "2026-11-23 08:11") == .settled(message: 1))
        #expect(try await world.claim("2026-11-23 08:11").map(World.line) == ["ib2 mail: 1 open"])
        _ = try await world.store.outbox.retry(1, actor: "juf", at: at("2026-11-23 08:12"))
        // Before the message went out again nothing can have come back from that.
        #expect(try await record(report(digest: "d2"), in: world, "2026-11-23 08:12") == .settled(message: 1))
        let again = try #require(try await world.claim("2026-11-23 08:13").first { $0.message.id == 1 })
        try await world.record(again.message, .sent, "2026-11-23 08:13")
        for digest in ["d1", "d2"] { #expect(try await record(report(digest: digest), in: world, "2026-11-23 08:14") == .settled(message: 1)) }
        #expect(try await world.store.outbox.message(1).message.state == .sent)
        guard case .failed = try await record(report(digest: "d3"), in: world, "2026-11-23 08:15") else {
            Issue.record("a report of its own changes nothing")
            return
        }
        #expect(try await world.store.history.entries().filter { $0.action == .messageBounced }.count == 2)
    }

    @Test("a report that comes before the answer to the attempt waits for that")
    func early() async throws {
        let world = try World()
        try world.open()
        let draft = try #require(try await world.claim("2026-11-23 08:00").first)
        #expect(try await record(report(), in: world, "2026-11-23 08:01") == .early(message: 1))
        try await world.record(draft.message, .tryAgain(at: at("2026-11-23 08:05"), possiblyDelivered: true, error: "timeout"), "2026-11-23 08:01")
        #expect(try await record(report(), in: world, "2026-11-23 08:02") == .early(message: 1))
        #expect(try await world.store.outbox.message(1).message.state == .queued)
        let again = try #require(try await world.claim("2026-11-23 08:05").first)
        try await world.record(again.message, .sent, "2026-11-23 08:05")
        guard case .failed(1, _, _) = try await record(report(), in: world, "2026-11-23 08:06") else {
            Issue.record("it was forgotten")
            return
        }
    }

    @Test("what names no mail of ours changes nothing")
    func unknown() async throws {
        let world = try World(ib: Person(id: "ib", name: "IB", email: "ib@v.example", deputy: "ib2", channels: [.mail, "teams"]))
        try world.open()
        #expect(try await world.pass("2026-11-23 08:00").count == 2)
        let webhook = try #require(try await world.store.outbox.messages().first { $0.message.channel == "teams" })
        let before = try await world.store.history.entries().count
        for id in ["x@test.example", "", "M1@TEST.EXAMPLE", "%", webhook.message.messageID] {
            #expect(try await record(report(id), in: world) == .unknown, "\(id)")
        }
        #expect(try await world.store.outbox.messages().map(\.message.state) == [.sent, .sent])
        #expect(try await world.store.history.entries().count == before)
        #expect(try world.count("bounces") == 0)
    }

    @Test("of several ids the first that is ours counts, whatever stands before it")
    func severalIDs() async throws {
        let world = try await sent()
        #expect(try await record(report("x@y.example", "m1@test.example"), in: world) != .unknown)
        #expect(try await world.store.outbox.message(1).message.state == .failed)
    }

    @Test("a report on an address that was not mailed changes nothing, whoever has that address")
    func otherAddress() async throws {
        let world = try await sent()
        for address in ["ib2@v.example", "prive@thuis.example"] {
            #expect(try await record(report(of: address), in: world) == .otherAddress(message: 1), "\(address)")
        }
        #expect(try await world.store.outbox.message(1).message.state == .sent)
        #expect(try world.count("bounces") == 0)
    }

    @Test("the address counts that was mailed, in whatever case, also when the files say another since")
    func changedAddress() async throws {
        let world = try World(ib: Person(id: "ib", name: "IB", email: "IB@V.example", deputy: "ib2"))
        try world.open()
        _ = try await world.pass("2026-11-23 08:00")
        #expect(try await world.store.outbox.message(1).message.address?.text == "IB@V.example")
        let now = Directory(
            clock: amsterdam, schools: world.directory.schools,
            people: world.directory.people.map { $0.id == "ib" ? Person(id: "ib", name: "IB", email: "nieuw@v.example", deputy: "ib2") : $0 })
        world.directory = now
        #expect(try await record(report(of: "nieuw@v.example"), in: world) == .otherAddress(message: 1))
        guard case .failed = try await record(report(digest: "d2"), in: world) else {
            Issue.record("the old address was forgotten")
            return
        }
    }

    @Test("what was closed meanwhile bothers nobody else, and what the message said stays on record")
    func closedSince() async throws {
        let world = try World()
        try world.open()
        try world.open("effect", case: "2026-2")
        #expect(try await world.pass("2026-11-23 08:00").count == 1)
        _ = try await world.store.followUps.cancel(1, reason: "x", by: world.change("2026-11-23 08:05"))
        try await record(report(), in: world)
        #expect(try await world.claim("2026-11-23 08:10").map(World.line) == ["ib2 mail: 2 open"])
        #expect(try await world.store.outbox.message(1).followUps == [1, 2])
    }

    @Test("somebody whom another channel reached stays the one who knows")
    func otherChannel() async throws {
        let world = try World(ib: Person(id: "ib", name: "IB", email: "ib@v.example", deputy: "ib2", channels: [.mail, "teams"]))
        try world.open()
        _ = try await world.pass("2026-11-23 08:00")
        let mail = try #require(try await world.store.outbox.messages().first { $0.message.channel == .mail })
        await #expect(
            try record(report(mail.message.messageID), in: world) == .failed(message: mail.message.id, reason: "550 5.1.1 unknown", unreached: []))
        #expect(try await world.claim("2026-11-23 08:10").isEmpty)
        #expect(try await world.store.followUps.followUp(1).stepsSent == 1)
    }

    @Test("when it comes back from everybody, the operator hears that nobody was reached")
    func everybody() async throws {
        let world = try await sent()
        var now = "2026-11-23 08:10"
        for number in 1...4 {
            let recipient = try await world.store.outbox.message(Int64(number)).message.recipient
            let address = try #require(world.directory.person(recipient)?.email?.text)
            let report = report("m\(number)@test.example", digest: "d\(number)", of: address)
            guard case .failed(_, _, let unreached) = try await record(report, in: world, now) else {
                Issue.record("\(number) did not fail")
                return
            }
            if number == 4 { #expect(unreached.map(\.instead) == [nil]) }
            now = "2026-11-23 08:1\(number)"
            _ = try await world.pass(now)
        }
        #expect(try await world.store.outbox.messages().map(\.message.state) == [.failed, .failed, .failed, .failed])
        #expect(try await world.store.figures.condition(at: at(now)).unnotified == [1])
    }

    @Test("the reports of a case go with the case")
    func purged() async throws {
        let world = try await sent()
        try await record(report(), in: world)
        _ = try await world.store.followUps.cancel(1, reason: "x", by: world.change("2026-11-30 10:00"))
        _ = try await world.store.cases.close("2026-1", by: world.change("2026-11-30 10:01"))
        #expect(try world.count("bounces") == 1)
        try await world.runs(until: "2029-01-01 09:00")
        #expect(try await world.store.cases.purge(Retention(caseTerm: Term(24, .months)), by: world.change("2029-01-01 09:00")).count == 1)
        #expect(try world.count("bounces") == 0)
        #expect(try await world.store.history.verify().isSound)
    }

    @Test("a restored backup knows what came back since, and handles no report anew")
    func restored() async throws {
        let scratch = try Scratch()
        let path = scratch.file("opvolg.db")
        var world: World? = try await sent(Store(path: path))
        _ = try await world?.store.backUp(to: scratch.file("backup.db"), replacing: false, acceptingUnsoundHistory: false)
        if let world { try await record(report(), in: world) }
        world = nil
        _ = try Store.restore(
            from: scratch.file("backup.db"), to: path, acceptingUnsoundHistory: false, clock: amsterdam, by: "juf", at: at("2026-11-23 09:00"))
        let back = try World(Store(path: path))
        #expect(try await back.store.outbox.message(1).message.state == .failed)
        #expect(try await back.store.outbox.message(1).message.lastError == "came back: 550 5.1.1 unknown")
        #expect(try await record(report(), in: back, "2026-11-23 09:01") == .settled(message: 1))
        #expect(try await back.store.figures.condition(at: at("2026-11-23 09:01")).unnotified == [1])
    }
}
