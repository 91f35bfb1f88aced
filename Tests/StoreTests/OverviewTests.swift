import Foundation
import FollowUps
import StoreTestSupport
import TestSupport
import Testing

@testable import Store

@Suite("Overviews")
struct OverviewTests {
    /// A director with a weekly digest, who has the overview of De Vlieger, and the first pass on the Friday before.
    private func world(_ store: Store? = nil, digest: Digest = .weekly(.monday)) async throws -> World {
        let world = try World(store)
        world.directory = Directory(
            clock: amsterdam, schools: world.directory.schools,
            people: world.directory.people.map {
                $0.id == "directie" ? Person(id: "directie", name: "Directie", email: "d@v.example", deputy: "bestuur", digest: digest) : $0
            })
        world.catalogue = Catalogue(
            kinds: world.catalogue.kinds, roles: [Role(id: "directie", title: LocalizedText(nl: "directie"), getsOverview: true)])
        _ = try await world.store.outbox.replan(with: world.rules(fingerprint: "1"), at: at("2026-11-20 12:00"))
        return world
    }

    /// `directie: 1 +5sd | overdue 1`.
    private func line(_ draft: MessageDraft) -> String {
        let overdue = draft.overview?.overdue.flatMap(\.followUps).map(String.init).joined(separator: ",")
        let items = draft.items.map { "\($0.followUp.id) \($0.reminder.step)" }.joined(separator: ", ")
        return "\(draft.message.recipient): \(items)"
            + (draft.overview == nil ? "" : " | overdue \(overdue ?? "") still \(draft.overview?.unmovedCases.count ?? 0)")
    }

    private func pass(_ world: World, _ now: String, to recipient: PersonID? = "directie") async throws -> [String] {
        try await world.claim(now).asyncCompactMap { draft in
            try await world.record(draft.message, .sent, now)
            return recipient == nil || draft.message.recipient == recipient ? line(draft) : nil
        }
    }

