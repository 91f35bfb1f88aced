import Foundation
import FollowUps
import GRDB
import StoreTestSupport
import TestSupport
import Testing

@testable import Store

@Suite("Planning and the outbox")
struct OutboxTests {
    @Test("a whole life: each step is sent once, whatever is asked twice")
    func life() async throws {
        let world = try World()
        try world.open()
        var sent: [String] = []
        var now = at("2026-11-22 12:00")
        while now < at("2027-01-05 00:00") {
            for line in try await world.pass(wall(now)) + world.pass(wall(now)) { sent.append("\(wall(now)) \(line)") }
            now = try #require(try await world.store.outbox.nextInstant())
        }
        #expect(
            sent == [
                "2026-11-23 08:00 ib mail: 1 open", "2026-12-03 08:00 ib mail: 1 -2sd", "2026-12-07 08:00 ib mail: 1 0",
                "2026-12-09 08:00 ib mail: 1 +2sd",
                "2026-12-14 08:00 ib mail: 1 +5sd", "2026-12-14 08:00 directie mail: 1 +5sd", "2027-01-04 08:00 ib mail: 1 +10sd",
                "2027-01-04 08:00 bestuur mail: 1 +10sd",
            ])
        #expect(try await world.store.followUps.followUp(1).stepsSent == 6)
        #expect(try world.count("reminders") == 8)
    }

    @Test("planning twice at the same instant plans once")
    func planTwice() async throws {
        let world = try World()
        try world.open()
        #expect(try await world.plan("2026-11-23 08:00").reminders == 1)
        let again = try await world.plan("2026-11-23 08:00")
        #expect(again.looked == 0 && again.reminders == 0)
        // Even when the next instant is lost: the step is known to be done.
        try world.sql("UPDATE follow_ups SET next_at = 0")
        #expect(try await world.plan("2026-11-23 08:00").reminders == 0)
        #expect(try world.count("messages") == 1)
    }

    @Test("reminders of one pass go to a person in one message per channel, most urgent first")
    func bundled() async throws {
        let world = try World(ib: Person(id: "ib", name: "IB", email: "ib@v.example", channels: [.mail, "teams"]))
        try world.open(due: "2026-12-07")
        try world.open(due: "2026-11-20", case: "2026-2")
        try world.open("spoed", due: "2026-11-24", case: "2026-3", now: "2026-11-23 07:30")
        #expect(try await world.pass("2026-11-23 08:00") == ["ib mail: 3 open, 2 open, 1 open", "ib teams: 3 open, 2 open, 1 open"])
    }

    @Test("a batch of planning adds to the message that an earlier batch began, and the most urgent message is claimed first")
    func batches() async throws {
        let world = try World()
        for number in 1...5 { try world.open(case: "2026-\(number)") }
        #expect(try await world.plan("2026-11-23 08:00", limit: 3).looked == 3)
        #expect(try await world.plan("2026-11-23 08:00", limit: 3).looked == 2)
        #expect(try world.count("messages") == 1)
        try world.open("acuut", due: "2026-11-23 08:00", case: "2026-9", owner: .person("directie"), now: "2026-11-23 08:00")
        let drafts = try await world.claim("2026-11-23 08:00", limit: 1)
        #expect(drafts.map(World.line) == ["directie mail: 6 0"])
        #expect(try await world.claim("2026-11-23 08:00").first?.items.count == 5)
    }

    @Test("after downtime one message with the current step goes out, and what was closed meanwhile is not in it")
    func downtime() async throws {
        let world = try World()
        try world.open()
        try world.open("effect")
        try await world.plan("2026-11-23 08:00")
        try await world.plan("2026-12-03 08:00")
        _ = try await world.store.followUps.cancel(2, reason: "x", by: world.change("2026-12-03 09:00"))
        #expect(try await world.pass("2026-12-09 10:00") == ["ib mail: 1 +2sd"])
        #expect(try await world.pass("2026-12-09 10:10") == [])
        #expect(try await world.store.outbox.message(1).followUps == [1])
        #expect(try await world.store.outbox.reminders(of: 1).map(\.step) == ["+2sd"])
    }

    @Test("a message with nothing left to say is dropped, not sent")
    func dropped() async throws {
        let world = try World()
        try world.open("taak", case: nil, title: "T")
        try await world.plan("2026-11-23 08:00")
        _ = try await world.store.followUps.cancel(1, reason: "x", by: world.change("2026-11-23 08:00"))
        #expect(try await world.claim("2026-11-23 08:01").isEmpty)
        #expect(try await world.store.outbox.messages().map(\.message.state) == [.dropped])
        #expect(try await world.store.outbox.nextInstant() == nil)
    }

    @Test("a digest gathers a week, and what is due before the next one; what would come too late by it, or is overdue, goes by itself")
    func digest() async throws {
        let world = try World(ib: Person(id: "ib", name: "IB", email: "ib@v.example", digest: .weekly(.friday)))
        try world.open(due: "2026-12-07", now: "2026-12-04 08:30", by: "ib")
        try world.open(due: "2026-12-15", case: "2026-2", now: "2026-12-07 09:00")
        try world.open(due: "2026-12-16", case: "2026-3", now: "2026-12-08 09:00")
        var sent: [String] = []
        var now = at("2026-12-04 09:00")
        while now < at("2026-12-12 00:00") {
            for line in try await world.pass(wall(now)) { sent.append("\(wall(now)) \(line)") }
            now = max(try #require(try await world.store.outbox.nextInstant()), now.addingTimeInterval(60))
        }
        #expect(
            sent == ["2026-12-07 08:00 ib mail: 1 0", "2026-12-09 08:00 ib mail: 1 +2sd", "2026-12-11 08:00 ib mail: 2 0, 3 0"])
    }

    @Test("who is excluded between planning and sending gets nothing of it")
    func exclusion() async throws {
        let world = try World()
        try world.open()
        try world.open(case: "2026-2")
        try await world.plan("2026-11-23 08:00")
        try world.sql("INSERT INTO exclusions (case_code, person) VALUES ('2026-1', 'ib')")
        #expect(try await world.claim("2026-11-23 08:00", plan: false).map(World.line) == ["ib mail: 2 open"])
        #expect(try await world.store.outbox.waitingLines(rules: world.rules(), at: at("2026-11-23 08:00")).map(\.followUp) == [2])
    }

    @Test("what is snoozed between planning and sending waits, and ends in a reminder")
    func snoozed() async throws {
        let world = try World()
        try world.open()
        try await world.plan("2026-11-23 08:00")
        _ = try await world.store.followUps.snooze(1, until: at("2026-11-25 09:00"), reason: "x", by: world.change("2026-11-23 08:00"))
        #expect(try await world.store.outbox.waitingLines(rules: world.rules(), at: at("2026-11-23 08:00")).isEmpty)
        #expect(try await world.pass("2026-11-23 08:01") == [])
        #expect(try await world.pass("2026-11-25 09:00") == ["ib mail: 1 snooze 2026-11-25T09:00:00+01:00"])
    }

    @Test("a claimed message is leased: nobody else gets it until the lease is over, and then with the same Message-ID and nothing added")
    func lease() async throws {
        let world = try World()
        try world.open()
        let first = try #require(try await world.claim("2026-11-23 08:00").first)
        #expect(first.message.state == .sending && first.message.attempts == 1)
        #expect(try await world.claim("2026-11-23 08:04").isEmpty)
        try world.open(case: "2026-2", now: "2026-11-23 08:04")
        let again = try await world.claim("2026-11-23 08:05")
        #expect(again.map(World.line) == ["ib mail: 1 open", "ib mail: 2 open"])
        #expect(again.first?.message.messageID == first.message.messageID && again.first?.message.attempts == 2)
        #expect(try world.count("messages WHERE possibly_delivered") == 1)
        #expect(again.first?.message.firstAttemptAt == at("2026-11-23 08:00"))
    }

    @Test("refused for now: tried again with the same Message-ID, and a new reminder may join it and waits with it; unknown: nothing may")
    func tryAgain() async throws {
        let world = try World()
        try world.open()
        let first = try #require(try await world.claim("2026-11-23 08:00").first)
        try await world.record(first.message, .tryAgain(at: at("2026-11-23 08:15"), possiblyDelivered: false, error: "450 later"), "2026-11-23 08:00")
        #expect(try await world.store.outbox.message(1).message.lastError == "450 later")
        #expect(try await world.claim("2026-11-23 08:14").isEmpty)
        try world.open(case: "2026-2", now: "2026-11-23 08:14")
        #expect(try await world.claim("2026-11-23 08:14").isEmpty)
        let second = try #require(try await world.claim("2026-11-23 08:15").first)
        #expect(World.line(second) == "ib mail: 1 open, 2 open" && second.message.messageID == first.message.messageID)
        try await world.record(second.message, .tryAgain(at: at("2026-11-23 08:30"), possiblyDelivered: true, error: "timeout"), "2026-11-23 08:15")
        try world.open(case: "2026-3", now: "2026-11-23 08:20")
        #expect(try await world.claim("2026-11-23 08:20").map(World.line) == ["ib mail: 3 open"])
        #expect(try await world.claim("2026-11-23 08:30").map(\.message.messageID).contains(first.message.messageID))
    }

    @Test("handed back untried, a message is as it was")
    func notTried() async throws {
        let world = try World()
        try world.open()
        let draft = try #require(try await world.claim("2026-11-23 08:00").first)
        try await world.record(draft.message, .notTried(until: at("2026-11-23 08:10")), "2026-11-23 08:00")
        let message = try await world.store.outbox.message(1).message
        #expect(message.state == .queued && message.attempts == 0 && message.firstAttemptAt == nil && message.nextAttemptAt == at("2026-11-23 08:10"))
    }

    @Test("a pause that the other side asked for ends early for what is more urgent than all that waits")
    func urgentDoesNotWait() async throws {
        let world = try World()
        try world.open()
        let first = try #require(try await world.claim("2026-11-23 08:00").first)
        try await world.record(first.message, .tryAgain(at: at("2026-11-24 08:00"), possiblyDelivered: false, error: "429 later"), "2026-11-23 08:00")
        try world.open("acuut", due: "2026-11-23 08:10", case: nil, now: "2026-11-23 08:10")
        let second = try #require(try await world.claim("2026-11-23 08:10").first)
        #expect(second.message.messageID == first.message.messageID)
        try await world.record(
            second.message, .tryAgain(at: at("2026-11-24 08:10"), possiblyDelivered: false, error: "429 later"), "2026-11-23 08:10")
        try world.open("acuut", due: "2026-11-23 08:20", case: "2026-2", now: "2026-11-23 08:20")
        #expect(try await world.claim("2026-11-23 08:20").isEmpty)
    }

    @Test("a process that was paused for longer than its lease puts its old answer over nobody's; only that the message was accepted counts")
    func fence() async throws {
        let world = try World()
        try world.open()
        let old = try #require(try await world.claim("2026-11-23 08:00").first)
        let new = try #require(try await world.claim("2026-11-23 08:05").first)
        let stale: [DeliveryDisposition] = [
            .failed(error: "550"), .notTried(until: at("2026-11-23 08:06")),
            .tryAgain(at: at("2026-11-23 08:06"), possiblyDelivered: false, error: "450"),
        ]
        for disposition in stale {
            #expect(try await world.record(old.message, disposition, "2026-11-23 08:06").isEmpty)
            #expect(try await world.store.outbox.message(1).message == new.message)
        }
        // Handed back, claimed and given up by the new one, then tried again by hand: the number of the attempt is the old one again.
        try await world.record(new.message, .failed(error: "550 new"), "2026-11-23 08:07")
        _ = try await world.store.outbox.retry(1, actor: "x", at: at("2026-11-23 08:08"))
        let again = try #require(try await world.claim("2026-11-23 08:08", plan: false).first { $0.message.id == 1 })
        #expect(again.message.attempts == old.message.attempts)
        try await world.record(old.message, .failed(error: "550 old"), "2026-11-23 08:09")
        #expect(try await world.store.outbox.message(1).message == again.message)
        // It has arrived, whoever sent it: what the other finds out adds nothing.
        try await world.record(old.message, .sent, "2026-11-23 08:09")
        try await world.record(again.message, .failed(error: "550"), "2026-11-23 08:10")
        #expect(try await world.store.outbox.message(1).message.state == .sent)
    }

    @Test("an answer that comes after the lease keeps the message from going out again; any later answer changes nothing")
    func lateAnswer() async throws {
        let world = try World()
        try world.open()
        let draft = try #require(try await world.claim("2026-11-23 08:00").first)
        _ = try await world.claim("2026-11-23 08:05")
        try await world.record(draft.message, .sent, "2026-11-23 08:07")
        #expect(try await world.store.outbox.message(1).message.state == .sent)
        try await world.record(draft.message, .failed(error: "no"), "2026-11-23 08:08")
        #expect(try await world.store.outbox.message(1).message.state == .sent)
        #expect(try await world.claim("2026-11-23 09:00").isEmpty)
    }

    @Test("failed: the deputy gets it, then the next step, then the operator hears that nobody did")
    func reroute() async throws {
        let world = try World()
        try world.open()
        var tried: [String] = []
        var unreached: [UnreachableAudience] = []
        for _ in 0..<4 {
            let draft = try #require(try await world.claim("2026-11-23 08:00").first)
            tried.append("\(World.line(draft))" + (draft.items[0].reminder.standsInFor.map { " for \($0)" } ?? ""))
            unreached = try await world.record(draft.message, .failed(error: "550"), "2026-11-23 08:00")
        }
        #expect(tried == ["ib mail: 1 open", "ib2 mail: 1 open for ib", "directie mail: 1 open", "bestuur mail: 1 open"])
        #expect(unreached.map(\.instead) == [nil])
        #expect(try await world.claim("2026-11-23 08:00").isEmpty)
        #expect(try await world.claim("2026-12-03 08:00").map(World.line) == ["ib mail: 1 -2sd"])
    }

    @Test("nobody else hears of a step that the people of the next step have had already")
    func noFurther() async throws {
        let world = try World()
        world.directory = Directory(
            clock: amsterdam, schools: world.directory.schools,
            people: world.directory.people + [Person(id: "weg-1", name: "Leerkracht", email: "l@v.example")])
        try world.open(owner: .person("weg-1"))
        let drafts = try await world.claim("2026-12-14 08:00")
        #expect(drafts.map(World.line) == ["weg-1 mail: 1 +5sd", "directie mail: 1 +5sd"])
        try await world.record(drafts[1].message, .sent, "2026-12-14 08:00")
        #expect(try await world.record(drafts[0].message, .failed(error: "550"), "2026-12-14 08:00").map(\.instead) == ["directie"])
        #expect(try await world.claim("2026-12-14 08:01").isEmpty)
    }

    @Test("with one of two channels working, a failure bothers nobody else")
    func otherChannel() async throws {
        let world = try World(ib: Person(id: "ib", name: "IB", email: "ib@v.example", deputy: "ib2", channels: [.mail, "teams"]))
        try world.open()
        let drafts = try await world.claim("2026-11-23 08:00")
        #expect(try await world.record(drafts[0].message, .failed(error: "550"), "2026-11-23 08:00").isEmpty)
        #expect(try await world.claim("2026-11-23 08:00").isEmpty)
        #expect(try await world.record(drafts[1].message, .failed(error: "410"), "2026-11-23 08:00").map(\.instead) == ["ib2"])
    }

    @Test("a failed message can be sent again by hand and turns its channel on; another cannot")
    func retry() async throws {
        let world = try World()
        try world.open()
        let draft = try #require(try await world.claim("2026-11-23 08:00").first)
        await #expect(throws: StoreError.messageNotFailed(1, .sending)) {
            try await world.store.outbox.retry(1, actor: "admin", at: at("2026-11-23 09:00"))
        }
        try await world.record(draft.message, .failed(error: "550"), "2026-11-23 08:00")
        try await world.store.outbox.turnOff(.mail, reason: "gone", at: at("2026-11-23 08:00"))
        try await world.store.outbox.turnOff(.mail, reason: "gone again", at: at("2026-11-23 08:01"))
        #expect(try await world.store.figures.condition(at: at("2026-11-23 08:02")).channelsOff == [.mail: "gone"])
        let message = try await world.store.outbox.retry(1, actor: "admin", at: at("2026-11-23 09:00"))
        #expect(message.state == .queued && message.attempts == 0 && message.messageID == draft.message.messageID)
        #expect(try await world.store.figures.condition(at: at("2026-11-23 09:00")).channelsOff.isEmpty)
        #expect(try await world.store.history.entries().suffix(3).map(\.action) == [.channelOff, .messageRetried, .channelOn])
        await #expect(throws: StoreError.noSuchMessage(9)) { try await world.store.outbox.retry(9, actor: "admin", at: at("2026-11-23 09:00")) }
    }

    @Test("a message tells what went before: the audiences of earlier steps, the first of them, and its own earlier Message-IDs")
    func before() async throws {
        let world = try World()
        try world.open()
        let opening = try #require(try await world.claim("2026-11-23 08:00").first)
        #expect(opening.items[0].sentBefore.isEmpty && opening.items[0].firstSentAt == nil && opening.earlierMessageIDs.isEmpty)
        try await world.record(opening.message, .sent, "2026-11-23 08:00")
        let both = try await world.claim("2026-12-14 08:00")
        try await world.record(both[0].message, .sent, "2026-12-14 08:00")
        try await world.record(both[1].message, .tryAgain(at: at("2026-12-14 08:05"), possiblyDelivered: false, error: "x"), "2026-12-14 08:00")
        // The directie's own copy of this step is not "before" because the owner's went out a minute earlier.
        let directie = try #require(try await world.claim("2026-12-14 08:05").first)
        #expect(directie.items[0].sentBefore == [.owner] && directie.items[0].firstSentAt == at("2026-11-23 08:00"))
        #expect(directie.earlierMessageIDs == [])
        let last = try #require(try await world.claim("2027-01-04 08:00").first { $0.message.recipient == "ib" })
        #expect(last.items[0].sentBefore == [.owner])
        #expect(last.earlierMessageIDs == [opening.message.messageID, both[0].message.messageID])
    }

    @Test("a row that cannot be read stops no other, neither in planning nor in a message")
    func poison() async throws {
        let world = try World()
        for number in 1...3 { try world.open(case: "2026-\(number)") }
        try world.sql("PRAGMA ignore_check_constraints = ON; UPDATE follow_ups SET urgency = 'zeer' WHERE id = 2")
        let report = try await world.plan("2026-11-23 08:00")
        #expect(report.looked == 3 && report.reminders == 2 && report.failed.map(\.followUp) == [2])
        #expect(try await world.plan("2026-11-23 08:00").looked == 0)
        try world.sql("UPDATE follow_ups SET urgency = 'zeer' WHERE id = 1")
        #expect(try await world.claim("2026-11-23 08:00").map(World.line) == ["ib mail: 3 open"])
        #expect(try await world.store.outbox.replan(with: world.rules(fingerprint: "x"), at: at("2026-11-23 08:00")))
        #expect(try await world.plan("2026-11-23 09:00").failed.map(\.followUp) == [1, 2])
    }

    @Test("what cannot be planned is news once, shows in the condition until it can be, and its reminder that was kept back goes when it can be read")
    func putAside() async throws {
        let world = try World()
        for number in 1...3 { try world.open(case: "2026-\(number)") }
        try world.sql("UPDATE follow_ups SET due_day = '2026-99-99' WHERE id = 2")
        let reason = "row 2 of follow_ups has a due_day that this program cannot read"
        #expect(try await world.plan("2026-11-23 08:00").failed == [.init(followUp: 2, reason: reason, isNews: true)])
        #expect(try await world.plan("2026-11-23 09:00").failed == [.init(followUp: 2, reason: reason, isNews: false)])
        #expect(try await world.store.figures.condition(at: at("2026-11-23 09:00")).unplannable == [2: reason])

        // One more after its reminder had joined the others.
        try world.sql("UPDATE follow_ups SET due_day = '2026-99-99' WHERE id = 1")
        #expect(try await world.pass("2026-11-23 09:00") == ["ib mail: 3 open"])
        let condition = try await world.store.figures.condition(at: at("2026-11-23 09:00"))
        #expect(condition.unwritable == [2: "row 1 of follow_ups has a due_day that this program cannot read"])
        #expect(try await world.plan("2026-11-23 09:00").failed.map(\.followUp) == [1])

        try world.sql("UPDATE follow_ups SET due_day = '2026-12-07'")
        #expect(try await world.pass("2026-11-23 10:00") == ["ib mail: 1 open", "ib mail: 2 open"])
        let mended = try await world.store.figures.condition(at: at("2026-11-23 10:00"))
        #expect(mended.unplannable.isEmpty && mended.unwritable.isEmpty)
        #expect(try world.count("quarantined_follow_ups") + world.count("quarantined_messages") == 0)
        #expect(try world.count("messages WHERE message_id NOT LIKE '%@test.example'") == 0)
    }

    @Test("what ended while it was put aside is not told of any more")
    func endedAside() async throws {
        let world = try World()
        for number in 1...2 { try world.open(case: "2026-\(number)") }
        try world.sql("UPDATE follow_ups SET due_day = '2026-99-99' WHERE id = 2")
        try await world.plan("2026-11-23 08:00")
        try world.sql("UPDATE follow_ups SET status = 'cancelled', next_at = NULL, ended_at = 1 WHERE id = 2")
        #expect(try await world.store.figures.condition(at: at("2026-11-23 08:00")).unplannable.isEmpty)
        try await world.plan("2026-11-23 09:00")
        #expect(try world.count("quarantined_follow_ups") == 0)
    }

    @Test("an older database keeps in quarantine what it had put aside among its facts")
    func quarantineMigration() async throws {
        let scratch = try Scratch()
        let path = scratch.file("opvolg.db")
        let old = try DatabaseQueue(path: path)
        try await old.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA application_id = \(Schema.applicationID)") }
        try Schema.migrator.migrate(old, upTo: "17 strikes")
        try await old.write { db in
            try db.execute(
                sql: """
                    INSERT INTO follow_ups (kind, school, owner_role, urgency, due_day, overdue_from, round, status, opened_at, ladder, ladder_started_at,
                        ladder_started_by, next_at)
                    VALUES ('hulp', 'vlieger', 'ib', 'normal', '2026-12-07', 1894000000, 1, 'open', 1700000000, 1, 1700000000, 'juf', 1893000000);
                    INSERT INTO messages (id, recipient, channel, purpose, state, message_id, priority, next_attempt_at)
                    VALUES (34, 'ib', 'mail', 'reminders', 'queued', 'm@test.example', 0, 1893000000);
                    INSERT INTO facts (name, value) VALUES ('unplanned 1', 'no day'), ('unplanned 7', 'purged since'), ('unwritten 34', 'no words'),
                        ('last_pass', '1893000000');
                    """)
        }
        try old.close()
        let world = try World(Store(path: path))
        let condition = try await world.store.figures.condition(at: at("2026-11-23 08:00"))
        #expect(condition.unplannable == [1: "no day"] && condition.unwritable == [34: "no words"])
        #expect(try world.count("quarantined_follow_ups") == 1)
        #expect(try world.count("facts WHERE name LIKE 'un%'") == 0 && world.count("facts WHERE name = 'last_pass'") == 1)
    }

    @Test("a reminder that the database refuses stops no other, leaves nothing half done, and is planned when it is taken")
    func refused() async throws {
        let world = try World()
        for number in 1...3 { try world.open(case: "2026-\(number)") }
        try world.sql(
            "CREATE TRIGGER refuse BEFORE INSERT ON reminders WHEN NEW.follow_up = 2 BEGIN SELECT RAISE(ABORT, 'not this one'); END")
        let report = try await world.plan("2026-11-23 08:00")
        #expect(report.reminders == 2 && report.failed == [.init(followUp: 2, reason: "the database refuses its reminder: not this one")])
        #expect(try world.count("steps WHERE follow_up = 2") == 0)
        #expect(try await world.pass("2026-11-23 08:00") == ["ib mail: 1 open, 3 open"])
        try world.sql("DROP TRIGGER refuse")
        #expect(try await world.pass("2026-11-23 09:00") == ["ib mail: 2 open"])
    }

    @Test("a refused message of which nothing can be read any more does not keep the answers to others from being recorded")
    func refusedUnreadable() async throws {
        let world = try World()
        try world.open(case: "2026-1")
        try world.open(case: "2026-2", owner: .person("bestuur"))
        let drafts = try await world.claim("2026-11-23 08:00")
        try world.sql("UPDATE follow_ups SET due_day = '2026-99-99' WHERE id = 1")
        let unreached = try await world.store.outbox.record(
            drafts.map { ($0.message, $0.message.recipient == "ib" ? .failed(error: "550 no") : .sent) }, at: at("2026-11-23 08:00"),
            rules: world.rules(), newMessageID: world.newMessageID)
        #expect(unreached.isEmpty)
        #expect(
            try await drafts.asyncMap { try await world.store.outbox.message($0.message.id).message.state }.sorted { $0.rawValue < $1.rawValue } == [
                .failed, .sent,
            ])
        #expect(try await world.store.figures.condition(at: at("2026-11-23 08:00")).unnotified == [1])
    }

    @Test("an absence that cannot be read stops nobody's reminders")
    func poisonedAbsence() async throws {
        let world = try World()
        try world.open()
        try world.sql(
            "PRAGMA ignore_check_constraints = ON; INSERT INTO absences (person, first_day, last_day) VALUES ('ib', 'x', 'y'), ('bestuur', '2026-11-01', '2026-12-31')"
        )
        #expect(try await world.pass("2026-11-23 08:00") == ["ib mail: 1 open"])
    }

    @Test("next instants are computed again when the files have changed, and only then")
    func replan() async throws {
        let world = try World()
        try world.open()
        #expect(try await world.store.outbox.replan(with: world.rules(fingerprint: "one"), at: at("2026-11-22 13:00")))
        #expect(try await world.store.outbox.nextInstant() == at("2026-11-23 08:00"))
        let later = Policies(normal: Policy(steps: [Step("0 owner")].compactMap { $0 }, repeat: [Term(1, .schoolDays)], window: .always))
        #expect(try await !world.store.outbox.replan(with: world.rules(later, fingerprint: "one"), at: at("2026-11-22 13:00")))
        #expect(try await world.store.outbox.nextInstant() == at("2026-11-23 08:00"))
        #expect(try await world.store.outbox.replan(with: world.rules(later, fingerprint: "two"), at: at("2026-11-22 13:00")))
        #expect(try await world.store.outbox.nextInstant() == at("2026-12-07 00:00"))
    }

    @Test("what a program with older files sets after that is computed again too")
    func replanBesideAnother() async throws {
        let world = try World()
        try world.open()
        let later = Policies(normal: Policy(steps: [Step("open owner"), Step("0 owner")].compactMap { $0 }, repeat: [], window: .always))
        _ = try await world.store.outbox.replan(with: world.rules(later, fingerprint: "new"), at: at("2026-11-23 08:00"))
        // Its pass had begun before.
        _ = try await world.store.outbox.plan(
            at: at("2026-11-23 08:00"), rules: world.rules(fingerprint: "old"), limit: 9, newMessageID: world.newMessageID)
        #expect(try await world.store.outbox.nextInstant() == at("2026-11-23 08:00"))
        _ = try await world.claim("2026-11-23 08:00", plan: false).asyncMap { try await world.record($0.message, .sent, "2026-11-23 08:00") }
        #expect(try await world.store.followUps.followUp(1).nextReminder == at("2026-12-03 08:00"))
        #expect(try await world.store.outbox.replan(with: world.rules(later, fingerprint: "new"), at: at("2026-11-23 08:01")))
        #expect(try await world.store.followUps.followUp(1).nextReminder == at("2026-12-07 00:00"))
    }

    @Test("what was left out of a message once stays out, so that the record is of what was said")
    func leftOutForGood() async throws {
        let world = try World()
        try world.open()
        try world.open(case: "2026-2")
        let first = try #require(try await world.claim("2026-11-23 08:00").first)
        try await world.record(first.message, .tryAgain(at: at("2026-11-23 09:00"), possiblyDelivered: true, error: "no answer"), "2026-11-23 08:01")
        _ = try await world.store.followUps.snooze(1, until: at("2026-11-23 09:30"), reason: "x", by: world.change("2026-11-23 08:02"))
        let second = try #require(try await world.claim("2026-11-23 09:00").first)
        try await world.record(second.message, .tryAgain(at: at("2026-11-23 10:00"), possiblyDelivered: true, error: "no answer"), "2026-11-23 09:01")
        #expect(try await world.pass("2026-11-23 10:00").sorted() == ["ib mail: 1 snooze 2026-11-23T09:30:00+01:00", "ib mail: 2 open"])
        #expect(try await world.store.outbox.reminders(of: first.message.id).map(\.followUp) == [2])
    }
}
