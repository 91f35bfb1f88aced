import Foundation
import FollowUps
import GRDB
import Testing

@testable import Store

@Suite("Notices of what cannot be used")
struct OutageNoticeTests {
    /// An operator, and one follow-up of each urgency that waits for mail.
    private func world(secondWay: ChannelID? = "beheer-hook", acute: Bool = true) throws -> World {
        let world = try World()
        let operatorPerson = Person(id: "beheer", name: "Beheer", email: "beheer@v.example", deputy: "bestuur")
        world.directory = Directory(clock: amsterdam, schools: world.directory.schools, people: world.directory.people + [operatorPerson])
        world.operatorPerson = "beheer"
        world.noticeChannel = secondWay
        try world.open(case: "2026-1", owner: .person("ib"))
        if acute { try world.open("acuut", due: "2026-11-23 08:00", case: "2026-3", owner: .person("directie"), now: "2026-11-23 07:59") }
        return world
    }

    private func fail(_ world: World, _ now: String, over channel: ChannelID = .mail) async throws {
        try await world.store.outbox.note(.fails(reason: "554 5.7.1 <address>: Relay access denied", retryAfter: nil), of: channel, at: at(now))
    }

    /// Claims, and everything over mail meets the same trouble; what goes over another way is sent.
    private func pass(_ world: World, _ now: String) async throws -> [MessageDraft] {
        let drafts = try await world.claim(now)
        for draft in drafts {
            if draft.message.channel == .mail {
                try await world.record(draft.message, .heldUp(until: at(now).addingTimeInterval(60), error: "554 5.7.1"), now)
                try await fail(world, now)
            } else {
                try await world.record(draft.message, .sent, now)
            }
        }
        return drafts.filter { $0.message.purpose == .notice }
    }

    @Test("mail that has not worked for a quarter of an hour is told of over the second way, with what waits; once for as long as it lasts")
    func overTheSecondWay() async throws {
        let world = try world()
        #expect(try await pass(world, "2026-11-23 08:00").isEmpty)
        #expect(try await pass(world, "2026-11-23 08:14").isEmpty)
        let told = try await pass(world, "2026-11-23 08:15")
        #expect(told.map { "\($0.message.recipient) \($0.message.channel)" } == ["beheer beheer-hook"])
        let outage = try #require(told.first?.notice?.outages.first)
        #expect(outage.channel == .mail && outage.since == at("2026-11-23 08:00") && outage.status == "554 5.7.1")
        #expect(outage.waiting == 2 && outage.acute == 1)
        for now in ["2026-11-23 08:30", "2026-11-23 12:00", "2026-11-24 09:00"] {
            #expect(try await pass(world, now).allSatisfy { $0.notice?.outages.isEmpty ?? true }, "\(now)")
        }
    }

    @Test("when mail works again by then, nobody is told")
    func over() async throws {
        let world = try world()
        _ = try await pass(world, "2026-11-23 08:00")
        try await world.store.outbox.note(.works, of: .mail, at: at("2026-11-23 08:10"))
        #expect(try await world.claim("2026-11-23 08:20").allSatisfy { $0.message.purpose != .notice })
    }

    @Test("at night only what is acute is worth it; a normal one is told of in the morning")
    func night() async throws {
        for (acute, told) in [(true, "2026-11-23 23:30"), (false, "2026-11-24 08:00")] {
            let world = try world(acute: acute)
            let evening = "2026-11-23 23:00"
            if acute {
                _ = try await pass(world, evening)
            } else {
                _ = try await pass(world, "2026-11-23 16:55")
            }
            _ = try await world.plan("2026-11-23 23:30")
            let notice = try #require(try await world.store.outbox.messages().map(\.message).first { $0.purpose == .notice })
            #expect(notice.nextAttemptAt == at(told) && notice.channel == "beheer-hook", "\(acute)")
        }
    }

