import FollowUps
import Foundation
import StoreTestSupport
import Testing

@testable import Store

@Suite("A case as one person sees it")
struct CaseViewTests {
    private let code = CaseCode("2026-1")

    private func world() throws -> World {
        let world = try World.withPages()
        try world.open(case: "2026-1")
        return world
    }

    private func view(_ world: World, _ person: PersonID, done: HistoryEntry.Action? = nil) async throws -> CaseView? {
        let now = at("2026-11-23 12:00")
        let visibility = try #require(try await world.store.visibility.visibility(of: person, rules: world.rules(), at: now))
        return try await world.store.visibility.caseView(code, in: visibility, done: done, rules: world.rules(), at: now)
    }

    private func exclude(_ world: World, _ person: PersonID, by actor: String = "directie") async throws {
        let request = try ExclusionRequest(person, from: code, rules: world.rules())
        _ = try await world.store.cases.exclude(request, by: world.change("2026-11-23 10:00", by: actor), newMessageID: world.newMessageID)
    }

    @Test("whoever looks after it has its timeline, the directie its code and what they may do, and others nothing")
    func permissions() async throws {
        let world = try world()
        #expect(try await view(world, "ib")?.timeline?.followUps.map(\.id) == [1])
        let directie = try #require(try await view(world, "directie"))
        #expect(directie.timeline == nil && directie.permission.actions == [.exclude, .readmit, .hold, .release])
        #expect(try await view(world, "bestuur") == nil)
        #expect(try await view(world, "ib2") == nil)
        try await exclude(world, "ib")
        #expect(try await view(world, "ib") == nil)
    }

    @Test("what was done is the latest change of that sort by whoever looks, and no change of somebody else")
    func done() async throws {
        let world = try world()
        try await exclude(world, "bestuur")
        #expect(try await view(world, "directie", done: .excluded)?.done?.changes?.first?.to == "bestuur")
        #expect(try await view(world, "ib", done: .excluded)?.done == nil)
        #expect(try await view(world, "directie", done: .held)?.done == nil)
    }

    @Test("it warns of what nobody can be reminded of any more")
    func unreachable() async throws {
        let world = try world()
        // They can sign in, but no channel leads to them.
        let people = world.directory.people.map { $0.id == "directie" ? Person(id: $0.id, name: $0.name, channels: []) : $0 }
        world.directory = Directory(clock: amsterdam, schools: world.directory.schools, people: people)
        #expect(try await view(world, "directie")?.warnings.unreachable == [])
        for person: PersonID in ["ib", "ib2", "bestuur"] { try await exclude(world, person) }
        #expect(try await view(world, "directie")?.warnings.unreachable == [1])
    }

    @Test("a list is searched by what a code holds, in open and closed cases, a page at a time")
    func search() async throws {
        let world = try world()
        for code in ["2026-2", "2026-10", "2026-11"] { try world.open(case: code) }
        try world.sql("UPDATE cases SET closed_at = 1795600000 WHERE code = '2026-11'")
        let now = at("2026-11-23 12:00")
        let ib = try #require(try await world.store.visibility.visibility(of: "ib", rules: world.rules(), at: now))
        func codes(_ text: String, _ state: CaseSearch.State, skipping skipped: Int = 0, limit: Int = 9) async throws -> String {
            let search = CaseSearch(text: text, state: state)
            let lines = try await world.store.visibility.caseLines(in: ib, matching: search, skipping: skipped, limit: limit)
            let count = try await world.store.visibility.caseCount(in: ib, matching: search)
            return lines.map(\.dossier.code.rawValue).joined(separator: " ") + " of \(count)"
        }
        #expect(try await codes("", .open) == "2026-1 2026-10 2026-2 of 3")
        #expect(try await codes("", .closed) == "2026-11 of 1")
        #expect(try await codes("-1", .all) == "2026-1 2026-10 2026-11 of 3")
        #expect(try await codes("%", .all) == " of 0")
        #expect(try await codes("", .all, skipping: 2, limit: 2) == "2026-11 2026-2 of 4")
    }

    @Test("the code that is proposed is free, and like the latest that they may know of")
    func proposedCode() async throws {
        let world = try world()
        try world.open(case: "2026-2", now: "2026-11-22 13:00")
        try world.open(case: "2026-3", now: "2026-11-22 14:00")
        func proposed(hiding hidden: Set<CaseCode>) async throws -> CaseCode {
            try await world.store.cases.proposedCode(at: "vlieger", hiding: hidden, rules: world.rules(), at: at("2026-11-23 12:00"))
        }
        #expect(try await proposed(hiding: []) == CaseCode("2026-4"))
        #expect(try await proposed(hiding: [CaseCode("2026-3")]) == CaseCode("2026-4"))
        #expect(try await world.store.cases.hasOpened(CaseCode("2026-2"), "juf"))
        #expect(try await !world.store.cases.hasOpened(CaseCode("2026-2"), "ib"))
    }

    @Test("a release says why, if somebody says so")
    func release() async throws {
        let world = try world()
        let change = world.change("2026-11-23 11:00", by: "directie")
        _ = try await world.store.cases.hold(HoldRequest(code, reason: "Klacht"), by: change)
        _ = try await world.store.cases.release(ReleaseRequest(code, reason: "Afgehandeld"), by: change)
        let entry = try #require(try await view(world, "directie", done: .released)?.done)
        #expect(entry.changes == [.init("hold", from: "Klacht"), .init("reason", to: "Afgehandeld")])
    }
}
