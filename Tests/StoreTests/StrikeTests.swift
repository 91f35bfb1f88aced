import Foundation
import FollowUps
import GRDB
import StoreTestSupport
import Testing

@testable import Store

@Suite("Striking out")
struct StrikeTests {
    private static let name = "Sanne uit groep 5"

    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private var path: String { scratch.file("opvolg.db") }

    /// A follow-up whose note and first snooze hold a name.
    private func world() async throws -> (World, Int64) {
        let world = try World(Store(path: path))
        let kind = try #require(world.catalogue.kind("taak"))
        let id = try await world.store.followUps.open(
            NewFollowUp(
                kind: kind, title: "titel", school: "vlieger", caseCode: "2026-1", owner: .role("ib"),
                due: .day(day("2026-12-07")), note: Self.name), by: world.change("2026-11-22 12:00")
        ).followUp.id
        _ = try await world.store.followUps.snooze(id, until: at("2026-11-24 08:00"), reason: Self.name, by: world.change("2026-11-23 09:00"))
        _ = try await world.store.followUps.snooze(id, until: at("2026-11-25 08:00"), reason: "ziek", by: world.change("2026-11-23 09:01"))
        return (world, id)
    }

    private func strike(_ world: World, _ id: Int64, note: Bool = false, entries: [Int64] = []) async throws -> [Int64] {
        let strike = try #require(Strike(.followUp(id), hasNote: note, entries: entries))
        let struck = try await world.store.history.strike(
            StrikeRequest(strike, reason: "een naam"), words: "(doorgehaald)", by: world.change("2026-11-23 10:00", by: "directie"))
        try await world.store.vacuum()
        return struck
    }

    private func entry(_ world: World, _ id: Int64, _ action: HistoryEntry.Action) async throws -> [HistoryEntry] {
        try await world.store.history.entries(of: id).filter { $0.action == action }
    }

    @Test("takes the text out wherever it is kept, down to the bytes of the file; the rest of the entry stays, and the history verifies")
    func everywhere() async throws {
        let (world, id) = try await world()
        let before = try await world.store.history.verify()
        let number = try #require(try await entry(world, id, .snoozed).first?.id)
        let struck = try await strike(world, id, note: true)
        #expect(struck == [number])
        #expect(try await world.store.followUps.note(of: id) == nil)
        #expect(try await entry(world, id, .snoozed).map { $0.changes?.last?.to } == ["(doorgehaald)", "ziek"])
        #expect(try await entry(world, id, .snoozed).first?.changes?.first?.to == "2026-11-24T08:00:00+01:00")
        let told = try #require(try await entry(world, id, .struck).first)
        #expect(told.actor == "directie" && told.changes?.first == HistoryEntry.Change("reason", to: "een naam"))
        let after = try await world.store.history.verify(kept: before.head)
        #expect(after.problems == [] && after.kept == Int64(before.count) && after.count == before.count + 1)
        for name in try FileManager.default.contentsOfDirectory(atPath: scratch.path) {
            let bytes = try Data(contentsOf: URL(filePath: scratch.file(name)))
            #expect(bytes.firstRange(of: Data(Self.name.utf8)) == nil, "\(name)")
        }
    }

    @Test("of an entry, what is struck out, and not what others hold")
    func ofAnEntry() async throws {
        let (world, id) = try await world()
        let last = try #require(try await entry(world, id, .snoozed).last?.id)
        #expect(try await strike(world, id, entries: [last]) == [last])
        #expect(try await entry(world, id, .snoozed).map { $0.changes?.last?.to } == [Self.name, "(doorgehaald)"])
        #expect(try await world.store.followUps.note(of: id) == Self.name)
        #expect(try await world.store.history.verify().isSound)
    }

    @Test("may be struck out itself, and the history still verifies")
    func twice() async throws {
        let (world, id) = try await world()
        let last = try #require(try await entry(world, id, .snoozed).last?.id)
        _ = try await strike(world, id, entries: [last])
        let told = try #require(try await entry(world, id, .struck).last?.id)
        #expect(try await strike(world, id, entries: [told]) == [told])
        #expect(try await entry(world, id, .struck).first?.changes?.first?.to == "(doorgehaald)")
        #expect(try await world.store.history.verify().isSound)
    }

    @Test("what nobody wrote, another's entry and what is not there are refused, and change nothing")
    func refusals() async throws {
        let (world, id) = try await world()
        let other = try world.open(case: "2026-2").id
        let head = try await world.store.history.verify().head
        let opened = try #require(try await entry(world, id, .opened).first?.id)
        await #expect(throws: StoreError.notStruck(.noText(opened))) { try await strike(world, id, entries: [opened]) }
        await #expect(throws: StoreError.notStruck(.noEntry(999))) { try await strike(world, id, entries: [999]) }
        await #expect(throws: StoreError.notStruck(.noNote)) { try await strike(world, other, note: true) }
        let foreign = try #require(try await entry(world, other, .opened).first?.id)
        await #expect(throws: StoreError.notStruck(.noEntry(foreign))) { try await strike(world, id, entries: [foreign]) }
        #expect(try await world.store.history.verify().head == head)
    }

    @Test("nothing else may be written anew, and what is written anew otherwise than was struck out is found")
    func forgery() async throws {
        let (world, id) = try await world()
        let snoozes = try await entry(world, id, .snoozed).map(\.id)
        _ = try await strike(world, id, entries: [snoozes[1]])
        #expect(throws: DatabaseError.self) { try world.sql("UPDATE history SET changes = '[]' WHERE id = \(snoozes[0])") }
        try world.sql("UPDATE history SET changes = '[]' WHERE id = \(snoozes[1])")
        #expect(try await world.store.history.verify().problems == [.init(entry: snoozes[1], fault: .contentChanged)])
    }

    @Test("a case's entries go with a purge, and the history still verifies")
    func purged() async throws {
        let (world, id) = try await world()
        _ = try await strike(world, id, note: true)
        _ = try await world.store.followUps.cancel(id, reason: "klaar", by: world.change("2026-11-30 10:00"))
        _ = try await world.store.cases.close("2026-1", by: world.change("2026-11-30 10:01"))
        try await world.runs(until: "2028-12-01 09:00")
        #expect(try await world.store.cases.purge(Retention(caseTerm: Term(24, .months)), by: world.change("2028-12-01 09:00")).count == 1)
        #expect(try await world.store.history.verify().isSound)
    }
}
