import Foundation
import FollowUps
import GRDB
import StoreTestSupport
import TestSupport
import Synchronization
import Testing

@testable import Store

@Suite("Links from mails")
struct LinkTests {
    private let world: World
    private let tokens = Tokens()

    init() throws { world = try World() }

    /// Makes tokens that the test can know.
    private final class Tokens: Sendable {
        private let state = Mutex((generator: SeededGenerator(state: 42), made: [LinkToken]()))

        var made: [LinkToken] { state.withLock { $0.made } }

        @Sendable func next() -> LinkToken {
            state.withLock { state in
                let token = LinkToken(from: &state.generator)
                state.made.append(token)
                return token
            }
        }
    }

    private func claim(_ now: String) async throws -> [MessageDraft] {
        try await world.plan(now)
        return try await world.store.outbox.claim(at: at(now), rules: world.rules(), lease: 300, limit: 100, newLinkToken: tokens.next)
    }

    /// Opens a follow-up and has its first reminder sent; the link in it.
    private func link(_ kind: KindID = "hulp") async throws -> LinkToken {
        try world.open(kind)
        let draft = try #require(try await claim("2026-11-23 08:00").first)
        try await world.record(draft.message, .sent, "2026-11-23 08:00")
        return try #require(draft.items.first?.link)
    }

    private func look(_ token: LinkToken, _ now: String = "2026-11-23 09:00") async throws -> Result<LinkedFollowUp, LinkRefusal> {
        try await world.store.followUps.followUp(behind: token, rules: world.rules(), at: at(now))
    }

    private func refusal(_ token: LinkToken, _ now: String = "2026-11-23 09:00") async throws -> LinkRefusal? {
        if case .failure(let refusal) = try await look(token, now) { refusal } else { nil }
    }

    @Test("a mail that was handed back and is joined to a digest goes in it with a new link, and the one that nobody got is gone")
    func joined() async throws {
        let world = try World(ib: Person(id: "ib", name: "IB", email: "ib@v.example", digest: .weekly(.friday)))
        func claim(_ now: String) async throws -> [MessageDraft] {
            try await world.plan(now)
            return try await world.store.outbox.claim(at: at(now), rules: world.rules(), lease: 300, limit: 9, newLinkToken: tokens.next)
        }
        try world.open(now: "2026-11-22 12:00")
        #expect(try await claim("2026-11-23 08:00").isEmpty)
        try world.open(due: "2026-11-19", case: "2026-2", now: "2026-11-26 16:50")
        let draft = try #require(try await claim("2026-11-26 16:50").first)
        try await world.record(draft.message, .notTried(until: at("2026-11-27 08:00")), "2026-11-26 16:50")
        let both = try #require(try await claim("2026-11-27 08:00").first)
        #expect(both.message.id != draft.message.id)
        #expect(Set(both.items.map(\.followUp.id)) == [1, 2])
        #expect(both.items.allSatisfy { $0.link != nil && $0.link != draft.items.first?.link })
        #expect(try world.count("links") == 2)
    }

    @Test("each item of a claimed mail has a link of its own, bound to its recipient and follow-up, of which the file holds only the hash")
    func made() async throws {
        let scratch = try Scratch()
        let world = try World(Store(path: scratch.file("opvolg.db")))
        try world.open()
        try world.open("effect")
        try await world.plan("2026-11-23 08:00")
        let draft = try #require(
            try await world.store.outbox.claim(at: at("2026-11-23 08:00"), rules: world.rules(), lease: 300, limit: 9, newLinkToken: tokens.next)
                .first)
        #expect(draft.items.count == 2)
        #expect(draft.items.map(\.link) == tokens.made)
        for item in draft.items {
            let linked = try await world.store.followUps.followUp(behind: try #require(item.link), rules: world.rules(), at: at("2026-11-23 09:00"))
                .get()
            #expect(linked.person == "ib")
            #expect(linked.followUp.id == item.followUp.id)
        }
        for name in try FileManager.default.contentsOfDirectory(atPath: scratch.path) {
            let bytes = try Data(contentsOf: URL(filePath: scratch.file(name)))
            for token in tokens.made {
                #expect(bytes.range(of: Data(token.bytes)) == nil)
                #expect(bytes.range(of: Data(token.text.utf8)) == nil)
            }
        }
    }

