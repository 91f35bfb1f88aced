import FollowUps
import Foundation
import Testing

@testable import Store

@Suite("Asking an owner again")
struct RemindingAgainTests {
    /// A follow-up of a case that is overdue, and of which everything up to the 9th has been said.
    private func overdue() async throws -> World {
        let world = try World()
        world.catalogue = Catalogue(
            kinds: world.catalogue.kinds,
            roles: [
                Role(id: "directie", title: LocalizedText(nl: "d"), sees: .school), Role(id: "ib", title: LocalizedText(nl: "ib"), sees: .cases),
            ],
            caseKinds: CaseKinds(owner: "ib"))
        try world.open()
        for day in ["2026-11-23 08:00", "2026-12-03 08:00", "2026-12-07 08:00", "2026-12-09 08:00"] { _ = try await world.pass(day) }
        return world
    }

    @discardableResult
    private func ask(_ world: World, _ now: String, by actor: String = "directie") async throws -> FollowUp {
        let change = world.change(now, by: actor)
        let followUp = try await world.store.followUps.followUp(1).followUp
        return try await world.store.followUps.remind(try RemindRequest(followUp, rules: change.rules, now: change.now), by: change)
    }

    @Test("sends one reminder more, writes it down, and leaves the rest as it was")
    func asks() async throws {
        let world = try await overdue()
        try await ask(world, "2026-12-10 10:00")
        #expect(try await world.store.outbox.nextInstant() == at("2026-12-10 10:00"))
        #expect(try await world.pass("2026-12-10 10:00") == ["ib mail: 1 again 2026-12-10T10:00:00+01:00"])
        #expect(try await world.pass("2026-12-11 08:00") == [])
        #expect(try await world.pass("2026-12-14 08:00").sorted() == ["directie mail: 1 +5sd", "ib mail: 1 +5sd"])
        let entry = try #require(try await world.store.history.entries(of: 1).last)
        #expect(entry.action == .reminded && entry.actor == "directie" && entry.caseCode == CaseCode("2026-1"))
        #expect(entry.changes == [.init("asked_again", to: "2026-12-10T10:00:00+01:00")])
    }

    @Test("is done once a day, also by two at once, and again the day after")
    func once() async throws {
        let world = try await overdue()
        let change = world.change("2026-12-10 10:00", by: "directie")
        let before = try await world.store.followUps.followUp(1).followUp
        let request = try RemindRequest(before, rules: change.rules, now: change.now)
        _ = try await world.store.followUps.remind(request, by: change)
        await #expect(throws: StoreError.askedAlready(1, at: at("2026-12-10 10:00"))) {
            try await world.store.followUps.remind(request, by: world.change("2026-12-10 10:01", by: "bestuur"))
        }
        _ = try await world.pass("2026-12-10 10:00")
        try await ask(world, "2026-12-11 09:00")
        #expect(try await world.pass("2026-12-11 09:00") == ["ib mail: 1 again 2026-12-11T09:00:00+01:00"])
    }

    @Test("ends with what it was asked of: a new owner is told by the escalation that begins with them")
    func assigned() async throws {
        let world = try await overdue()
        try await ask(world, "2026-12-10 18:00")
        let change = world.change("2026-12-10 19:00", by: "directie")
        let assigned = try await world.store.followUps.assign(AssignmentRequest(1, to: .person("ib2"), rules: change.rules), by: change)
        #expect(assigned.askedAgainAt == nil)
        #expect(try await world.pass("2026-12-11 08:00") == ["ib2 mail: 1 open"])
    }

    @Test("is for what they see there: not for a case from which they are excluded, nor of another school")
    func excluded() async throws {
        let world = try await overdue()
        let change = world.change("2026-12-10 10:00", by: "bestuur")
        func seen(at school: SchoolID) async throws -> Bool {
            let visibility = try #require(try await world.store.visibility.visibility(of: "directie", rules: world.rules(), at: change.now))
            let found = try await world.store.followUps.followUp(1, at: school, in: visibility)
            let overdue = try await world.store.followUps.overdue(at: school, in: visibility, at: change.now, limit: 5)
            #expect(overdue.map(\.id) == (found.map { [$0.id] } ?? []))
            return found.map(visibility.mayRemind) ?? false
        }
        #expect(try await seen(at: "vlieger"))
        #expect(try await !seen(at: "regenboog"))
        _ = try await world.store.cases.exclude(
            try ExclusionRequest("directie", from: CaseCode("2026-1"), rules: change.rules), by: change, newMessageID: world.newMessageID)
        #expect(try await !seen(at: "vlieger"))
        await #expect(throws: StoreError.noSuchFollowUp(1)) { try await ask(world, "2026-12-10 11:00") }
    }

    @Test("what is overdue comes acute first, then urgent, each by due moment")
    func order() async throws {
        let world = try await overdue()
        try world.open("spoed", due: "2026-12-08", now: "2026-12-09 09:00")
        try world.open("hulp", due: "2026-12-01", now: "2026-12-09 09:00")
        try world.open("acuut", due: "2026-12-09 12:00", now: "2026-12-09 09:00")
        try world.open("acuut", due: "2027-12-09 12:00", now: "2026-12-09 09:00")
        let visibility = try #require(
            try await world.store.visibility.visibility(of: "directie", rules: world.rules(), at: at("2026-12-10 10:00")))
        func ids(_ limit: Int) async throws -> [Int64] {
            try await world.store.followUps.overdue(at: "vlieger", in: visibility, at: at("2026-12-10 10:00"), limit: limit).map(\.id)
        }
        #expect(try await ids(9) == [4, 2, 3, 1])
        #expect(try await ids(2) == [4, 2])
    }

    @Test("of a case the directie opens the page of what has escalated to them, and of the school that of everything")
    func readable() async throws {
        let world = try await overdue()
        try world.open("taak", due: "2026-12-08", case: nil, title: "iets", now: "2026-12-09 09:00")
        func readable(_ now: String) async throws -> Set<Int64> {
            let visibility = try #require(try await world.store.visibility.visibility(of: "directie", rules: world.rules(), at: at(now)))
            let found = try await world.store.followUps.overdue(at: "vlieger", in: visibility, at: at(now), limit: 9)
            #expect(found.count == 2)
            return try await world.store.followUps.readable(found, in: visibility, rules: world.rules(), at: at(now))
        }
        #expect(try await readable("2026-12-10 10:00") == [2])
        _ = try await world.pass("2026-12-14 08:00")
        #expect(try await readable("2026-12-14 09:00") == [1, 2])
    }
}
