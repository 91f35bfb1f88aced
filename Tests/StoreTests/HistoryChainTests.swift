import Foundation
import FollowUps
import GRDB
import StoreTestSupport
import Testing

@testable import Store

@Suite("The history as a chain")
struct HistoryChainTests {
    /// Eight entries: a case and a follow-up opened, six times snoozed.
    private func world() async throws -> World {
        let world = try World()
        let followUp = try world.open()
        for number in 1...6 {
            _ = try await world.store.followUps.snooze(
                followUp.id, until: at("2026-11-2\(number + 2) 08:00"), reason: "reden \(number)", by: world.change("2026-11-22 12:0\(number)"))
        }
        return world
    }

    /// As somebody would who has the database to themselves: without the triggers.
    private func tamper(_ world: World, _ sql: String) throws {
        try world.sql("DROP TRIGGER history_is_not_edited; DROP TRIGGER history_is_not_removed; PRAGMA foreign_keys = OFF; \(sql)")
    }

    private func faults(_ world: World) async throws -> [HistoryVerification.Problem] { try await world.store.history.verify().problems }

    @Test("a history that nobody touched is sound, also an empty one, and its head changes with every entry")
    func sound() async throws {
        let empty = try await Store().history.verify()
        #expect(empty.isSound && empty.count == 0 && empty.head == .start)
        let world = try await world()
        let before = try await world.store.history.verify()
        #expect(before.isSound && before.count == 8)
        try world.open(case: "2026-2")
        let after = try await world.store.history.verify(kept: before.head)
        #expect(after.isSound && after.count == 10 && after.head != before.head && after.kept == 8)
        #expect(try await world.store.history.verify(kept: .start).kept == 0)
    }

    @Test(
        "an entry that was changed is found and named",
        arguments: [
            ("changes = replace(changes, '3', '9')", HistoryVerification.Problem.Fault.contentChanged), ("case_code = '2026-9'", .contentChanged),
            ("follow_up = 2", .contentChanged), ("follow_up = NULL", .contentChanged), ("salt = zeroblob(16)", .contentChanged),
            ("actor = 'directie'", .changed), ("at = at - 3600", .changed), ("action = 'cancelled'", .changed),
            ("changes = NULL, salt = NULL, case_code = NULL, follow_up = NULL", .contentRemoved),
        ])
    func changed(set: String, fault: HistoryVerification.Problem.Fault) async throws {
        let world = try await world()
        try tamper(world, "UPDATE history SET \(set) WHERE id = 5")
        #expect(try await faults(world) == [.init(entry: 5, fault: fault)])
    }

    @Test("digests that were changed themselves are found")
    func digests() async throws {
        for column in ["digest", "content_digest"] {
            let world = try await world()
            try tamper(world, "UPDATE history SET \(column) = randomblob(32) WHERE id = 5")
            #expect(try await faults(world).contains { $0.entry == 5 })
        }
    }

    @Test("an entry rewritten with digests of its own is given away by the next one")
    func rewritten() async throws {
        let world = try await world()
        let previous = try #require(try stored(world, 4)).digest
        let old = try #require(try stored(world, 5))
        let record = HistoryRecord(id: 5, at: old.record.at, actor: "directie", action: old.record.action)
        let digest = record.digest(content: old.contentDigest, after: previous)
        try tamper(world, "UPDATE history SET actor = 'directie', digest = x'\(digest)' WHERE id = 5")
        let found = try await faults(world)
        #expect(found == [.init(entry: 6, fault: .changed)])
        #expect(found.first?.description.contains("or entry 5 was written anew") == true)
    }

    @Test("who did something in another's name stands in its entry, is covered by the digest, and stays when a purge takes the content away")
    func through() async throws {
        let world = try await world()
        let change = world.change("2026-11-22 12:10")
        _ = try await world.store.followUps.snooze(
            1, until: at("2026-11-30 08:00"), reason: "reden",
            by: Change(rules: change.rules, actor: "ib", through: "beheerder", now: change.now))
        let entries = try await world.store.history.entries()
        #expect(entries.map(\.through) == Array(repeating: nil, count: 8) + ["beheerder"] && entries.last?.actor == "ib")
        #expect(try await world.store.history.verify().isSound)
        for (id, set) in [(9, "through = 'juf'"), (9, "through = NULL"), (5, "through = 'juf'"), (9, "through = 7")] as [(Int64, String)] {
            let world = try await self.world()
            _ = try await world.store.followUps.snooze(
                1, until: at("2026-11-30 08:00"), reason: "reden",
                by: Change(rules: change.rules, actor: "ib", through: "beheerder", now: change.now))
            #expect(throws: DatabaseError.self, "\(set)") { try world.sql("UPDATE history SET changes = NULL, salt = NULL, \(set) WHERE id = \(id)") }
            try tamper(world, "UPDATE history SET \(set) WHERE id = \(id)")
            #expect(try await faults(world).map(\.entry) == [id], "\(set)")
        }
        try world.sql("UPDATE history SET follow_up = NULL, case_code = NULL, changes = NULL, salt = NULL WHERE id = 9")
        #expect(try await world.store.history.entries().last?.through == "beheerder")
        #expect(try await faults(world) == [.init(entry: 9, fault: .contentRemoved)])
    }

