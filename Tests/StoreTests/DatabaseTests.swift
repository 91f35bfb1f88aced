import Foundation
import FollowUps
import GRDB
import Synchronization
import Testing

@testable import Store

@Suite("The database file")
struct DatabaseTests {
    private func mode(_ path: String) -> UInt16? {
        var found = stat()
        return stat(path, &found) == 0 ? UInt16(found.st_mode & 0o7777) : nil
    }

    @Test("the file, its companions and the lock are for owner and group, whatever the umask")
    func modes() throws {
        let scratch = try Scratch()
        let path = scratch.file("opvolg.db")
        let store: Store
        let old = umask(0o077)
        defer { umask(old) }
        store = try Store(path: path)
        try World(store).open()
        let lock = try DaemonLock(database: path)
        #expect(lock != nil)
        for name in [path, path + "-wal", path + "-shm", path + ".lock"] { #expect(mode(name) == 0o660, "\(name)") }
    }

    @Test("what one connection writes another reads, and knows that there is something new")
    func dataVersion() async throws {
        let scratch = try Scratch()
        let (one, two) = (try Store(path: scratch.file("opvolg.db")), try Store(path: scratch.file("opvolg.db")))
        let before = try await one.outbox.dataVersion()
        #expect(try await one.outbox.dataVersion() == before)
        try World(one).open()
        #expect(try await one.outbox.dataVersion() == before)
        try World(two).open()
        #expect(try await one.outbox.dataVersion() != before)
        #expect(try await one.followUps.list(FollowUpFilter()).count == 2)
        #expect(try await Store(path: scratch.file("opvolg.db")).followUps.list(FollowUpFilter()).count == 2)
    }

    @Test("opened before the files have been read it makes nothing and migrates nothing")
    func present() throws {
        let scratch = try Scratch()
        let path = scratch.file("opvolg.db")
        #expect(try Store(present: path)?.path == nil)
        #expect(!FileManager.default.fileExists(atPath: path))
        let old = try DatabaseQueue(path: path)
        try old.inDatabase { db in try db.execute(sql: "PRAGMA application_id = \(Schema.applicationID)") }
        try Schema.migrator.migrate(old, upTo: Schema.migrator.migrations[7])
        #expect(try Store(present: path)?.path == nil)
        #expect(try old.read { db in try Int32.fetchOne(db, sql: "PRAGMA user_version") } == 8)
        _ = try Store(path: path)
        #expect(try Store(present: path)?.path == path)
    }

    /// Of a version whose database is there already; 0 is none.
    @Test("many programs may open it at one moment, and make it or bring it up to date", arguments: [0, 1, 2, 5, 8])
    func openedAtOnce(version: Int) async throws {
        for _ in 0..<5 {
            let scratch = try Scratch()
            let path = scratch.file("opvolg.db")
            if version > 0 {
                let old = try DatabaseQueue(path: path)
                try old.inDatabase { db in try db.execute(sql: "PRAGMA application_id = \(Schema.applicationID)") }
                try Schema.migrator.migrate(old, upTo: Schema.migrator.migrations[version - 1])
            }
            let problems = Mutex<[String]>([])
            DispatchQueue.concurrentPerform(iterations: 8) { _ in
                do {
                    let store = try Store(path: path)
                    #expect(try store.connection.onWriterNow { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM follow_ups") } == 0)
                } catch {
                    problems.withLock { $0.append("\(error)") }
                }
            }
            #expect(problems.withLock { $0 } == [])
            #expect(try await DatabaseQueue(path: path).read { db in try Int32.fetchOne(db, sql: "PRAGMA user_version") } == Schema.version)
        }
    }

    @Test("one daemon holds the lock; it is free again when that one ends")
    func lock() throws {
        let scratch = try Scratch()
        var first = try DaemonLock(database: scratch.file("opvolg.db"))
        #expect(first != nil)
        #expect(try DaemonLock(database: scratch.file("opvolg.db")) == nil)
        #expect(try DaemonLock(database: scratch.file("other.db")) != nil)
        first = nil
        #expect(try DaemonLock(database: scratch.file("opvolg.db")) != nil)
    }

    @Test("a newer schema is refused with what to do")
    func newer() throws {
        let scratch = try Scratch()
        let path = scratch.file("opvolg.db")
        try World(Store(path: path)).sql("PRAGMA user_version = 99")
        #expect(throws: StoreError.newerSchema(path: path, found: 99, known: Int(Schema.version))) { try Store(path: path) }
    }

    @Test("a database of another program is refused and not touched")
    func foreign() throws {
        let scratch = try Scratch()
        let path = scratch.file("other.db")
        try DatabaseQueue(path: path).write { db in try db.execute(sql: "CREATE TABLE notes (text)") }
        let before = FileManager.default.contents(atPath: path)
        #expect(throws: StoreError.notOurs(path: path)) { try Store(path: path) }
        #expect(FileManager.default.contents(atPath: path) == before)
        #expect(!FileManager.default.fileExists(atPath: path + "-wal"))
    }

    @Test("a file that is no database, a folder and a missing folder are refused by name")
    func broken() throws {
        let scratch = try Scratch()
        for (name, content) in [("short.db", "hello"), ("long.db", String(repeating: "not a database ", count: 500))] {
            try Data(content.utf8).write(to: URL(fileURLWithPath: scratch.file(name)))
            #expect(throws: StoreError.notADatabase(path: scratch.file(name))) { try Store(path: scratch.file(name)) }
        }
        #expect(throws: StoreError.self) { try Store(path: scratch.path) }
        let nowhere = scratch.file("nowhere/opvolg.db")
        #expect(
            throws: StoreError.cannotOpen(
                path: nowhere, reason: "there is no folder \(scratch.file("nowhere")); make it, or change [service] database")
        ) {
            try Store(path: nowhere)
        }
    }