    @Test("without pages there are no links")
    func withoutPages() async throws {
        try world.open()
        #expect(try await world.claim("2026-11-23 08:00").first?.items.first?.link == nil)
        #expect(try world.count("links") == 0)
    }

    @Test("a webhook carries none")
    func webhook() async throws {
        let world = try World(ib: Person(id: "ib", name: "IB", email: "ib@v.example", channels: [.mail, "teams"]))
        try world.open()
        try await world.plan("2026-11-23 08:00")
        let drafts = try await world.store.outbox.claim(
            at: at("2026-11-23 08:00"), rules: world.rules(), lease: 300, limit: 9, newLinkToken: tokens.next)
        #expect(Set(drafts.map(\.message.channel)) == [.mail, "teams"])
        #expect(drafts.allSatisfy { ($0.items.first?.link == nil) == ($0.message.channel != .mail) })
    }

    @Test("when a message that has not arrived is sent again, its first links go; when it may have arrived, they stay")
    func sentAgain() async throws {
        try world.open()
        let first = try #require(try await claim("2026-11-23 08:00").first)
        try await world.record(first.message, .tryAgain(at: at("2026-11-23 08:05"), possiblyDelivered: false, error: "later"), "2026-11-23 08:00")
        let second = try #require(try await claim("2026-11-23 08:05").first)
        #expect(try await refusal(try #require(first.items[0].link)) == .unknown)
        try await world.record(second.message, .tryAgain(at: at("2026-11-23 08:10"), possiblyDelivered: true, error: "silence"), "2026-11-23 08:05")
        let third = try #require(try await claim("2026-11-23 08:10").first)
        #expect(try await refusal(try #require(second.items[0].link)) == nil)
        #expect(try await refusal(try #require(third.items[0].link)) == nil)
        #expect(try world.count("links") == 2)
    }

    @Test("looking changes nothing in the file")
    func looking() async throws {
        let token = try await link()
        let before = try await world.store.history.entries().count
        let changes = try world.store.connection.onWriterNow { db in db.totalChangesCount }
        for _ in 0..<3 { _ = try await look(token) }
        #expect(try world.store.connection.onWriterNow { db in db.totalChangesCount } == changes)
        #expect(try await world.store.history.entries().count == before)
    }

    @Test("it shows each outcome with what follows, and after the closing by whom, when, how, and what was opened")
    func shown() async throws {
        let token = try await link()
        let open = try await look(token).get()
        #expect(open.ending == nil)
        #expect(open.previews.first?.openings.map(\.kind) == ["effect"])
        let closed = try await world.store.followUps.close(
            open.followUp.id, with: "wachtlijst", on: nil, reason: nil, by: world.change("2026-11-23 10:00", by: "ib"))
        let ended = try await look(token, "2026-11-24 09:00").get()
        #expect(ended.previews == [])
        #expect(ended.ending?.actor == "ib")
        #expect(ended.ending?.at == at("2026-11-23 10:00"))
        #expect(ended.followUp.end?.outcome == "wachtlijst")
        #expect(ended.opened.map(\.id) == closed.opened.map(\.id))
    }