    @Test("a database from before that is sound, and takes entries with it")
    func beforeThrough() async throws {
        let scratch = try Scratch()
        let path = scratch.file("opvolg.db")
        let old = try DatabaseQueue(path: path)
        try Schema.migrator.migrate(old, upTo: "21 sign-in methods")
        try await old.write { db in
            try db.execute(sql: "PRAGMA application_id = \(Schema.applicationID)")
            let record = HistoryRecord(id: 1, at: 1_700_000_000, actor: "juf", action: "away")
            try db.append(
                record, HistoryRecord.Content(salt: try db.newSalt(), followUp: nil, caseCode: nil, changes: "[]"), after: .start)
        }
        try old.close()
        let store = try Store(path: path)
        let head = try await store.history.verify().head
        try await store.absences.setAway(
            Absence(person: "ib", days: day("2026-11-23")...day("2026-11-23")), by: "ib", through: "beheerder", at: at("2026-11-22 12:30"))
        let found = try await store.history.verify(kept: head)
        #expect(found.isSound && found.kept == 1 && found.count == 2)
    }

    @Test("removed entries are named: the first, some in the middle, the last")
    func removed() async throws {
        for (condition, first, last) in [("id <= 2", 1, 2), ("id = 5", 5, 5), ("id IN (4, 5)", 4, 5), ("id >= 7", 7, 8)] as [(String, Int64, Int64)] {
            let world = try await world()
            try tamper(world, "DELETE FROM history WHERE \(condition)")
            #expect(try await faults(world) == [.init(entry: first, fault: .missing(through: last))], "\(condition)")
        }
    }

    @Test("what is written after the end was cut off leaves the gap to be seen")
    func cutOff() async throws {
        let world = try await world()
        try tamper(world, "DELETE FROM history WHERE id >= 7")
        try world.open(case: "2026-2")
        #expect(try await faults(world) == [.init(entry: 7, fault: .missing(through: 8))])
    }

    @Test("an end that was cut off and covered up, and a history computed anew, show by a head that was kept")
    func keptHead() async throws {
        let world = try await world()
        let head = try await world.store.history.verify().head
        try tamper(world, "DELETE FROM history WHERE id >= 7; UPDATE sqlite_sequence SET seq = 6 WHERE name = 'history'")
        let found = try await world.store.history.verify(kept: head)
        #expect(found.isSound && found.count == 6 && found.kept == nil)
    }

    @Test("exchanged entries are named with the place where they were written")
    func reordered() async throws {
        let world = try await world()
        try tamper(
            world,
            "UPDATE history SET id = 100 WHERE id = 3; UPDATE history SET id = 3 WHERE id = 5; UPDATE history SET id = 5 WHERE id = 100; "
                + "UPDATE sqlite_sequence SET seq = 8 WHERE name = 'history'")
        #expect(try await faults(world) == [.init(entry: 3, fault: .moved(from: 5)), .init(entry: 5, fault: .moved(from: 3))])
    }

    @Test("an entry that was put in between is found, and those that it moved")
    func inserted() async throws {
        let world = try await world()
        try tamper(
            world,
            """
            UPDATE history SET id = -id - 1 WHERE id >= 5; UPDATE history SET id = -id WHERE id < 0;
            INSERT INTO history (id, at, actor, action, changes, salt, content_digest, digest)
                SELECT 5, at, actor, action, changes, salt, content_digest, digest FROM history WHERE id = 4
            """)
        let found = try await faults(world)
        #expect(found.contains(.init(entry: 5, fault: .changed)))
        let moved = (6...9).map { HistoryVerification.Problem(entry: $0, fault: .moved(from: $0 - 1)) }
        #expect(moved.allSatisfy(found.contains))
    }

    @Test("a table rebuilt to hold anything at all stops no look at it")
    func rebuilt() async throws {
        let world = try await world()
        try tamper(
            world,
            """
            CREATE TABLE other AS SELECT * FROM history; DROP TABLE history; ALTER TABLE other RENAME TO history;
            UPDATE history SET at = 'noon' WHERE id = 3; UPDATE history SET digest = NULL WHERE id = 5;
            """)
        #expect(try await faults(world).filter { $0.fault == .unreadable }.map(\.entry) == [3, 5])
    }

