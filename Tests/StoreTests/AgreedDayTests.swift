import FollowUps
import Foundation
import StoreTestSupport
import Testing

@testable import Store

@Suite("Closing with a day that was agreed on")
struct AgreedDayTests {
    private static func kind(_ id: KindID, _ outcomes: [Outcome]) -> Kind {
        Kind(
            id: id, title: LocalizedText(nl: id.rawValue), source: "5", scope: .case, owner: .role("ib"), urgency: .normal, term: Term(6, .weeks),
            outcomes: outcomes)
    }

    private func world() throws -> World {
        let world = try World()
        let agreed = Outcome(
            id: "afgesproken", title: LocalizedText(nl: "Afgesproken"), then: [Consequence("resultaat", isDueAsAgreed: true)], asksDue: true)
        let done = Outcome(id: "klaar", title: LocalizedText(nl: "Klaar"), ends: true)
        world.catalogue = Catalogue(
            kinds: [Self.kind("hulp", [agreed, done]), Self.kind("resultaat", [done])], roles: [], caseKinds: CaseKinds(owner: "ib"))
        return world
    }

    private func close(_ id: Int64, due: String, in world: World, at now: String = "2026-12-10 15:30") async throws -> ClosingResult {
        let change = world.change(now, by: "ib")
        let followUp = try await world.store.followUps.followUp(id).followUp
        return try await world.store.followUps.close(
            ClosingRequest(followUp, outcome: "afgesproken", on: nil, due: DateExpression(due), reason: nil, rules: change.rules, now: change.now),
            by: change)
    }

    @Test("opens what follows on that day, writes it down, and is taken back by reopening")
    func closing() async throws {
        let world = try world()
        try world.open("hulp")
        let result = try await close(1, due: "2027-01-20", in: world)
        #expect(result.opened.map(\.due) == [.day(day("2027-01-20"))])
        let entry = try #require(try await world.store.history.entries(of: 1).last)
        #expect(entry.changes?.contains(.init("agreed", to: "2027-01-20")) == true)
        let taken = try await world.store.followUps.reopen(1, reason: "vergissing", by: world.change("2026-12-10 15:31", by: "ib"))
        #expect(taken.followUp.status == .open && taken.withdrawn.map(\.id) == [2])
    }

    @Test("leaves the earliest day where what follows is open already")
    func joining() async throws {
        let world = try world()
        try world.open("hulp")
        try world.open("resultaat", due: "2027-01-25")
        #expect(try await close(1, due: "2027-02-01", in: world).kept.map(\.due) == [.day(day("2027-01-25"))])
        try world.open("hulp")
        #expect(try await close(3, due: "2027-01-20", in: world).kept.map(\.due) == [.day(day("2027-01-20"))])
    }
}
