import Foundation
import FollowUps
import GRDB
import StoreTestSupport
import Testing

@testable import Store

@Suite("Notices to the operator")
struct NoticeTests {
    /// De Vlieger with an operator, whose deputy is the bestuur.
    private func world(_ store: Store? = nil, channels: [ChannelID] = [.mail]) throws -> World {
        let world = try World(store)
        let people = [
            Person(id: "beheer", name: "Beheer", email: "beheer@v.example", deputy: "ict", channels: channels),
            Person(id: "ict", name: "ICT", deputy: "bestuur", channels: ["teams"]),
        ]
        world.directory = Directory(clock: amsterdam, schools: world.directory.schools, people: world.directory.people + people)
        world.operatorPerson = "beheer"
        return world
    }

    /// The message that fails is taken from the drafts of a pass; the others are sent.
    @discardableResult
    private func pass(_ world: World, _ now: String, failing: PersonID...) async throws -> [MessageDraft] {
        let drafts = try await world.claim(now)
        for draft in drafts {
            let fails = failing.contains(draft.message.recipient)
            try await world.record(draft.message, fails ? .failed(error: "550 5.1.1 no such user") : .sent, now)
        }
        return drafts
    }

    private func notices(_ drafts: [MessageDraft]) -> [Notice] { drafts.compactMap(\.notice) }

    /// `beheer sent 2026-11-23 08:10`
    private func outbox(_ world: World) async throws -> [String] {
        try await world.store.outbox.messages().map(\.message).filter { $0.purpose == .notice }.map { message in
            "\(message.recipient) \(message.state.rawValue) \((message.nextAttemptAt ?? message.sentAt).map(wall) ?? "")"
        }
    }

    @Test("a reminder that cannot be delivered goes to the next person, and ten minutes later the operator is told of it: once")
    func undelivered() async throws {
        let world = try world()
        try world.open()
        try await pass(world, "2026-11-23 08:00", failing: "ib")
        #expect(try await outbox(world) == ["beheer queued 2026-11-23 08:10"])
        #expect(try await world.claim("2026-11-23 08:00", plan: false).map(World.line) == ["ib2 mail: 1 open"])
        #expect(try await world.store.outbox.nextInstant().map { $0 <= at("2026-11-23 08:10") } == true)
        let told = try await pass(world, "2026-11-23 08:10").filter { $0.notice != nil }
        #expect(told.map(\.message.recipient) == ["beheer"])
        #expect(
            notices(told) == [
                Notice(undelivered: [
                    .init(message: 1, channel: .mail, since: at("2026-11-23 08:00"), followUps: [1], lastError: "550 5.1.1 no such user")
                ])
            ])
        #expect(told[0].notice?.undelivered.map(\.status) == ["550 5.1.1"])
        for now in ["2026-11-23 08:20", "2026-11-24 08:00", "2026-11-25 08:00"] { #expect(try await notices(pass(world, now)).isEmpty) }
    }

    @Test("what fails within ten minutes is one mail, what fails later that day is told the next, and nobody is told twice of the same")
    func onceADay() async throws {
        let world = try world()
        for number in 1...3 { try world.open(case: "2026-\(number)", owner: .person(["ib", "directie", "bestuur"][number - 1])) }
        try await pass(world, "2026-11-23 08:00", failing: "ib", "directie")
        try await pass(world, "2026-11-23 08:05")
        let first = try await pass(world, "2026-11-23 08:10")
        #expect(notices(first).map { $0.undelivered.map(\.message) } == [[1, 2]])
        try world.open(case: "2026-4", owner: .person("directie"), now: "2026-11-23 09:00")
        try await pass(world, "2026-11-23 09:00", failing: "directie")
        #expect(try await outbox(world) == ["beheer sent 2026-11-23 08:10", "beheer queued 2026-11-24 08:00"])
        let second = try await pass(world, "2026-11-24 08:00")
        #expect(notices(second).map { $0.undelivered.flatMap(\.followUps) } == [[4]])
    }

