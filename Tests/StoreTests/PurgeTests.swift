import Foundation
import FollowUps
import GRDB
import StoreTestSupport
import Testing

@testable import Store

@Suite("Purging")
struct PurgeTests {
    private let retention = Retention(caseTerm: Term(24, .months))
    private let note = "kwartiermakersoverleg"
    private let reason = "vergaderstukkenmap"

    /// Two cases with a note, a title, an exclusion, messages and history; the first is closed on 30 November 2026,
    /// with what had been opened because nothing else was open in it.
    private func world(_ store: Store? = nil) async throws -> World {
        let world = try World(store)
        for code in ["2026-1", "2026-2"] {
            let kind = try #require(world.catalogue.kind("taak"))
            _ = try await world.store.followUps.open(
                NewFollowUp(
                    kind: kind, title: "titel van \(code)", school: "vlieger", caseCode: CaseCode(code), owner: .role("ib"),
                    due: .day(day("2026-12-07")),
                    note: "\(note) \(code)"), by: world.change("2026-11-22 12:00"))
            _ = try await world.store.cases.exclude(
                "directie", from: CaseCode(code), by: world.change("2026-11-22 12:01"), newMessageID: world.newMessageID)
            try await world.store.history.record([CaseReading(CaseCode(code), by: "ib", at: at("2026-11-22 12:02"))])
        }
        _ = try await world.pass("2026-11-23 08:00")
        _ = try await world.store.followUps.cancel(1, reason: reason, by: world.change("2026-11-30 10:00"))
        _ = try await world.store.cases.close("2026-1", by: world.change("2026-11-30 10:01"))
        return world
    }

    private func expired(_ world: World, _ now: String) async throws -> [String] {
        try await world.store.cases.expired(retention, in: world.directory, at: at(now)).map { "\($0.dossier.code) \($0.lastDay)" }
    }

    @Test("the term counts from the day of closing; its last day is still kept, and an open case always is")
    func term() async throws {
        let world = try await world()
        try await world.runs(until: "2028-11-30 23:59")
        #expect(try await expired(world, "2028-11-30 23:59") == [])
        #expect(try await expired(world, "2028-12-01 00:00") == ["2026-1 2028-11-30"])
        #expect(try await expired(world, "2099-01-01 00:00") == ["2026-1 2028-11-30"])
        #expect(try await world.store.cases.purge(retention, by: world.change("2028-11-30 23:59")).isEmpty)
        #expect(try await world.store.cases.dossier("2026-1").isOpen == false)
    }

    @Test("a leap of the clock makes nothing old enough for a week: it may be wrong, and what is removed is gone")
    func leap() async throws {
        let world = try await world()
        #expect(try await world.store.cases.purge(retention, by: world.change("2029-03-01 09:00")).isEmpty)
        #expect(try await world.store.cases.purge(retention, by: world.change("2029-03-08 08:59")).isEmpty)
        try await world.runs(until: "2029-03-08 09:00")
        #expect(try await world.store.cases.purge(retention, by: world.change("2029-03-08 09:00")).count == 1)
    }

    @Test("what is held stays until it is released, and the history tells of both")
    func held() async throws {
        let world = try await world()
        try await world.runs(until: "2028-12-01 09:00")
        let later = world.change("2028-12-01 09:00")
        await #expect(throws: StoreError.notHeld("2026-1")) { try await world.store.cases.release(ReleaseRequest("2026-1"), by: later) }
        let held = try await world.store.cases.hold("2026-1", reason: "klacht", by: later)
        #expect(held.hold == Case.Hold(since: at("2028-12-01 09:00"), reason: "klacht"))
        await #expect(throws: StoreError.alreadyHeld("2026-1")) { try await world.store.cases.hold("2026-1", reason: "x", by: later) }
        #expect(try await world.store.cases.expired(retention, in: world.directory, at: later.now).map(\.isPurgeable) == [false])
        #expect(try await world.store.cases.purge(retention, by: later).isEmpty)
        #expect(try await world.store.cases.release(ReleaseRequest("2026-1"), by: later).hold == nil)
        #expect(try await world.store.history.entries(caseCode: "2026-1").suffix(2).map(\.action) == [.held, .released])
        #expect(try await world.store.cases.purge(retention, by: later).count == 1)
    }

