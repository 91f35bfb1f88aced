import Foundation
import FollowUps
import StoreTestSupport
import Testing

@testable import Store

@Suite("Messages and the hours in which they may go")
struct HoursTests {
    @Test("a reminder that was refused at the end of a school day is tried again when the next one begins, with the same Message-ID")
    func refused() async throws {
        let world = try World()
        try world.open(now: "2026-11-27 16:50")
        let draft = try await world.refuseFirst("2026-11-27 16:58", until: "2026-11-27 17:03")
        #expect(try await world.claim("2026-11-27 17:03").isEmpty)
        #expect(try await world.store.outbox.nextInstant() == at("2026-11-30 08:00"))
        let again = try await world.refuseFirst("2026-11-30 08:00", until: "2026-11-30 08:15")
        #expect(again.message.messageID == draft.message.messageID)
        // Refused in its hours, it waits for no hours any more, and what comes waits with it.
        try world.open(case: "2026-2", now: "2026-11-30 08:10")
        #expect(try await world.pass("2026-11-30 08:10").isEmpty)
        #expect(try await world.pass("2026-11-30 08:15") == ["ib mail: 1 open, 2 open"])
    }

    @Test("one whose sender died waits for the hours too, and nothing is added to it then")
    func leaseRunsOutAtNight() async throws {
        let world = try World()
        try world.open(now: "2026-11-27 16:50")
        #expect(try await world.claim("2026-11-27 16:59").count == 1)
        #expect(try await world.claim("2026-11-27 20:00").isEmpty)
        try world.open(case: "2026-2", now: "2026-11-29 12:00")
        #expect(try await world.pass("2026-11-30 08:00") == ["ib mail: 1 open", "ib mail: 2 open"])
    }

    @Test("an urgent one goes on a free day and not at night, an acute one at any hour")
    func pressing() async throws {
        let world = try World()
        try world.open("spoed", due: "2026-11-28", now: "2026-11-28 20:55")
        try await world.refuseFirst("2026-11-28 20:55", until: "2026-11-28 21:05")
        #expect(try await world.claim("2026-11-28 21:05").isEmpty)
        #expect(try await world.pass("2026-11-29 07:00") == ["ib mail: 1 +1d"])
        try world.open("acuut", due: "2026-11-29 23:00", case: "2026-9", now: "2026-11-29 23:00")
        #expect(try await world.pass("2026-11-29 23:00") == ["ib mail: 2 0"])
    }

    @Test("the forecast shows a reminder that waits out of hours when they begin")
    func forecast() async throws {
        let world = try World()
        try world.open(now: "2026-11-27 16:50")
        try await world.refuseFirst("2026-11-27 16:58", until: "2026-11-27 18:00")
        let (planner, subjects) = try await world.store.outbox.planningSubjects(rules: world.rules())
        let lines = Forecast(planner).lines(
            of: subjects, waiting: try await world.store.outbox.waitingLines(rules: world.rules(), at: at("2026-11-27 17:00")),
            from: at("2026-11-27 17:00"),
            until: at("2026-12-01 00:00"))
        #expect(lines.map { "\(wall($0.at)) \($0.recipient) \($0.step)" } == ["2026-11-30 08:00 ib open"])
    }

    @Test("the forecast leaves out what waits for a digest and has been overtaken by a later step")
    func overtaken() async throws {
        let world = try World(ib: Person(id: "ib", name: "IB", email: "ib@v.example", digest: .weekly(.friday)))
        try world.open(due: "2026-12-11", now: "2026-12-07 10:00")
        #expect(try await world.pass("2026-12-07 10:00") == [])
        // From now on they want no digest.
        world.directory = try World().directory
        #expect(try await world.pass("2026-12-09 08:00") == ["ib mail: 1 -2sd"])
        #expect(try world.count("messages WHERE state = 'queued'") == 1)
        #expect(try await world.store.outbox.waitingLines(rules: world.rules(), at: at("2026-12-09 08:00")).isEmpty)
    }

    @Test(
        "what was refused while a later step was planned is left out when that goes; it goes again when somebody may have a copy",
        arguments: [false, true])
    func refusedMeanwhile(isPossiblyDelivered: Bool) async throws {
        let world = try World()
        try world.open("acuut", due: "2026-11-29 23:00", now: "2026-11-29 23:00")
        let first = try #require(try await world.claim("2026-11-30 00:58").first)
        #expect(World.line(first) == "ib mail: 1 0")
        try await world.plan("2026-11-30 01:00")
        try await world.record(
            first.message, .tryAgain(at: at("2026-11-30 01:02"), possiblyDelivered: isPossiblyDelivered, error: "451"), "2026-11-30 01:01")
        let lines = try await world.store.outbox.waitingLines(rules: world.rules(), at: at("2026-11-30 01:01")).filter { $0.recipient == "ib" }
        #expect(lines.map(\.step) == (isPossiblyDelivered ? ["0", "+2h"] : ["+2h"]))
        #expect(lines.map(\.isSettled) == (isPossiblyDelivered ? [true, false] : [false]))
        let sent = try await world.pass("2026-11-30 01:02").filter { $0.hasPrefix("ib ") }
        #expect(sent.sorted() == (isPossiblyDelivered ? ["ib mail: 1 +2h", "ib mail: 1 0"] : ["ib mail: 1 +2h"]))
    }

