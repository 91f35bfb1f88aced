import Foundation
import FollowUps
import GRDB
import StoreTestSupport
import Testing

@testable import Store

@Suite("Backup and restore")
struct BackupTests {
    private let scratch: Scratch
    private let path: String

    init() throws {
        scratch = try Scratch()
        path = scratch.file("opvolg.db")
    }

    private func world() throws -> World { try World(Store(path: path)) }

    private func backUp(_ world: World, to name: String = "backup.db", replacing: Bool = false) async throws -> BackupResult {
        try await world.store.backUp(to: scratch.file(name), replacing: replacing, acceptingUnsoundHistory: false)
    }

    @discardableResult
    private func restore(_ name: String = "backup.db", accepting: Bool = false, at now: String = "2026-11-30 12:00") throws -> RestoreResult {
        try Store.restore(
            from: scratch.file(name), to: path, acceptingUnsoundHistory: accepting, clock: amsterdam, by: "juf", at: at(now))
    }

    private func mode(_ path: String) -> UInt16? {
        var found = stat()
        return stat(path, &found) == 0 ? UInt16(found.st_mode & 0o7777) : nil
    }

    private func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: scratch.path).sorted() }

    @Test("a backup made amid a thousand writes is whole, and is of one moment")
    func whileWriting() async throws {
        let world = try world()
        let followUp = try world.open()
        let change = world.change("2026-11-22 12:00")
        let writer = Task.detached { [path] in
            let store = try Store(path: path)
            for number in 0..<1000 {
                _ = try await store.followUps.snooze(
                    followUp.id, until: change.now.addingTimeInterval(Double(number + 1)), reason: "\(number)", by: change)
            }
        }
        var counts: [Int] = []
        for number in 0..<5 {
            let result = try await backUp(world, to: "backup-\(number).db")
            #expect(result.history.isSound)
            counts.append(result.history.count)
            // The last entry and the follow-up are of the same moment.
            let copy = try DatabaseQueue(path: scratch.file("backup-\(number).db"))
            let (snoozed, last) = try await copy.read { db in
                (
                    try Int64.fetchOne(db, sql: "SELECT snoozed_until FROM follow_ups"),
                    try String.fetchOne(db, sql: "SELECT changes FROM history WHERE action = 'snoozed' ORDER BY id DESC LIMIT 1")
                )
            }
            if let snoozed, let last { #expect(last.contains("\"to\":\"\(snoozed - change.now.unixSeconds - 1)\"")) }
        }
        try await writer.value
        #expect(counts == counts.sorted())
        #expect(try await backUp(world, to: "last.db").history.count == 1002)
        #expect(try names().filter { $0.hasSuffix(".part") || $0.hasPrefix("backup") && $0.contains("-wal") } == [])
    }

    @Test("a backup is for owner and group, whatever the umask, and is one file")
    func modes() async throws {
        for mask: mode_t in [0o000, 0o077] {
            let old = umask(mask)
            defer { umask(old) }
            let world = try world()
            _ = try await backUp(world, to: "backup-\(mask).db")
            #expect(mode(scratch.file("backup-\(mask).db")) == 0o660)
        }
        #expect(try names().filter { $0.hasPrefix("backup") } == ["backup-0.db", "backup-63.db"])
    }

    @Test("a file that is there is replaced only when asked; a folder, and the database itself, never")
    func inTheWay() async throws {
        let world = try world()
        let file = scratch.file("backup.db")
        try Data("precious".utf8).write(to: URL(fileURLWithPath: file))
        await #expect(throws: StoreError.inTheWay(path: file)) { try await backUp(world) }
        #expect(FileManager.default.contents(atPath: file) == Data("precious".utf8))
        _ = try await backUp(world, replacing: true)
        #expect(FileManager.default.contents(atPath: file)?.prefix(6) == Data("SQLite".utf8))
        for name in ["opvolg.db", "opvolg.db-wal"] {
            await #expect(throws: StoreError.isTheDatabase(path: scratch.file(name))) { try await backUp(world, to: name, replacing: true) }
        }
        await #expect(throws: StoreError.self) { try await world.store.backUp(to: scratch.path, replacing: true, acceptingUnsoundHistory: false) }
        await #expect(throws: StoreError.cannotWrite(path: scratch.file("no/where.db"), reason: "No such file or directory")) {
            try await backUp(world, to: "no/where.db")
        }
    }

    @Test("a damaged database gives no backup, and an unsound history only when that is accepted")
    func damaged() async throws {
        let world = try world()
        try world.open()
        try world.sql("DROP TRIGGER history_is_not_edited; UPDATE history SET actor = 'x' WHERE id = 1")
        await #expect(throws: StoreError.self) { try await backUp(world) }
        #expect(try !names().contains { $0.hasPrefix("backup") })
        #expect(try await world.store.backUp(to: scratch.file("backup.db"), replacing: false, acceptingUnsoundHistory: true).history.isSound == false)
        #expect(throws: StoreError.self) { try restore() }
        try world.sql("PRAGMA foreign_keys = OFF; DELETE FROM cases")
        await #expect(throws: StoreError.damaged(path: scratch.file("other.db"), finding: "rows of follow_ups name others that are gone")) {
            try await world.store.backUp(to: scratch.file("other.db"), replacing: false, acceptingUnsoundHistory: true)
        }
    }

    @Test("a restore brings back what was, keeps what is beside it, and the history says so")
    func restored() async throws {
        let head: HistoryDigest
        do {
            let world = try world()
            try world.open()
            head = try await backUp(world).history.head
            try world.open(case: "2026-2")
            _ = try await world.store.followUps.snooze(1, until: at("2026-12-01 08:00"), reason: "x", by: world.change("2026-11-29 12:00"))
        }
        let result = try restore()
        #expect(result.kept == path + ".before-2026-11-30T120000" && result.entriesLost == 3)
        let after = try self.world()
        #expect(try await after.store.followUps.list(FollowUpFilter()).map(\.followUp.id) == [1])
        #expect(try await after.store.history.verify(kept: head).kept == 2)
        let entry = try #require(try await after.store.history.entries().last)
        #expect(entry.action == .restored && entry.actor == "juf" && entry.changes?.contains(.init("entries_left_out", to: "3")) == true)
        let kept = try World(Store(path: try #require(result.kept)))
        #expect(try await kept.store.followUps.list(FollowUpFilter()).map(\.followUp.id) == [1, 2])
        #expect(try await kept.store.history.verify().count == 5)
        // A number that people have seen is not given again.
        #expect(try after.open(case: "2026-3").id == 3)
        #expect(mode(path) == 0o660)
        #expect(try await after.store.outbox.replan(with: after.rules(fingerprint: "same"), at: at("2026-11-30 12:00")))
    }

    @Test("what was sent since the backup is not sent again, and whoever was excluded since stays so")
    func sentSince() async throws {
        do {
            let world = try world()
            try world.open()
            try world.open(case: "2026-2")
            // Waits in the backup, and is sent after it.
            try await world.plan("2026-11-23 08:00")
            _ = try await backUp(world)
            #expect(try await world.pass("2026-11-23 08:00") == ["ib mail: 1 open, 2 open"])
            #expect(try await world.pass("2026-12-03 08:00") == ["ib mail: 1 -2sd, 2 -2sd"])
            _ = try await world.store.cases.exclude(
                "directie", from: CaseCode("2026-2"), by: world.change("2026-12-03 09:00"), newMessageID: world.newMessageID)
            _ = try await world.store.cases.hold(CaseCode("2026-1"), reason: "klacht", by: world.change("2026-12-03 09:00"))
        }
        let result = try restore(at: "2026-12-03 12:00")
        #expect(result.exclusionsKept == 1 && result.replanned == 0)
        #expect(
            result.sentSince == [
                SentMessage(at: at("2026-11-23 08:00"), recipient: "ib", channel: .mail, followUps: [1, 2]),
                SentMessage(at: at("2026-12-03 08:00"), recipient: "ib", channel: .mail, followUps: [1, 2]),
            ])
        let world = try world()
        world.messageIDStart = "n"
        #expect(try await world.pass("2026-12-03 12:00") == [])
        #expect(try await world.store.outbox.messages().map(\.message.state) == [.sent])
        #expect(try await world.store.cases.dossier(CaseCode("2026-2")).excluded == ["directie"])
        #expect(try await world.store.cases.dossier(CaseCode("2026-1")).hold?.reason == "klacht")
        #expect(try await world.pass("2026-12-07 08:00") == ["ib mail: 1 0, 2 0"])
        #expect(try await world.store.history.verify().isSound)
    }

    @Test("when the database that was there cannot be read, what was due is planned anew as one current message, and the damaged file is kept")
    func sentUnknown() async throws {
        do {
            let world = try world()
            try world.open()
            try await world.plan("2026-11-23 08:00")
            _ = try await backUp(world)
        }
        try Data("nothing that SQLite knows".utf8).write(to: URL(fileURLWithPath: path))
        let result = try restore(at: "2026-12-08 12:00")
        #expect(result.entriesLost == nil && result.sentSince == nil && result.replanned == 1)
        #expect(try #require(result.kept.flatMap { FileManager.default.contents(atPath: $0) }) == Data("nothing that SQLite knows".utf8))
        let world = try world()
        world.messageIDStart = "n"
        #expect(try await world.pass("2026-12-08 12:00") == ["ib mail: 1 0"])
        #expect(try await world.store.outbox.messages().map(\.message.state) == [.dropped, .sent])
    }

    @Test("a message that may have been delivered before the backup keeps its Message-ID after a restore that knows nothing more")
    func possiblyDelivered() async throws {
        let id: String
        do {
            let world = try world()
            try world.open()
            id = try #require(try await world.claim("2026-11-23 08:00").first).message.messageID
            _ = try await backUp(world)
        }
        for name in ["opvolg.db", "opvolg.db-wal", "opvolg.db-shm"] { unlink(scratch.file(name)) }
        #expect(try restore(at: "2026-11-23 12:00").kept == nil)
        #expect(try await world().claim("2026-11-23 12:00").map(\.message.messageID) == [id])
    }

    @Test("nothing is changed by a file that is not a backup, damaged, newer, or not there; nor while the database is used")
    func refused() async throws {
        do { _ = try await backUp(try world()) }
        let before = FileManager.default.contents(atPath: path)
        let good = try #require(FileManager.default.contents(atPath: scratch.file("backup.db")))
        try Data("hello".utf8).write(to: URL(fileURLWithPath: scratch.file("text.db")))
        var bytes = good
        bytes.replaceSubrange(8192..<12288, with: Data(repeating: 0x5a, count: 4096))
        try bytes.write(to: URL(fileURLWithPath: scratch.file("torn.db")))
        try good.prefix(good.count / 2).write(to: URL(fileURLWithPath: scratch.file("half.db")))
        try good.write(to: URL(fileURLWithPath: scratch.file("newer.db")))
        try await DatabaseQueue(path: scratch.file("newer.db")).write { db in try db.execute(sql: "PRAGMA user_version = 99") }
        try await DatabaseQueue(path: scratch.file("foreign.db")).write { db in try db.execute(sql: "CREATE TABLE notes (text)") }
        try Data().write(to: URL(fileURLWithPath: scratch.file("empty.db")))
        for name in ["text.db", "torn.db", "half.db", "newer.db", "foreign.db", "empty.db", "opvolg.db", "nowhere.db", "."] {
            let error = #expect(throws: StoreError.self, "\(name)") { try restore(name) }
            #expect(error?.description.contains(scratch.file(name)) == true, "\(name): \(String(describing: error))")
        }
        var lock = try DaemonLock(database: path)
        #expect(throws: StoreError.anotherRuns(database: path)) { try restore() }
        withExtendedLifetime(lock) {}
        lock = nil
        #expect(FileManager.default.contents(atPath: path) == before)
        #expect(try names().filter { $0.contains(".part") || $0.contains(".before-") } == [])
        try restore()
    }

    @Test("a restore waits for a command that is at work, and a command for a restore")
    func presence() async throws {
        do { _ = try await backUp(try world()) }
        var store: Store? = try Store(path: path)
        let (file, path) = (scratch.file("backup.db"), path)
        let restored = Task.detached {
            try Store.restore(from: file, to: path, acceptingUnsoundHistory: false, clock: amsterdam, by: "juf", at: at("2026-11-30 12:00"))
        }
        // The command goes on with the database that it has, and then ends; at once, for a restore does not wait for ever.
        try store?.connection.onWriterNow { db in try db.set(.lastPass, to: "0") }
        store = nil
        #expect(try await restored.value.kept != nil)
    }

    @Test("a restore opens no door that was closed since: everybody signs in anew, and only a calendar that still had its address keeps it")
    func doors() async throws {
        let secrets = try (1...4).map { try #require(Secret(String(repeating: "s", count: 20) + String($0) + "A")) }
        let now = at("2026-11-22 12:00")
        do {
            let world = try world()
            _ = try await world.store.sessions.requestSignIn(of: "ib", with: secrets[0], at: now)
            _ = try await world.store.sessions.signIn(with: secrets[0], session: secrets[1], at: now)
            _ = try await world.store.sessions.requestSignIn(of: "ib", with: secrets[0], at: now)
            try await world.store.sessions.setCalendarFeed(of: "ib", to: secrets[2], by: "ib", at: now)
            try await world.store.sessions.setCalendarFeed(of: "ib2", to: secrets[3], by: "ib2", at: now)
            _ = try await backUp(world)
            _ = try await world.store.sessions.revokeCalendarFeed(of: "ib", by: "ib", at: now)
        }
        try restore(at: "2026-11-22 12:01")
        let store = try Store(path: path)
        #expect(try await store.sessions.session(secrets[1], at: now) == nil)
        #expect(try await store.sessions.person(signingInWith: secrets[0], at: now) == nil)
        #expect(try await store.sessions.person(withCalendar: secrets[2]) == nil)
        #expect(try await store.sessions.person(withCalendar: secrets[3]) == "ib2")
    }
}