    @Test("on a Friday evening it waits for Monday, in the summer holiday for the next weekday; of what is acute it is told at night")
    func window() async throws {
        let world = try world()
        try world.open("spoed", due: "2026-11-27", urgency: .urgent, now: "2026-11-27 18:00")
        try await pass(world, "2026-11-27 18:00", failing: "ib")
        // The window of what is urgent: every day until nine.
        #expect(try await outbox(world) == ["beheer queued 2026-11-27 18:10"])
        try await pass(world, "2026-11-27 18:10")
        try world.open("taak", due: "2026-12-01", case: nil, title: "Lamp", now: "2026-12-23 09:00")
        try await pass(world, "2026-12-23 16:55", failing: "ib")
        let other = try self.world()
        try other.open("taak", due: "2026-12-24", case: nil, title: "Lamp", owner: .person("directie"), now: "2026-12-18 16:55")
        try await pass(other, "2026-12-18 16:55", failing: "directie")
        // A Monday in the holiday, which is no school day.
        #expect(try await outbox(other) == ["beheer queued 2026-12-21 08:00"])
        try other.open("acuut", due: "2026-12-19 03:00", urgency: .acute, case: "2026-9", owner: .person("directie"), now: "2026-12-19 03:00")
        try await pass(other, "2026-12-19 03:00", failing: "directie")
        #expect(try await outbox(other) == ["beheer queued 2026-12-19 03:10"])
    }

    @Test("what has been put right before it goes is left out, and a notice with nothing left is dropped")
    func mended() async throws {
        let world = try world()
        try world.open(owner: .person("ib"))
        try world.open(case: "2026-2", owner: .person("directie"))
        try await pass(world, "2026-11-23 08:00", failing: "ib", "directie")
        _ = try await world.store.outbox.retry(1, actor: "beheer", at: at("2026-11-23 08:02"))
        let told = try await pass(world, "2026-11-23 08:10")
        #expect(notices(told).map { $0.undelivered.map(\.message) } == [[2]])
        try world.open(case: "2026-3", owner: .person("directie"), now: "2026-11-23 09:00")
        try await pass(world, "2026-11-23 09:00", failing: "directie")
        let failed = try #require(try await world.store.outbox.messages(state: .failed).last)
        _ = try await world.store.outbox.retry(failed.message.id, actor: "beheer", at: at("2026-11-23 09:05"))
        try await pass(world, "2026-11-23 09:05")
        #expect(try await notices(pass(world, "2026-11-24 08:00")).isEmpty)
        #expect(try await outbox(world).last == "beheer dropped ")
    }

    private func setAway(_ person: PersonID, _ world: World) async throws {
        let absence = Absence(person: person, days: day("2026-11-23")...day("2026-11-27"), deputy: nil)
        try await world.store.absences.setAway(absence, by: "juf", at: at("2026-11-22 12:00"))
    }

    @Test("while the operator is away the first deputy who gets mail is told; when nobody is, it waits in the operator's mailbox")
    func away() async throws {
        let world = try world()
        try await setAway("beheer", world)
        try world.open()
        try await pass(world, "2026-11-23 08:00", failing: "ib")
        #expect(try await outbox(world) == ["bestuur queued 2026-11-23 08:10"])
        let other = try self.world()
        for person: PersonID in ["beheer", "bestuur"] {
            try await setAway(person, other)
        }
        try other.open()
        try await pass(other, "2026-11-23 08:00", failing: "ib")
        #expect(try await outbox(other) == ["beheer queued 2026-11-23 08:10"])
    }

    @Test("a notice that cannot be delivered goes to the deputy, and from there to the operator again the next day: never lost, nor a flood")
    func undeliverableNotice() async throws {
        let world = try world()
        try world.open()
        try await pass(world, "2026-11-23 08:00", failing: "ib")
        try await pass(world, "2026-11-23 08:10", failing: "beheer")
        #expect(try await outbox(world) == ["beheer failed ", "bestuur queued 2026-11-23 08:20"])
        try await pass(world, "2026-11-23 08:20", failing: "bestuur")
        #expect(try await outbox(world).last == "beheer queued 2026-11-24 08:00")
        // Sent again by hand it has nothing to say: somebody else is told already.
        let failed = try #require(try await world.store.outbox.messages(state: .failed).dropFirst().first)
        _ = try await world.store.outbox.retry(failed.message.id, actor: "x", at: at("2026-11-23 09:00"))
        #expect(try await notices(pass(world, "2026-11-23 09:00")).isEmpty)
        #expect(try await notices(pass(world, "2026-11-24 08:00")).map { $0.undelivered.map(\.message) } == [[1]])
    }