    @Test("it goes although no reminder waits, once for each digest, and the daemon is woken for it")
    func once() async throws {
        let world = try await world()
        try world.open(due: "2026-11-19", owner: .role("ib"), now: "2026-11-20 12:00")
        #expect(try await pass(world, "2026-11-23 07:59").isEmpty)
        #expect(try await world.store.outbox.nextInstant().map(wall) == "2026-11-23 08:00")
        #expect(try await pass(world, "2026-11-23 08:00") == ["directie:  | overdue 1 still 0"])
        for now in ["2026-11-23 08:00", "2026-11-23 08:30", "2026-11-24 08:00"] { #expect(try await pass(world, now).isEmpty) }
        // A change of configuration on the morning itself makes it no second one.
        #expect(try await world.store.outbox.replan(with: world.rules(fingerprint: "2"), at: at("2026-11-23 08:00")))
        #expect(try await pass(world, "2026-11-23 08:00").isEmpty)
        #expect(try world.count("overviews") == 1)
    }

    @Test("one that was refused until out of hours is foreseen when they begin")
    func foreseen() async throws {
        let world = try await world()
        try world.open(due: "2026-11-19", owner: .role("ib"), now: "2026-11-20 12:00")
        let draft = try #require(try await world.claim("2026-11-23 16:00").first { $0.overview != nil })
        try await world.record(draft.message, .tryAgain(at: at("2026-11-23 18:00"), possiblyDelivered: false, error: "451"), "2026-11-23 16:00")
        let lines = try await world.store.outbox.waitingLines(rules: world.rules(), at: at("2026-11-23 17:00"))
        #expect(lines.filter { $0.step == "overview" }.map { "\(wall($0.at)) \($0.recipient)" } == ["2026-11-24 08:00 directie"])
    }

    @Test("with nothing to say there is no message, and what is done before it goes out leaves it empty: dropped")
    func nothing() async throws {
        let world = try await world()
        #expect(try await pass(world, "2026-11-23 08:00").isEmpty)
        #expect(try world.count("messages") == 0)
        try world.open("taak", due: "2026-11-24", case: nil, title: "Lamp", now: "2026-11-23 12:00")
        try await world.plan("2026-11-30 08:00")
        #expect(try await world.store.outbox.messages().filter { $0.overviewOf == ["directie"] }.count == 1)
        _ = try await world.store.followUps.close(1, with: "klaar", on: nil, reason: nil, by: world.change("2026-11-30 08:00"))
        #expect(try await world.claim("2026-11-30 08:00", plan: false).isEmpty)
        #expect(try await world.store.outbox.messages().allSatisfy { $0.message.state == .dropped })
    }

    @Test("killed between planning and sending, or while sending, it is one message with one Message-ID")
    func crash() async throws {
        let scratch = try Scratch()
        let path = scratch.file("opvolg.db")
        let first = try await world(Store(path: path))
        try first.open(due: "2026-11-19", now: "2026-11-20 12:00")
        try await first.plan("2026-11-23 08:00")
        let second = try World(Store(path: path))
        second.directory = first.directory
        second.catalogue = first.catalogue
        let drafts = try await second.claim("2026-11-23 08:01").filter { $0.message.recipient == "directie" }
        #expect(drafts.map(line) == ["directie:  | overdue 1 still 0"])
        let third = try World(Store(path: path))
        third.directory = first.directory
        third.catalogue = first.catalogue
        let again = try await third.claim("2026-11-23 08:10").filter { $0.message.recipient == "directie" }
        #expect(again.map(\.message.messageID) == drafts.map(\.message.messageID))
        #expect(try third.count("overviews") == 1)
    }

    @Test("on a digest day what waited, what is overdue and the overview are one message, whichever is planned first")
    func oneMessage() async throws {
        let world = try await world()
        // An escalation to the directie falls on Monday 30 November, and a task of their own waits for that digest, as it is due before the next.
        try world.open(due: "2026-11-23", now: "2026-11-20 12:00")
        for day in 23...25 { #expect(try await pass(world, "2026-11-\(day) 08:00").isEmpty) }
        try world.open("taak", due: "2026-12-04", case: nil, title: "Rooster", owner: .role("directie"), now: "2026-11-25 12:00")
        #expect(try await pass(world, "2026-11-25 13:00").isEmpty)
        for day in 26...27 { #expect(try await pass(world, "2026-11-\(day) 08:00").isEmpty) }
        #expect(try await pass(world, "2026-11-30 08:00") == ["directie: 1 +5sd, 2 0 | overdue 1 still 0"])
    }

    @Test("an overdue reminder that is planned before one for the same morning's digest shares its message")
    func reverse() async throws {
        let world = try await world()
        // Of two tasks of the directie, one has its "+2sd" on Monday 30 November, and the other is due before the digest after that.
        try world.open("taak", due: "2026-11-26", case: nil, title: "Oud", owner: .role("directie"), now: "2026-11-24 09:00", by: "directie")
        try world.open("taak", due: "2026-12-02", case: nil, title: "Nieuw", owner: .role("directie"), now: "2026-11-24 09:00", by: "directie")
        for day in 24...27 { _ = try await pass(world, "2026-11-\(day) 08:00") }
        #expect(try await pass(world, "2026-11-30 08:00") == ["directie: 1 +2sd, 2 0 | overdue 1 still 0"])
    }

    @Test("a case without movement counts what people did, not what happened by itself")
    func movement() async throws {
        let world = try await world()
        try world.open(due: "2027-01-15", now: "2026-11-20 12:00")
        try world.open(due: "2027-01-15", case: "2026-2", now: "2026-11-20 12:00")
        #expect(try await pass(world, "2026-12-14 08:00").isEmpty)
        _ = try await world.store.followUps.reschedule(2, to: .day(day("2027-01-20")), reason: "r", by: world.change("2026-12-17 12:00"))
        try world.store.connection.onWriterNow { db in try db.write(.opened, actor: "opvolgd", at: 1_797_800_000, caseCode: CaseCode("2026-1"), []) }
        let draft = try #require(try await world.claim("2027-01-04 08:00").first { $0.overview != nil })
        #expect(draft.overview?.unmovedCases.map(\.code.rawValue) == ["2026-1"])
    }

    @Test("a message that cannot be delivered passes its overview on to the deputy, and one that tells who is excluded of nothing")
    func reroute() async throws {
        let world = try await world()
        try world.open(due: "2026-11-19", now: "2026-11-20 12:00")
        let failed = try #require(try await world.claim("2026-11-23 08:00").first { $0.message.recipient == "directie" })
        try await world.record(failed.message, .failed(error: "550 no such user"), "2026-11-23 08:00")
        #expect(try await world.claim("2026-11-23 08:01").map(line) == ["bestuur:  | overdue 1 still 0"])
        _ = try await world.store.cases.exclude(
            "directie", from: CaseCode("2026-1"), by: world.change("2026-11-24 09:00"), newMessageID: world.newMessageID)
        #expect(try await pass(world, "2026-11-30 08:00").isEmpty)
    }

    @Test("after two weeks without a daemon it comes once")
    func downtime() async throws {
        let world = try await world()
        try world.open(due: "2026-11-19", now: "2026-11-20 12:00")
        #expect(try await pass(world, "2026-12-08 10:00").filter { $0.contains("|") }.count == 1)
        #expect(try await pass(world, "2026-12-08 11:00").isEmpty)
        #expect(try await world.store.outbox.nextInstant().map { $0 <= at("2026-12-14 08:00") } == true)
        #expect(try await pass(world, "2026-12-14 08:00").filter { $0.contains("|") }.count == 1)
    }

    @Test("a database of the first version keeps its rows and gets overviews")
    func migration() async throws {
        let scratch = try Scratch()
        let path = scratch.file("opvolg.db")
        let old = try await world(Store(path: path))
        try old.open(due: "2026-11-19", now: "2026-11-20 12:00")
        try old.sql(
            """
            DROP TABLE generations;
            DROP INDEX cases_by_catalogue_open; DROP INDEX follow_ups_by_catalogue_open; ALTER TABLE cases DROP COLUMN catalogue;
            ALTER TABLE follow_ups DROP COLUMN catalogue; DROP TABLE catalogues; ALTER TABLE cases DROP COLUMN left_on; ALTER TABLE follow_ups DROP COLUMN beside;
            DROP TABLE backup_notices; DROP TABLE reads; ALTER TABLE follow_ups DROP COLUMN asked_again_at;
            DROP TABLE quarantined_follow_ups; DROP TABLE quarantined_messages; DROP INDEX cases_by_origin; ALTER TABLE cases DROP COLUMN from_case;
            DROP INDEX follow_ups_by_withdrawal; ALTER TABLE follow_ups DROP COLUMN withdrawn_by; ALTER TABLE follow_ups DROP COLUMN undone;
            DROP TRIGGER history_is_not_edited; DROP TABLE struck_entries;
            CREATE TRIGGER history_is_not_edited BEFORE UPDATE ON history BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
            DROP TABLE clock; DROP TABLE clock_leaps; DROP TABLE clock_errors; DROP TABLE doubtful_dues;
            ALTER TABLE exclusions DROP COLUMN by_role; DROP TABLE case_holders; DROP TABLE exemptions; DROP TABLE case_kinds;
            DROP TABLE outage_notices; DROP TABLE unread_mails; DROP TABLE mailbox_outage; ALTER TABLE messages DROP COLUMN address;
            DROP TABLE channel_health; DROP INDEX messages_by_channel_next; ALTER TABLE messages DROP COLUMN held_since;
            ALTER TABLE messages DROP COLUMN waits_for_hours;
            DROP TABLE bounces; DROP TABLE troubles; DROP TABLE holds; DROP TABLE message_overviews; DROP TABLE overviews; DROP TABLE overview_turns;
            DROP TABLE links; DROP TABLE sign_ins; DROP TABLE holiday_notices;
            DROP TABLE sessions; DROP TABLE calendar_feeds; DROP INDEX follow_ups_by_person_due; DROP INDEX follow_ups_by_role_due;
            DROP INDEX follow_ups_by_school_due; DROP INDEX follow_ups_by_training_due; DROP INDEX follow_ups_by_end; DROP INDEX messages_failed;
            DROP INDEX cases_by_school_open; DELETE FROM grdb_migrations WHERE identifier <> '1 follow-ups, outbox, history'; PRAGMA user_version = 1
            """)
        let new = try await world(Store(path: path))
        #expect(try await new.store.followUps.list(FollowUpFilter()).map(\.followUp.id) == [1])
        #expect(try await pass(new, "2026-11-23 08:00") == ["directie:  | overdue 1 still 0"])
    }
}