    @Test("an urgent one takes nothing along that waits for school hours, nor waits with it, also where an urgent one was in it before")
    func urgentAlone() async throws {
        let world = try World()
        try world.open(now: "2026-11-27 16:50")
        try world.open("spoed", due: "2026-11-27", case: "2026-8", now: "2026-11-27 16:50")
        let first = try await world.refuseFirst("2026-11-27 16:58", until: "2026-11-27 17:03")
        #expect(first.items.count == 2)
        _ = try await world.store.followUps.cancel(2, reason: "x", by: world.change("2026-11-27 17:00"))
        #expect(try await world.claim("2026-11-27 17:03").isEmpty)
        try world.open("spoed", due: "2026-11-29", case: "2026-9", now: "2026-11-28 12:00")
        #expect(try await world.pass("2026-11-28 12:00") == ["ib mail: 4 open"])
        #expect(try await world.pass("2026-11-30 08:00").contains("ib mail: 4 +1d, 3 0, 1 open"))
    }

    @Test("what was sent again by hand on a free day is not taken along by what is urgent, and goes when the forecast says")
    func retriedOnFreeDay() async throws {
        let world = try World()
        try world.open(now: "2026-11-27 16:50")
        let first = try #require(try await world.claim("2026-11-27 16:58").first)
        try await world.record(first.message, .failed(error: "550"), "2026-11-27 16:58")
        _ = try await world.store.outbox.retry(first.message.id, actor: "juf", at: at("2026-11-28 11:59"))
        try world.open("spoed", due: "2026-11-29", case: "2026-9", now: "2026-11-28 12:00")
        let waiting = try await world.store.outbox.waitingLines(rules: world.rules(), at: at("2026-11-28 12:00")).filter { $0.recipient == "ib" }
        #expect(waiting.map { wall($0.at) } == ["2026-11-30 08:00"])
        #expect(try await world.pass("2026-11-28 12:00") == ["ib mail: 2 open"])
        #expect(try await world.pass("2026-11-30 08:00").contains("ib mail: 2 +1d, 1 open"))
    }

    @Test("nothing waits with a message that waits for the hours of another school")
    func otherSchool() async throws {
        let world = try World()
        try world.open(now: "2026-12-18 16:50")
        try await world.refuseFirst("2026-12-18 16:58", until: "2026-12-18 17:03")
        #expect(try await world.claim("2026-12-18 17:03").isEmpty)
        let kind = try #require(world.catalogue.kind("hulp"))
        // One that is not in the directory any more has no holidays.
        _ = try await world.store.followUps.open(
            NewFollowUp(kind: kind, school: "elders", caseCode: "2026-2", owner: .person("ib"), due: .day(day("2027-01-11"))),
            by: world.change("2026-12-20 12:00"))
        #expect(try await world.pass("2026-12-21 08:00") == ["ib mail: 2 open"])
    }

    @Test("the pause that the other side asked for goes on for what an acute one leaves behind at night")
    func pauseGoesOn() async throws {
        let world = try World()
        try world.open(now: "2026-11-27 16:50")
        try await world.refuseFirst("2026-11-27 16:58", until: "2026-12-01 12:00")
        try world.open("acuut", due: "2026-11-27 23:00", case: "2026-9", now: "2026-11-27 23:00")
        #expect(try await world.pass("2026-11-27 23:00") == ["ib mail: 2 0"])
        #expect(try await world.store.outbox.message(1).message.nextAttemptAt == at("2026-12-01 12:00"))
    }

    @Test("what somebody may have a copy of is foreseen when its snooze is over, as it will go, and not while that lasts")
    func snoozedMeanwhile() async throws {
        let world = try World()
        try world.open()
        let first = try #require(try await world.claim("2026-11-23 08:00").first)
        try await world.record(first.message, .tryAgain(at: at("2026-11-23 09:00"), possiblyDelivered: true, error: "no answer"), "2026-11-23 08:01")
        _ = try await world.store.followUps.snooze(1, until: at("2026-11-24 09:00"), reason: "x", by: world.change("2026-11-23 08:02"))
        #expect(try await world.store.outbox.waitingLines(rules: world.rules(), at: at("2026-11-24 08:59")).isEmpty)
        #expect(try await world.store.outbox.waitingLines(rules: world.rules(), at: at("2026-11-24 10:00")).map(\.step) == ["open"])
        #expect(try await world.pass("2026-11-24 10:00").sorted() == ["ib mail: 1 open", "ib mail: 1 snooze 2026-11-24T09:00:00+01:00"])
    }