    @Test("what waited for mail to be told is told over the second way as well, in the same message")
    func moved() async throws {
        let world = try world()
        try await world.store.outbox.setUnread(1, of: UnreadMails(mailbox: "terug", uidValidity: 1, uids: [1]), at: at("2026-11-23 07:00"))
        _ = try await pass(world, "2026-11-23 08:00")
        #expect(try await world.store.outbox.messages().map(\.message).filter { $0.purpose == .notice }.map(\.channel) == [.mail])
        let told = try await pass(world, "2026-11-23 08:15")
        #expect(told.map(\.notice?.unreadMails) == [1] && told[0].notice?.outages.count == 1)
    }

    @Test("without a second way, and when that cannot be used either, no notice is made that could only go when all is over")
    func noSecondWay() async throws {
        let without = try world(secondWay: nil)
        for now in ["2026-11-23 08:00", "2026-11-23 08:15", "2026-11-23 09:15"] { #expect(try await pass(without, now).isEmpty) }
        #expect(try without.count("outage_notices") == 0)
        let broken = try world()
        try await fail(broken, "2026-11-23 07:00", over: "beheer-hook")
        for now in ["2026-11-23 08:00", "2026-11-23 08:15"] { #expect(try await pass(broken, now).isEmpty) }
    }

    @Test("a webhook that cannot be used is told of by mail")
    func webhook() async throws {
        let world = try World(ib: Person(id: "ib", name: "IB", email: "ib@v.example", deputy: "ib2", channels: [.mail, "teams"]))
        world.operatorPerson = "directie"
        try world.open()
        for draft in try await world.claim("2026-11-23 08:00") {
            let fails = draft.message.channel == "teams"
            try await world.record(draft.message, fails ? .heldUp(until: at("2026-11-23 09:00"), error: "no answer") : .sent, "2026-11-23 08:00")
        }
        try await fail(world, "2026-11-23 08:00", over: "teams")
        #expect(try await world.claim("2026-11-23 08:15").allSatisfy { $0.notice == nil })
        let told = try await world.claim("2026-11-23 08:25").filter { $0.notice != nil }
        #expect(told.map { "\($0.message.recipient) \($0.message.channel)" } == ["directie mail"])
        #expect(told.first?.notice?.outages.map(\.channel) == ["teams"])
    }

    @Test("how a channel gets on: since when something waits for it, and when it last worked")
    func progress() async throws {
        let world = try world(secondWay: nil, acute: false)
        #expect(try await world.store.outbox.channelProgress() == [])
        _ = try await pass(world, "2026-11-23 08:00")
        _ = try await pass(world, "2026-11-23 08:05")
        #expect(
            try await world.store.outbox.channelProgress() == [ChannelProgress(channel: .mail, waitingSince: at("2026-11-23 08:00"), workedAt: nil)])
        let draft = try #require(try await world.claim("2026-11-23 09:00").first)
        try await world.record(draft.message, .sent, "2026-11-23 09:00")
        #expect(
            try await world.store.outbox.channelProgress() == [ChannelProgress(channel: .mail, waitingSince: nil, workedAt: at("2026-11-23 09:00"))])
    }

    @Test("what a recipient's own server puts off is not held against the channel, and what cannot be written is")
    func recipients() async throws {
        let world = try world(acute: false)
        let draft = try #require(try await world.claim("2026-11-23 08:00").first)
        try await world.record(
            draft.message, .tryAgain(at: at("2026-11-23 08:01"), possiblyDelivered: false, error: "452 4.2.2 full"), "2026-11-23 08:00")
        #expect(try await world.store.outbox.channelProgress().allSatisfy { $0.waitingSince == nil })
        let again = try #require(try await world.claim("2026-11-23 08:01").first)
        try await world.record(again.message, .unwritable(until: at("2026-11-23 09:01"), error: "no text"), "2026-11-23 08:01")
        #expect(try await world.store.outbox.channelProgress().map(\.waitingSince) == [at("2026-11-23 08:00")])
    }
}