    @Test("content can be taken away for a purge; nothing else can be changed, and nothing removed")
    func triggers() async throws {
        let world = try await world()
        let emptied = "follow_up = NULL, case_code = NULL, changes = NULL, salt = NULL"
        for more in ["at = 1", "actor = 'x'", "action = 'x'", "digest = zeroblob(32)", "content_digest = zeroblob(32)", "id = 99"] {
            #expect(throws: DatabaseError.self, "\(more)") { try world.sql("UPDATE history SET \(emptied), \(more) WHERE id = 3") }
        }
        for part in ["case_code = NULL", "changes = '[]'", "salt = NULL"] {
            #expect(throws: DatabaseError.self, "\(part)") { try world.sql("UPDATE history SET \(part) WHERE id = 3") }
        }
        #expect(try await world.store.history.verify().isSound)
        try world.sql("UPDATE history SET \(emptied) WHERE id = 3")
        #expect(try await faults(world) == [.init(entry: 3, fault: .contentRemoved)])
    }

    @Test("entries with the same words have different digests, so that nobody can guess what a removed one said")
    func salted() async throws {
        let world = try await world()
        let digests = try (1...8).compactMap { try stored(world, $0)?.contentDigest }
        try world.sql("UPDATE follow_ups SET snoozed_until = NULL")
        #expect(Set(digests).count == 8)
        let salts = try (1...8).compactMap { try stored(world, $0)?.content?.salt }
        #expect(Set(salts).count == 8 && salts.allSatisfy { $0.count == 16 })
    }

    @Test("fields cannot run into one another, and nothing differs from an empty text")
    func canonical() {
        func bytes(_ fields: String?...) -> [UInt8] {
            var canonical = CanonicalFields("x")
            for field in fields { canonical.append(field) }
            return canonical.bytes
        }
        #expect(bytes("ab", "c") != bytes("a", "bc") && bytes("", "a") != bytes("a", "") && bytes(nil, "a") != bytes("", "a"))
        // printf '\x01\0\0\0\0\0\0\0\x01x' | sha256sum
        #expect(HistoryDigest(of: CanonicalFields("x")).description == "ee424718d3d6699ea21b6c296666ab41c00a1d6700344263a791833f6034b553")
        #expect(HistoryDigest("0xyz") == nil && HistoryDigest(String(repeating: "g", count: 64)) == nil)
        let text = String(repeating: "0a", count: 32)
        #expect(HistoryDigest(text)?.description == text)
    }

    @Test("a database of version 1 gets its chain, and keeps every entry, its ids and its guards")
    func migration() async throws {
        let scratch = try Scratch()
        let path = scratch.file("opvolg.db")
        let old = try DatabaseQueue(path: path)
        try Schema.migrator.migrate(old, upTo: "1 follow-ups, outbox, history")
        try await old.write { db in
            try db.execute(
                sql: """
                    PRAGMA application_id = \(Schema.applicationID);
                    INSERT INTO cases (code, school, opened_at) VALUES ('2026-1', 'vlieger', 1700000000);
                    INSERT INTO follow_ups (kind, school, case_code, owner_role, urgency, due_day, overdue_from, round, status, opened_at, ladder,
                        ladder_started_at, ladder_started_by, next_at)
                    VALUES ('hulp', 'vlieger', '2026-1', 'ib', 'normal', '2030-01-07', 1894000000, 1, 'open', 1700000000, 1, 1700000000, 'juf', 1893000000);
                    INSERT INTO history (at, actor, action, case_code, changes) VALUES (1700000000, 'juf', 'case-opened', '2026-1', '[]');
                    INSERT INTO history (at, actor, action, follow_up, case_code, changes)
                    VALUES (1700000000, 'juf', 'opened', 1, '2026-1', '[{"field":"kind","to":"hulp"}]');
                    """)
        }
        try old.close()
        let world = try World(Store(path: path))
        let found = try await world.store.history.verify()
        #expect(found.isSound && found.count == 2)
        #expect(try await world.store.history.entries(of: 1).map(\.changes) == [[.init("kind", to: "hulp")]])
        _ = try await world.store.followUps.snooze(1, until: at("2026-11-24 08:00"), reason: "klaar", by: world.change("2026-11-22 12:00"))
        #expect(try await world.store.history.entries().map(\.id) == [1, 2, 3])
        #expect(try await world.store.history.verify(kept: found.head).kept == 2)
        #expect(throws: DatabaseError.self) { try world.sql("DELETE FROM history") }
    }

    private func stored(_ world: World, _ id: Int64) throws -> StoredEntry? {
        try world.store.connection.onWriterNow { db in
            try Row.fetchOne(db, sql: "SELECT \(StoredEntry.columns) FROM history WHERE id = ?", arguments: [id]).flatMap { StoredEntry($0) }
        }
    }
}