    @Test("an operator who is excluded from a case is told of none of its follow-ups")
    func excluded() async throws {
        let world = try world()
        try world.open()
        try await pass(world, "2026-11-23 08:00", failing: "ib", "ib2")
        _ = try await world.store.cases.exclude(
            "beheer", from: CaseCode("2026-1"), by: world.change("2026-11-23 08:05"), newMessageID: world.newMessageID)
        let told = try await notices(pass(world, "2026-11-23 08:10"))
        #expect(told.map { $0.undelivered.map(\.followUps) } == [[[]]])
        #expect(told[0].unreached.isEmpty && told[0].passedOn.isEmpty)
    }

    @Test("of what is only about cases from which the operator is excluded there is no notice at all: not even one without a word that waits")
    func nothingLeft() async throws {
        let world = try world()
        try world.open(owner: .person("weg"))
        _ = try await world.store.cases.exclude(
            "beheer", from: CaseCode("2026-1"), by: world.change("2026-11-22 12:05"), newMessageID: world.newMessageID)
        #expect(try await world.plan("2026-11-23 08:00").unreached.count == 1)
        #expect(try await outbox(world) == [])
    }

    @Test("whoever could not be reached in planning is told of: by way of somebody above, or of nobody at all")
    func unreached() async throws {
        let world = try world()
        let lost = [
            try world.open(owner: .person("weg")), try world.open("taak", due: "2026-12-07", case: nil, title: "Lamp", owner: .person("weg")),
        ]
        world.directory = Directory(
            clock: amsterdam, schools: world.directory.schools, people: world.directory.people.filter { $0.id != "directie" && $0.id != "bestuur" })
        try await pass(world, "2026-11-23 08:00")
        let nobody = try await notices(pass(world, "2026-11-23 08:10"))
        #expect(nobody == [Notice(unreached: lost.map(\.id))])
        let other = try self.world()
        try other.open(owner: .person("weg"))
        try await pass(other, "2026-11-23 08:00")
        #expect(try await notices(pass(other, "2026-11-23 08:10")) == [Notice(passedOn: [1])])
    }

    @Test("when all of the chain refuses, the operator hears that nobody was reached")
    func nobodyLeft() async throws {
        let world = try world()
        try world.open()
        for minute in 0...5 { try await pass(world, "2026-11-23 08:0\(minute)", failing: "ib", "ib2", "directie", "bestuur") }
        let told = try await notices(pass(world, "2026-11-23 08:10"))
        #expect(told.map(\.unreached) == [[1]])
        #expect(told[0].undelivered.count == 4)
    }

    @Test("a follow-up that cannot be planned is told of, each day as long as it lasts, and stops nothing")
    func unplanned() async throws {
        let world = try world()
        try world.open()
        try world.open(case: "2026-2")
        try world.sql("PRAGMA ignore_check_constraints = ON; UPDATE follow_ups SET urgency = 'zeer' WHERE id = 1")
        #expect(try await pass(world, "2026-11-23 08:00").map(World.line) == ["ib mail: 2 open"])
        #expect(try await notices(pass(world, "2026-11-23 08:10")) == [Notice(unplanned: [1])])
        try await pass(world, "2026-11-23 09:00")
        #expect(try await outbox(world).last == "beheer queued 2026-11-24 08:00")
        #expect(try await notices(pass(world, "2026-11-24 08:00")) == [Notice(unplanned: [1])])
    }

