import Foundation
import FollowUps
import GRDB
import StoreTestSupport
import Testing

@testable import Store

@Suite("Messages that have been kept long enough")
struct RemovalTests {
    private let retention = Retention(caseTerm: Term(60, .months), messageTerm: Term(24, .months))

    /// Removes all that may go, and returns how many messages that were.
    private func remove(_ world: World, _ now: String) async throws -> Int {
        var (removed, rest) = (0, Optional(try await world.store.outbox.oldMessages(retention, in: world.directory, at: at(now))))
        while let old = rest {
            let step = try await world.store.outbox.removeSome(of: old)
            removed += step.removed
            rest = step.rest
        }
        #expect(try world.count("pragma_foreign_key_check") == 0)
        return removed
    }

    private func left(_ world: World) async throws -> [[Int64]] { try await world.store.outbox.messages().map(\.followUps) }

    /// What is about no case, was sent on 23 November 2026, and ended a week later.
    private func ended(_ world: World) async throws -> FollowUp {
        let followUp = try world.open("taak", case: nil, title: "Formulieren bestellen")
        _ = try await world.pass("2026-11-23 08:00")
        _ = try await world.store.followUps.cancel(followUp.id, reason: "x", by: world.change("2026-11-30 10:00"))
        return followUp
    }

    @Test("go the day after their term, and all else of what they were about stays")
    func term() async throws {
        let world = try World()
        let followUp = try await ended(world)
        try await world.runs(until: "2028-11-24 09:00")
        #expect(try await remove(world, "2028-11-23 23:59") == 0)
        #expect(try await remove(world, "2028-11-24 00:00") == 1)
        #expect(try await left(world) == [])
        #expect(try await world.store.followUps.followUp(followUp.id).stepsSent == 1)
        #expect(try world.count("reminders") == 1)
        #expect(try await world.store.history.verify().isSound)
        // Its number is not given again.
        try world.open("taak", case: nil, title: "Nog een", now: "2028-11-24 10:00")
        _ = try await world.pass("2028-11-27 08:00")
        #expect(try await world.store.outbox.messages().map(\.message.id) == [2])
    }

    @Test("stay while something in them is open, and as long as the case that they are about")
    func needed() async throws {
        let world = try World()
        let open = try world.open("taak", case: nil, title: "Blijft open")
        try world.open("hulp", case: "2026-1", owner: .role("directie"))
        _ = try await world.pass("2026-11-23 08:00")
        _ = try await world.store.followUps.cancel(2, reason: "x", by: world.change("2026-11-30 10:00"))
        _ = try await world.store.cases.close("2026-1", by: world.change("2026-11-30 10:01"))
        try await world.runs(until: "2030-01-10 09:00")
        #expect(try await remove(world, "2030-01-10 09:00") == 0)
        _ = try await world.store.followUps.cancel(open.id, reason: "x", by: world.change("2030-01-10 09:30"))
        #expect(try await remove(world, "2030-01-10 10:00") == 1)
        #expect(try await left(world) == [[2]])
    }

    @Test("are old by no leap of the clock for a week: what is removed is gone")
    func leap() async throws {
        let world = try World()
        _ = try await ended(world)
        _ = try await world.store.outbox.watchClock(at: at("2029-03-01 09:00"), rules: world.rules())
        #expect(try await remove(world, "2029-03-01 09:00") == 0)
        try await world.runs(until: "2029-03-09 09:00")
        #expect(try await remove(world, "2029-03-09 09:00") == 1)
    }

    @Test("go in parts, those that were never tried among them, and none that waits or is newer")
    func parts() async throws {
        let world = try World()
        let batch = OutboxRepository.removalBatch
        let (old, new) = (Int(at("2026-11-23 08:00").timeIntervalSince1970), Int(at("2029-01-08 08:00").timeIntervalSince1970))
        try world.sql(
            """
            WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < \(3 * batch))
            INSERT INTO messages (recipient, channel, purpose, state, message_id, priority, sent_at, first_attempt_at)
            SELECT 'ib', 'mail', 'reminders', iif(n % 2, 'sent', 'dropped'), n, 0, iif(n % 2, \(old), NULL), iif(n % 2, \(old), NULL) FROM number;
            INSERT INTO messages (recipient, channel, purpose, state, message_id, priority, next_attempt_at) VALUES ('ib', 'mail', 'reminders', 'queued', 'q', 0, \(old));
            INSERT INTO messages (recipient, channel, purpose, state, message_id, priority, sent_at) VALUES ('ib', 'mail', 'reminders', 'sent', 's', 0, \(new));
            INSERT INTO messages (recipient, channel, purpose, state, message_id, priority) VALUES ('ib', 'mail', 'reminders', 'dropped', 'd', 0);
            """)
        try await world.runs(until: "2029-03-09 09:00")
        let first = try await world.store.outbox.removeSome(
            of: world.store.outbox.oldMessages(retention, in: world.directory, at: at("2029-03-09 09:00")))
        #expect(first.removed == batch && first.rest?.last == Int64(batch))
        #expect(try await remove(world, "2029-03-09 09:00") == 2 * batch)
        #expect(try await world.store.outbox.messages().map(\.message.messageID) == ["q", "s", "d"])
    }