    @Test("what was refused is left out for a later step in the next digest when both go at one moment, and not before")
    func refusedUntilTheNextDigest() async throws {
        let world = try World(ib: Person(id: "ib", name: "IB", email: "ib@v.example", digest: .weekly(.friday)))
        try world.open(due: "2026-12-14", now: "2026-12-03 12:00")
        let first = try #require(try await world.claim("2026-12-04 08:00").first)
        try await world.record(first.message, .tryAgain(at: at("2026-12-10 16:00"), possiblyDelivered: false, error: "451"), "2026-12-10 15:00")
        try await world.plan("2026-12-10 15:00")
        #expect(try await world.store.outbox.waitingLines(rules: world.rules(), at: at("2026-12-10 16:00")).map(\.step) == ["open", "-2sd"])
        #expect(try await world.store.outbox.waitingLines(rules: world.rules(), at: at("2026-12-11 08:00")).map(\.step) == ["-2sd"])
        // That is due before the digest after it, too.
        #expect(try await world.pass("2026-12-11 08:00") == ["ib mail: 1 0"])
    }

    @Test("a digest and what was handed back for the same person become one message")
    func gathered() async throws {
        let world = try World(ib: Person(id: "ib", name: "IB", email: "ib@v.example", digest: .daily))
        try world.open(now: "2026-11-22 12:00")
        let digest = try #require(try await world.claim("2026-11-23 08:00").first)
        try await world.record(digest.message, .notTried(until: at("2026-11-23 08:01")), "2026-11-23 08:00")
        try world.open(due: "2026-11-19", case: "2026-2", now: "2026-11-23 08:00")
        try await world.plan("2026-11-23 08:00")
        #expect(try world.count("messages") == 2)
        #expect(try await world.pass("2026-11-23 08:02") == ["ib mail: 2 +2sd, 1 open"])
        #expect(try world.count("messages") == 1)
    }

    @Test("a claimed message says nothing of what was closed or kept from its reader since, and is not sent when nothing is left")
    func refreshed() async throws {
        let world = try World()
        for code in ["2026-1", "2026-2", "2026-3"] { try world.open(case: code) }
        let draft = try #require(try await world.claim("2026-11-23 08:00").first)
        _ = try await world.store.followUps.cancel(1, reason: "x", by: world.change("2026-11-23 08:01"))
        _ = try await world.store.cases.exclude("ib", from: "2026-2", by: world.change("2026-11-23 08:01"), newMessageID: world.newMessageID)
        let current = try await world.store.outbox.refresh(draft, at: at("2026-11-23 08:02"), rules: world.rules())
        #expect(current.map(World.line) == "ib mail: 3 open")
        _ = try await world.store.followUps.cancel(3, reason: "x", by: world.change("2026-11-23 08:02"))
        #expect(try await world.store.outbox.refresh(draft, at: at("2026-11-23 08:03"), rules: world.rules()) == nil)
        try await world.record(draft.message, .notTried(until: at("2026-11-23 08:03")), "2026-11-23 08:03")
        #expect(try await world.claim("2026-11-23 08:04").map(World.line) == ["ib2 mail: 2 open"])
        #expect(try await world.store.outbox.message(draft.message.id).message.state == .dropped)
    }

    @Test("without the acute one that took it along at night, the rest of a claimed message waits for its hours")
    func leftBehind() async throws {
        let world = try World()
        try world.open(now: "2026-11-27 16:50")
        try world.open("acuut", due: "2026-11-27 16:50", case: "2026-9", now: "2026-11-27 16:50")
        try await world.refuseFirst("2026-11-27 16:58", until: "2026-11-27 18:00")
        let both = try #require(try await world.claim("2026-11-27 18:00").first)
        #expect(World.line(both) == "ib mail: 2 0, 1 open")
        _ = try await world.store.followUps.cancel(2, reason: "x", by: world.change("2026-11-27 18:01"))
        #expect(try await world.store.outbox.refresh(both, at: at("2026-11-27 18:02"), rules: world.rules()) == nil)
    }

    @Test("what somebody else has claimed since is not sent")
    func claimedSince() async throws {
        let world = try World()
        try world.open()
        let mine = try #require(try await world.claim("2026-11-23 08:00").first)
        #expect(try await world.claim("2026-11-23 08:10").count == 1)
        #expect(try await world.store.outbox.refresh(mine, at: at("2026-11-23 08:11"), rules: world.rules()) == nil)
    }
}