    @Test("a message that still waits four hours after it was tried first is told of, unless it has gone by then")
    func late() async throws {
        let world = try world()
        try world.open()
        let again: (String) -> DeliveryDisposition = { .tryAgain(at: at($0), possiblyDelivered: false, error: "teams answered 500") }
        let draft = try #require(try await world.claim("2026-11-23 08:00").first)
        try await world.record(draft.message, again("2026-11-23 11:00"), "2026-11-23 08:00")
        let second = try #require(try await world.claim("2026-11-23 11:00").first)
        try await world.record(second.message, again("2026-11-23 13:00"), "2026-11-23 11:00")
        try await world.plan("2026-11-23 11:59")
        #expect(try await outbox(world).isEmpty)
        try await world.plan("2026-11-23 12:00")
        #expect(try await outbox(world) == ["beheer queued 2026-11-23 12:10"])
        let told = try await notices(world.claim("2026-11-23 12:10"))
        #expect(
            told == [
                Notice(late: [.init(message: 1, channel: .mail, since: at("2026-11-23 08:00"), followUps: [1], lastError: "teams answered 500")])
            ])
        #expect(told[0].late.map(\.status) == ["500"])
    }

    @Test("what the operator is reminded of comes in a mail of its own")
    func ownMail() async throws {
        let world = try world()
        try world.open()
        try await pass(world, "2026-11-23 08:00", failing: "ib")
        try world.open("taak", due: "2026-12-07", case: nil, title: "Lamp", owner: .person("beheer"), now: "2026-11-23 08:05")
        let drafts = try await world.claim("2026-11-23 08:10").filter { $0.message.recipient == "beheer" }
        #expect(drafts.map(\.items.count).sorted() == [0, 1])
        #expect(drafts.filter { $0.notice != nil }.map(\.items.count) == [0])
    }

    @Test("killed at any moment it is one message with one Message-ID; it is listed and forecast like every other")
    func crash() async throws {
        let scratch = try Scratch()
        let first = try world(Store(path: scratch.file("opvolg.db")))
        try first.open()
        try await pass(first, "2026-11-23 08:00", failing: "ib")
        let second = try world(Store(path: scratch.file("opvolg.db")))
        second.messageIDStart = "n"
        #expect(
            try await second.store.outbox.waitingLines(rules: second.rules(), at: at("2026-11-23 08:05")).filter { $0.step == "notice" } == [
                Forecast.Line(at: at("2026-11-23 08:10"), recipient: "beheer", channel: .mail, followUp: nil, step: "notice", reason: "as operator")
            ])
        let claimed = try #require(try await second.claim("2026-11-23 08:10").first { $0.notice != nil })
        let third = try world(Store(path: scratch.file("opvolg.db")))
        third.messageIDStart = "o"
        let again = try #require(try await third.claim("2026-11-23 08:20").first { $0.notice != nil })
        #expect(again.message.messageID == claimed.message.messageID && again.notice == claimed.notice)
        #expect(try await third.store.outbox.messages().filter { $0.message.purpose == .notice }.count == 1)
    }

    @Test("without an operator nobody is told, and nothing is kept for it")
    func nobody() async throws {
        let world = try world()
        world.operatorPerson = nil
        try world.open()
        try await pass(world, "2026-11-23 08:00", failing: "ib")
        #expect(try world.count("troubles") == 0)
        #expect(try await outbox(world).isEmpty)
    }

    @Test("a purge takes along what a notice told of the case")
    func purge() async throws {
        let world = try world()
        try world.open()
        for minute in 0...5 { try await pass(world, "2026-11-23 08:0\(minute)", failing: "ib", "ib2", "directie", "bestuur") }
        _ = try await world.store.followUps.cancel(1, reason: "klaar", by: world.change("2026-11-23 09:00"))
        _ = try await world.store.cases.close(CaseCode("2026-1"), by: world.change("2026-11-23 09:00"))
        #expect(try world.count("troubles") > 0)
        try await world.runs(until: "2031-11-24 09:00")
        #expect(try await world.store.cases.purge(Retention(caseTerm: Term(60, .months)), by: world.change("2031-11-24 09:00")).count == 1)
        #expect(try world.count("troubles") == 0)
        try await world.store.vacuum()
    }

    @Test("a database of version 4 keeps its messages, their numbers and what hangs on them, and gives out no number twice")
    func migration() async throws {
        let scratch = try Scratch()
        let path = scratch.file("opvolg.db")
        let old = try DatabaseQueue(path: path)
        try await old.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA application_id = \(Schema.applicationID)") }
        try Schema.migrator.migrate(old, upTo: "4 holds")
        try await old.write { db in
            try db.execute(
                sql: """
                    INSERT INTO follow_ups (id, kind, school, owner_role, urgency, due_day, overdue_from, round, status, opened_at, ladder,
                        ladder_started_at, ladder_started_by, next_at)
                    VALUES (1, 'taak', 'vlieger', 'ib', 'normal', '2026-12-07', 9, 1, 'open', 1, 1, 1, 'juf', 9);
                    INSERT INTO steps (follow_up, ladder, step, planned_at) VALUES (1, 1, 'open', 5);
                    INSERT INTO reminders VALUES (1, 1, 1, 'open', 'ib', 'owner', NULL, 0);
                    INSERT INTO messages (id, recipient, channel, purpose, state, message_id, priority, attempts, first_attempt_at, last_error)
                    VALUES (3, 'ib', 'mail', 'reminders', 'failed', 'a@b', 0, 2, 5, '550 no');
                    INSERT INTO message_reminders (message, reminder) VALUES (3, 1);
                    INSERT INTO messages (id, recipient, channel, purpose, state, message_id, priority)
                    VALUES (9, 'ib', 'mail', 'digest', 'dropped', 'c@d', 0);
                    DELETE FROM messages WHERE id = 9;
                    """)
        }
        try old.close()
        let world = try world(Store(path: path))
        let kept = try await world.store.outbox.message(3)
        #expect(kept.followUps == [1] && kept.message.lastError == "550 no" && kept.message.attempts == 2 && kept.message.state == .failed)
        try world.sql(
            "INSERT INTO messages (recipient, channel, purpose, state, message_id, priority) VALUES ('ib', 'mail', 'notice', 'dropped', 'e@f', 0)")
        #expect(try await world.store.outbox.messages().map(\.message.id) == [3, 10])
        #expect(try world.count("pragma_foreign_key_check") == 0)
    }

    /// The same with a calendar that ends with the christmas holiday.
    private func endingWorld(until last: String = "2027-01-03") throws -> World {
        let world = try world()
        setHolidays(of: world, until: last)
        return world
    }

    private func setHolidays(of world: World, until last: String) {
        let schools = world.directory.schools.map { school in
            let days = school.id == "vlieger" ? day("2026-12-19")...day(last) : day("2030-07-06")...day("2030-08-18")
            return School(
                id: school.id, name: school.name, region: school.region, roles: school.roles,
                calendar: SchoolCalendar(clock: amsterdam, holidays: [days]))
        }
        world.directory = Directory(clock: amsterdam, schools: schools, people: world.directory.people)
    }

    @Test("the operator is told sixty, thirty, fourteen, seven and one days before the holidays of a school end, and every four weeks after that")
    func endingHolidays() async throws {
        let world = try endingWorld()
        var told: [String] = []
        for number in day("2026-10-20").number...day("2027-03-20").number {
            let today = Day(number: number)
            for time in ["08:00", "08:10", "12:00"] {
                for notice in try await notices(pass(world, "\(today) \(time)")) {
                    told.append("\(today) \(time) \(notice.endingHolidays.map { "\($0.school) \($0.daysLeft ?? 0)" }.joined(separator: ", "))")
                }
            }
        }
        #expect(
            told == [
                // 4 November is a Wednesday; the others are said on the first weekday on which it is so, after the holiday too.
                "2026-11-04 08:10 vlieger 60", "2026-12-04 08:10 vlieger 30", "2026-12-21 08:00 vlieger 13", "2026-12-28 08:00 vlieger 6",
                "2027-01-04 08:00 vlieger -1", "2027-02-01 08:10 vlieger -29", "2027-03-01 08:10 vlieger -57",
            ])
    }

    @Test("a school whose calendar has been added to meanwhile is left out, and the notice that has nothing else to tell is dropped")
    func extendedHolidays() async throws {
        let world = try endingWorld()
        _ = try await world.claim("2026-11-04 08:00")
        #expect(try await outbox(world) == ["beheer queued 2026-11-04 08:10"])
        setHolidays(of: world, until: "2028-01-09")
        #expect(try await world.claim("2026-11-04 08:10").isEmpty)
        #expect(try await outbox(world) == ["beheer dropped "])
    }

    @Test("what a notice that could not be delivered told of holidays goes to the deputy, with what else there is to tell")
    func passedOnHolidays() async throws {
        let world = try endingWorld()
        try await pass(world, "2026-11-04 08:00")
        try await pass(world, "2026-11-04 08:10", failing: "beheer")
        let told = try await pass(world, "2026-11-04 08:20").filter { $0.notice != nil }
        #expect(told.map(\.message.recipient) == ["bestuur"])
        #expect(told.first?.notice?.endingHolidays.map(\.school) == ["vlieger"])
        for now in ["2026-11-05 08:00", "2026-11-06 08:00"] { #expect(try await notices(pass(world, now)).isEmpty) }
    }

    @Test("the operator is told of each mail that opvolg does not understand, once, and of none that somebody has read meanwhile")
    func unreadMails() async throws {
        let world = try world()
        try world.open()
        try await pass(world, "2026-11-23 08:00")
        let mails = UnreadMails(mailbox: "terug", uidValidity: 1, uids: [4, 7, 8])
        #expect(try await world.store.outbox.newMails(among: mails) == [4, 7, 8])
        for uid in mails.uids { try await world.store.outbox.setUnread(uid, of: mails, at: at("2026-11-23 08:01")) }
        #expect(try await world.store.outbox.newMails(among: mails) == [])
        try await pass(world, "2026-11-23 08:02")
        // Somebody has read the first.
        let rest = UnreadMails(mailbox: "terug", uidValidity: 1, uids: [7, 8, 9])
        #expect(try await world.store.outbox.newMails(among: rest) == [9])
        #expect(try await notices(pass(world, "2026-11-23 08:12")) == [Notice(unreadMails: 2)])
        for now in ["2026-11-23 08:30", "2026-11-24 08:30", "2026-11-25 08:30"] { #expect(try await notices(pass(world, now)).isEmpty) }
        try await world.store.outbox.setUnread(9, of: rest, at: at("2026-11-25 09:00"))
        try await pass(world, "2026-11-25 09:00")
        #expect(try await notices(pass(world, "2026-11-25 09:10")) == [Notice(unreadMails: 1)])
    }

    @Test("another mailbox, and numbers given out anew, are of other mails")
    func otherMailbox() async throws {
        let world = try world()
        let mails = UnreadMails(mailbox: "terug", uidValidity: 1, uids: [4])
        try await world.store.outbox.setUnread(4, of: mails, at: at("2026-11-23 08:01"))
        #expect(try await world.store.outbox.newMails(among: UnreadMails(mailbox: "ander", uidValidity: 1, uids: [4])) == [4])
        #expect(try world.count("unread_mails") == 0)
        try await world.store.outbox.setUnread(4, of: mails, at: at("2026-11-23 08:01"))
        #expect(try await world.store.outbox.newMails(among: UnreadMails(mailbox: "terug", uidValidity: 2, uids: [4])) == [4])
    }

    @Test("a mailbox that cannot be read for an hour is told of, once for as long as that lasts, and its notice is dropped when it can again")
    func mailboxOutage() async throws {
        let world = try world()
        try await world.store.outbox.noteMailbox("no answer", at: at("2026-11-23 08:00"))
        for now in ["2026-11-23 08:05", "2026-11-23 08:59"] {
            try await world.store.outbox.noteMailbox("no answer", at: at(now))
            try await pass(world, now)
        }
        #expect(try await outbox(world) == [])
        try await pass(world, "2026-11-23 09:00")
        await #expect(
            try notices(pass(world, "2026-11-23 09:10"))
                == [Notice(mailboxOutage: MailboxOutage(since: at("2026-11-23 08:00"), reason: "no answer"))])
        try await world.store.outbox.noteMailbox("no such folder", at: at("2026-11-24 08:00"))
        for now in ["2026-11-24 08:00", "2026-11-24 09:10"] { #expect(try await notices(pass(world, now)).isEmpty) }
        try await world.store.outbox.noteMailbox(nil, at: at("2026-11-25 08:00"))
        try await world.store.outbox.noteMailbox("no answer", at: at("2026-11-25 09:00"))
        try await pass(world, "2026-11-25 10:00")
        try await world.store.outbox.noteMailbox(nil, at: at("2026-11-25 10:05"))
        #expect(try await notices(pass(world, "2026-11-25 10:10")).isEmpty)
        #expect(try await outbox(world).last == "beheer dropped ")
    }

    @Test("what a notice that could not be delivered told of the mailbox goes to the deputy")
    func passedOnMailbox() async throws {
        let world = try world()
        try await world.store.outbox.setUnread(4, of: UnreadMails(mailbox: "terug", uidValidity: 1, uids: [4]), at: at("2026-11-23 08:00"))
        try await pass(world, "2026-11-23 08:00")
        try await pass(world, "2026-11-23 08:10", failing: "beheer")
        let told = try await pass(world, "2026-11-23 08:20").filter { $0.notice != nil }
        #expect(told.map(\.message.recipient) == ["bestuur"] && told.first?.notice?.unreadMails == 1)
    }

    @Test("the operator is told of a missed night once, again every week, no more once there is a copy, and of a next one anew")
    func missedBackups() async throws {
        let world = try world()
        try world.open()
        let store = world.store
        func copied(_ now: String) async throws {
            let instant = at(now).unixSeconds
            try await store.connection.write { db in try db.set(.lastBackup, to: String(instant)) }
        }
        var told: [String] = []
        func days(_ first: String, _ last: String) async throws {
            for number in day(first).number...day(last).number {
                for time in ["08:00", "08:10", "16:00"] {
                    let now = "\(Day(number: number)) \(time)"
                    for notice in try await notices(pass(world, now)) { told.append("\(now) \(notice.missedBackup?.last.map(wall) ?? "-")") }
                }
            }
        }
        // Where none was ever made and none is expected, nothing is missed.
        try await days("2026-11-23", "2026-11-26")
        #expect(told == [])
        try await copied("2026-11-27 02:30")
        // Saturday the 28th; what is normal waits for Monday.
        try await days("2026-11-27", "2026-12-15")
        #expect(told == ["2026-11-30 08:00 2026-11-27 02:30", "2026-12-04 08:10 2026-11-27 02:30", "2026-12-11 08:10 2026-11-27 02:30"])
        told = []
        try await copied("2026-12-16 02:30")
        try await days("2026-12-16", "2026-12-17")
        #expect(told == [])
        try await days("2026-12-18", "2026-12-18")
        #expect(told == ["2026-12-18 08:00 2026-12-16 02:30"])
    }

    @Test("a copy that is made before the notice of a missed night goes leaves it with nothing to tell")
    func backupMeanwhile() async throws {
        let world = try world()
        try world.open()
        try await world.store.connection.write { db in try db.set(.lastBackup, to: String(at("2026-11-20 02:30").unixSeconds)) }
        _ = try await world.claim("2026-11-23 08:00")
        #expect(try await outbox(world) == ["beheer queued 2026-11-23 08:10"])
        try await world.store.connection.write { db in try db.set(.lastBackup, to: String(at("2026-11-23 08:05").unixSeconds)) }
        #expect(try await notices(pass(world, "2026-11-23 08:10")) == [])
        #expect(try await outbox(world) == ["beheer dropped "])
    }

    @Test("what a notice that could not be delivered told of a missed night goes to the deputy")
    func passedOnBackup() async throws {
        let world = try world()
        try world.open()
        try await world.store.connection.write { db in try db.set(.lastBackup, to: String(at("2026-11-20 02:30").unixSeconds)) }
        try await pass(world, "2026-11-23 08:00")
        try await pass(world, "2026-11-23 08:10", failing: "beheer")
        let told = try await pass(world, "2026-11-23 08:20").filter { $0.notice != nil }
        #expect(told.map(\.message.recipient) == ["bestuur"] && told.first?.notice?.missedBackup?.last == at("2026-11-20 02:30"))
    }
}