    @Test("take their overviews along, but for the last, from which a leap of the clock counts")
    func overviews() async throws {
        let world = try World()
        let old = Int(at("2026-11-23 08:00").timeIntervalSince1970)
        try world.sql(
            """
            INSERT INTO messages (id, recipient, channel, purpose, state, message_id, priority, sent_at)
            VALUES (1, 'ib', 'mail', 'digest', 'sent', 'a', 0, \(old)), (2, 'ib', 'mail', 'digest', 'sent', 'b', 0, \(old));
            INSERT INTO overviews (id, person, digest_at) VALUES (1, 'ib', \(old)), (2, 'ib', \(old + 1));
            INSERT INTO message_overviews (message, overview) VALUES (1, 1), (2, 2);
            """)
        try await world.runs(until: "2029-03-09 09:00")
        #expect(try await remove(world, "2029-03-09 09:00") == 2)
        #expect(try world.count("overviews WHERE id = 2") == 1 && world.count("overviews") == 1)
    }

    @Test("that told the operator of something stay while that is so, and are not told again")
    func notices() async throws {
        let world = try World()
        world.operatorPerson = "bestuur"
        let followUp = try world.open("taak", case: nil, title: "Voor niemand", owner: .role("ib"))
        for minute in 0...4 {
            for draft in try await world.claim("2026-11-23 08:0\(minute)") {
                try await world.record(draft.message, draft.notice == nil ? .failed(error: "550") : .sent, "2026-11-23 08:0\(minute)")
            }
        }
        let told = try world.count("troubles")
        #expect(told > 0)
        try await world.runs(until: "2029-03-09 09:00")
        #expect(try await remove(world, "2029-03-09 09:00") == 0)
        _ = try await world.store.followUps.cancel(followUp.id, reason: "x", by: world.change("2029-03-09 10:00"))
        #expect(try await remove(world, "2029-03-09 11:00") > 0)
        // What failed has gone, and so there is nothing left to tell.
        #expect(try world.count("troubles WHERE sort = 'undelivered'") == 0)
        _ = try await remove(world, "2029-03-09 12:00")
        #expect(try world.count("messages WHERE purpose = 'notice' AND sent_at < \(Int(at("2027-01-01 00:00").timeIntervalSince1970))") == 0)
    }

    @Test("are looked for once a day, also when the clock was set back; absences that were over by then go with them")
    func daily() async throws {
        let world = try World()
        #expect(try await world.store.outbox.isRemovalDue(at: at("2026-11-23 08:00")))
        for first in ["2024-10-01", "2024-11-20"] {
            let absence = Absence(person: "ib", days: day(first)...day(first).adding(days: 6))
            try await world.store.absences.setAway(absence, by: "juf", at: at("2024-10-01 08:00"))
        }
        let old = try await world.store.outbox.oldMessages(retention, in: world.directory, at: at("2026-11-23 08:00"))
        try await world.store.outbox.endRemoval(of: old, in: world.directory, at: at("2026-11-23 08:00"))
        #expect(try await world.store.absences.list(notOverOn: day("2000-01-01")).map(\.days.lowerBound.description) == ["2024-11-20"])
        #expect(try await !world.store.outbox.isRemovalDue(at: at("2026-11-24 07:59")))
        #expect(try await world.store.outbox.isRemovalDue(at: at("2026-11-24 08:00")))
        #expect(try await world.store.outbox.isRemovalDue(at: at("2026-11-20 08:00")))
    }

    @Test("leave no room that the file keeps: it is given back in parts, also by a file from before that, once it was purged")
    func shrinking() async throws {
        for isOld in [false, true] {
            let scratch = try Scratch()
            let path = scratch.file("opvolg.db")
            let world = try World(Store(path: path))
            if isOld { try world.sql("PRAGMA journal_mode = DELETE; PRAGMA auto_vacuum = NONE; VACUUM; PRAGMA journal_mode = WAL") }
            func fill() throws {
                try world.sql(
                    """
                    CREATE TABLE filling (text TEXT);
                    WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < 4000)
                    INSERT INTO filling SELECT hex(randomblob(2000)) FROM number;
                    DROP TABLE filling
                    """)
            }
            func figure(_ name: String) throws -> Int {
                try world.store.connection.onWriterNow { db in try Int.fetchOne(db, sql: "PRAGMA \(name)") ?? -1 }
            }
            try fill()
            let full = try figure("page_count")
            #expect(full > 3000)
            if isOld {
                #expect(try await !world.store.outbox.shrink())
                #expect(try figure("page_count") == full)
                try world.sql("INSERT INTO facts (name, value) VALUES ('unswept', '1')")
                try await world.store.vacuum()
                try fill()
            }
            var parts = 0
            while try await world.store.outbox.shrink() { parts += 1 }
            #expect(parts >= 3)
            #expect(try figure("page_count") < full - 3 * OutboxRepository.shrinkingBatch)
            // Some room stays for what comes next.
            #expect(try figure("freelist_count") > 500)
        }
    }
}