    @Test("everything of the case goes and nothing of another; the history keeps its length and verifies, and says that something was removed")
    func removed() async throws {
        let world = try await world()
        let before = try await world.store.history.verify()
        let messages = try await world.store.outbox.messages().map(\.followUps)
        try await world.runs(until: "2028-12-01 09:00")
        let purged = try await world.store.cases.purge(retention, by: world.change("2028-12-01 09:00"))
        #expect(purged.map(\.dossier.code) == ["2026-1"] && purged.map(\.followUps) == [2] && purged.map(\.entries) == [7])
        for table in ["cases", "follow_ups", "exclusions"] { #expect(try world.count(table) == 1, "\(table)") }
        // One message told of both; it still tells of the other.
        #expect(messages == [[1, 2]])
        #expect(try await world.store.outbox.messages().map(\.followUps) == [[2]])
        #expect(try await world.store.history.entries(caseCode: "2026-1").isEmpty)
        #expect(try await world.store.history.entries(caseCode: "2026-2").count == 3)
        let after = try await world.store.history.verify(kept: before.head)
        #expect(after.isSound && after.count == before.count + 1 && after.kept == Int64(before.count))
        let proof = try #require(try await world.store.history.entries().last)
        #expect(proof.action == .purged && proof.caseCode == nil && proof.actor == "juf")
        #expect(
            proof.changes == [
                .init("school", from: "vlieger"), .init("term", to: "24m"), .init("kept_until", to: "2028-11-30"), .init("follow_ups", from: "2"),
                .init("messages", from: "0"), .init("entries", to: "1-3 7-10"),
            ])
        #expect(
            try await world.store.history.entries().filter { $0.changes == nil }.map(\.action) == [
                .caseOpened, .opened, .excluded, .cancelled, .opened, .cancelled, .caseClosed,
            ])
        #expect(try await world.store.history.readings().map(\.caseCode) == ["2026-2"])
    }

    @Test("a message that told of nothing else goes with its case")
    func messageAlone() async throws {
        let world = try World()
        try world.open()
        _ = try await world.pass("2026-11-23 08:00")
        _ = try await world.store.followUps.cancel(1, reason: "x", by: world.change("2026-11-30 10:00"))
        _ = try await world.store.cases.close("2026-1", by: world.change("2026-11-30 10:01"))
        try await world.runs(until: "2028-12-01 09:00")
        #expect(try await world.store.cases.expired(retention, in: world.directory, at: at("2028-12-01 09:00")).map(\.messages) == [1])
        _ = try await world.store.cases.purge(retention, by: world.change("2028-12-01 09:00"))
        for table in ["messages", "message_reminders", "reminders", "steps", "follow_ups", "cases"] {
            #expect(try world.count(table) == 0, "\(table)")
        }
        // Its number is not given again.
        #expect(try world.open(case: "2028-1", now: "2028-12-01 10:00").id == 3)
    }

    @Test("no byte of the file or its journal tells of the case afterwards")
    func noTrace() async throws {
        let scratch = try Scratch()
        let path = scratch.file("opvolg.db")
        let world = try await world(Store(path: path))
        let words = ["2026-1", "titel van 2026-1", "\(note) 2026-1", reason]
        #expect(try words.allSatisfy { try found($0, path) })
        // Another connection is open, as the daemon's is.
        let daemon = try Store(path: path)
        _ = try await daemon.cases.dossier("2026-1")
        try await world.runs(until: "2028-12-01 09:00")
        _ = try await world.store.cases.purge(retention, by: world.change("2028-12-01 09:00"))
        try await world.store.vacuum()
        #expect(try words.filter { try found($0, path) } == [])
        #expect(try found("\(note) 2026-2", path))
        #expect(try await daemon.history.verify().isSound)
        #expect(try world.count("facts WHERE name = 'unswept'") == 0)
    }

    @Test("a sweep that another program stood in the way of says so, and the next one makes up for it")
    func sweepLater() async throws {
        let scratch = try Scratch()
        let path = scratch.file("opvolg.db")
        let world = try await world(Store(path: path))
        try await world.runs(until: "2028-12-01 09:00")
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let reader = try DatabaseQueue(path: path, configuration: configuration)
        try reader.inDatabase { db in try db.execute(sql: "BEGIN; SELECT count(*) FROM cases") }
        _ = try await world.store.cases.purge(retention, by: world.change("2028-12-01 09:00"))
        try world.sql("PRAGMA busy_timeout = 50")
        await #expect(throws: StoreError.notVacuumed(path: path)) { try await world.store.vacuum() }
        try reader.inDatabase { db in try db.execute(sql: "COMMIT") }
        try await world.store.vacuum()
        #expect(try !found("\(note) 2026-1", path))
    }

    @Test("every table that names a case or a follow-up is one that a purge knows")
    func tables() throws {
        let world = try World()
        let named = try world.store.connection.onWriterNow { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT DISTINCT m.name FROM sqlite_schema AS m JOIN pragma_table_info(m.name) AS c WHERE m.type = 'table' AND (
                        c.name IN ('case_code', 'follow_up', 'note', 'subject') OR EXISTS (
                            SELECT 1 FROM pragma_foreign_key_list(m.name) AS k WHERE k."table" IN ('cases', 'follow_ups', 'reminders')))
                    ORDER BY m.name
                    """)
        }
        #expect(
            named == [
                "case_holders", "case_kinds", "cases", "doubtful_dues", "exclusions", "exemptions", "follow_ups", "history", "holds", "links",
                "message_reminders", "quarantined_follow_ups", "reads", "reminders", "steps", "troubles",
            ])
    }

    @Test("ranges of entries are written as they are read")
    func ranges() {
        #expect(EntryRanges.text([12, 3, 4, 5, 9, 8]) == "3-5 8-9 12")
        #expect(EntryRanges.text([]) == "")
        #expect(EntryRanges.read(fromChanges: #"[{"field":"entries","to":"3-5 12 x 9-8"}]"#) == [3...5, 12...12])
        #expect(EntryRanges.read(fromChanges: "nonsense").isEmpty)
    }

    /// In the file, or in its journal. A code is a word by itself: "2026-1" is no part of "2026-11-23".
    private func found(_ text: String, _ path: String) throws -> Bool {
        let wanted = Data(text.utf8)
        return [path, path + "-wal"].contains { file in
            var rest = (FileManager.default.contents(atPath: file) ?? Data())[...]
            while let range = rest.range(of: wanted) {
                let next = range.upperBound < rest.endIndex ? rest[range.upperBound] : 0
                if !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(next) { return true }
                rest = rest[range.upperBound...]
            }
            return false
        }
    }
}