    @Test("an empty file becomes a database, and a migration that was cut off is finished")
    func cutOff() throws {
        let scratch = try Scratch()
        try Data().write(to: URL(fileURLWithPath: scratch.file("empty.db")))
        try World(Store(path: scratch.file("empty.db"))).open()
        try DatabaseQueue(path: scratch.file("half.db")).inDatabase { db in try db.execute(sql: "PRAGMA application_id = \(Schema.applicationID)") }
        try World(Store(path: scratch.file("half.db"))).open()
    }

    @Test(
        "the schema refuses what must never be",
        arguments: [
            // Promise 1: an open follow-up always has a next instant.
            "UPDATE follow_ups SET next_at = NULL", "UPDATE follow_ups SET status = 'closed'", "UPDATE follow_ups SET status = 'parked'",
            "UPDATE follow_ups SET status = 'cancelled', next_at = NULL", "UPDATE follow_ups SET owner_role = NULL",
            "UPDATE follow_ups SET owner_person = 'x'", "UPDATE follow_ups SET due_day = NULL", "UPDATE follow_ups SET due_day = 'morgen'",
            "UPDATE follow_ups SET due_at = 1", "UPDATE follow_ups SET urgency = 'acute'", "UPDATE follow_ups SET next_at = 'soon'",
            "UPDATE follow_ups SET case_code = 'unknown'", "DELETE FROM follow_ups", "UPDATE follow_ups SET round = 0",
            // Promise 4: a reminder is planned once.
            "INSERT INTO reminders (follow_up, ladder, step, recipient, audience, is_escalation) SELECT follow_up, ladder, step, recipient, audience, 0 FROM reminders",
            "UPDATE messages SET state = 'lost'", "UPDATE messages SET state = 'sent'", "UPDATE messages SET next_attempt_at = NULL",
            "INSERT INTO absences (person, first_day, last_day) VALUES ('ib', '2026-12-02', '2026-12-01')",
            // Promise 11: history is append-only.
            "UPDATE history SET actor = 'nobody'", "DELETE FROM history", "DELETE FROM history WHERE id = 1",
        ])
    func constraints(_ sql: String) async throws {
        let world = try World()
        try world.open()
        try await world.plan("2026-11-23 08:00")
        let error = #expect(throws: DatabaseError.self) { try world.sql(sql) }
        #expect(error?.resultCode == .SQLITE_CONSTRAINT, "\(sql)")
    }

    @Test("last pass and condition say how things stand")
    func condition() async throws {
        let world = try World()
        #expect(try await world.store.outbox.lastPass() == nil)
        try world.open(due: "2026-11-20")
        try await world.plan("2026-11-23 08:00")
        try await world.store.outbox.setLastPass(at("2026-11-23 08:00"))
        let condition = try await world.store.figures.condition(at: at("2026-11-23 08:05"))
        #expect(condition.open == 1 && condition.overdue == 1 && condition.waiting == 1 && condition.failed == 0)
        #expect(condition.oldestUnsent == at("2026-11-23 08:00") && condition.lastPass == at("2026-11-23 08:00"))
        #expect(condition.nextLook == at("2026-11-24 08:00"))
    }
}