    @Test("what the page says would be opened is what closing opens")
    func previewIsTrue() async throws {
        for outcome in ["ja", "wachtlijst", "nee", "nee"] as [OutcomeID] {
            let followUp = try world.open()
            let draft = try #require(try await claim("2026-11-23 08:00").first { $0.items.contains { $0.followUp.id == followUp.id } })
            let token = try #require(draft.items.first { $0.followUp.id == followUp.id }?.link)
            let promised = try #require(try await look(token).get().previews.first { $0.outcome.id == outcome }?.openings)
            let result = try await world.store.followUps.close(followUp.id, with: outcome, on: nil, reason: nil, by: world.change("2026-11-23 09:00"))
            #expect(result.opened.map(\.kind) == promised.map(\.kind))
            #expect(result.opened.map(\.due) == promised.map(\.due))
            for opened in result.opened {
                _ = try await world.store.followUps.cancel(opened.id, reason: "niet nodig", by: world.change("2026-11-23 09:00"))
            }
        }
    }

    @Test("a link ends when its person leaves, is excluded, or somebody else gets the follow-up, and when sixty days have gone")
    func ends() async throws {
        let token = try await link()
        #expect(try await refusal(token) == nil)
        #expect(try await refusal(token, "2027-01-22 07:59") == nil)
        #expect(try await refusal(token, "2027-01-22 08:00") == .expired)
        let everybody = world.directory
        world.directory = Directory(
            clock: everybody.clock, schools: everybody.schools, people: everybody.people.filter { $0.id != "ib" })
        #expect(try await refusal(token) == .personGone)
        world.directory = everybody
        let moved = try await world.store.followUps.assign(1, to: .person("directie"), by: world.change("2026-11-23 09:30"))
        #expect(try await refusal(token) == .notTheirs)
        _ = try await world.store.followUps.assign(moved.id, to: .role("ib"), by: world.change("2026-11-23 09:40"))
        #expect(try await refusal(token) == nil)
        _ = try await world.store.cases.exclude("ib", from: "2026-1", by: world.change("2026-11-23 09:50"), newMessageID: world.newMessageID)
        #expect(try await refusal(token) == .excluded)
    }

    @Test("whoever got it because the owner could not be reached may use it, though the owner is not away")
    func reroutedLink() async throws {
        try world.open()
        let first = try #require(try await claim("2026-11-23 08:00").first)
        try await world.record(first.message, .failed(error: "no such mailbox"), "2026-11-23 08:00")
        let second = try #require(try await claim("2026-11-23 08:01").first)
        #expect(second.message.recipient == "ib2")
        #expect(try await refusal(try #require(second.items[0].link)) == nil)
    }

    @Test("a guess opens nothing, and old links are forgotten")
    func unknown() async throws {
        let token = try await link()
        #expect(try await refusal(try #require(LinkToken("AAAAAAAAAAAAAAAAAAAAAA"))) == .unknown)
        #expect(try world.count("links") == 1)
        try await world.runs(until: "2027-01-22 08:00")
        _ = try await world.store.outbox.claim(at: at("2027-01-22 08:00"), rules: world.rules(), lease: 300, limit: 0, newLinkToken: tokens.next)
        #expect(try world.count("links") == 0)
        #expect(try await refusal(token) == .unknown)
    }

    @Test("links go with the case that is purged")
    func purged() async throws {
        let token = try await link()
        _ = try await world.store.followUps.cancel(1, reason: "niet nodig", by: world.change("2026-11-30 10:00"))
        _ = try await world.store.cases.close("2026-1", by: world.change("2026-11-30 10:01"))
        try await world.runs(until: "2027-01-10 09:00")
        let purged = try await world.store.cases.purge(Retention(caseTerm: Term(1, .months)), by: world.change("2027-01-10 09:00"))
        #expect(purged.count == 1)
        #expect(try world.count("links") == 0)
        #expect(try await refusal(token) == .unknown)
    }

    @Test("two hashes are compared to their end")
    func constantTime() {
        let hash = Data((0..<32).map { UInt8($0) })
        #expect(hash.isSame(as: hash))
        for index in 0..<32 {
            var other = hash
            other[index] ^= 0x80
            #expect(!hash.isSame(as: other))
        }
        #expect(!hash.isSame(as: hash.dropLast()))
    }
}
