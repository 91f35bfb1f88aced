import FollowUps
import StoreTestSupport
import Testing

@testable import Store

@Suite("What comes round by itself")
struct ChainTests {
    /// Two yearly duties of a school, one of which leads to the other, and a yearly training of an employee.
    private func world() throws -> World {
        func kind(_ id: KindID, _ scope: Kind.Scope, _ outcomes: [(OutcomeID, [Consequence])], ends: OutcomeID? = nil) -> Kind {
            Kind(
                id: id, title: LocalizedText(nl: id.rawValue), source: "II", scope: scope, owner: .role("directie"), urgency: .normal, term: nil,
                repeat: Term(12, .months),
                outcomes: outcomes.map { Outcome(id: $0.0, title: LocalizedText(nl: "x"), then: $0.1, ends: $0.0 == ends) })
        }
        let world = try World()
        world.catalogue = Catalogue(
            kinds: [
                kind("bekendheid", .school, [("gedaan", []), ("niet-gedaan", [Consequence("bekendheid", in: Term(4, .weeks))])]),
                kind(
                    "vaststellen", .school,
                    [
                        ("ongewijzigd", []), ("gewijzigd", [Consequence("bekendheid")]),
                        ("haast", [Consequence("bekendheid", in: Term(2, .weeks))]),
                        ("dubbel", [Consequence("bekendheid", in: Term(2, .weeks)), Consequence("bekendheid")]),
                    ]),
                kind("training", .employee, [("behaald", []), ("gemist", [Consequence("training", in: Term(4, .weeks))]), ("weg", [])], ends: "weg"),
            ], roles: [])
        return world
    }

    @discardableResult
    private func open(
        _ kind: KindID, due: String, school: SchoolID = "vlieger", employee: PersonID? = nil, in world: World
    ) async throws -> FollowUp {
        let opening = NewFollowUp(
            kind: try #require(world.catalogue.kind(kind)), school: school, employee: employee, owner: .role("directie"), due: .day(day(due)))
        return try await world.store.followUps.open(opening, by: world.change("2026-11-23 10:00")).followUp
    }

    private func close(_ id: Int64, _ outcome: OutcomeID, in world: World) async throws -> ClosingResult {
        try await world.store.followUps.close(id, with: outcome, on: nil, reason: nil, by: world.change("2026-12-01 10:00"))
    }

    @Test("is not opened a second time by an outcome while it is open: it keeps its due day when that comes first")
    func kept() async throws {
        let world = try world()
        try await open("vaststellen", due: "2026-12-07", in: world)
        try await open("bekendheid", due: "2027-03-01", in: world)
        let result = try await close(1, "gewijzigd", in: world)
        #expect(result.opened.map(\.kind) == ["vaststellen"] && result.kept.map(\.id) == [2])
        #expect(result.kept.map(\.due) == [.day(day("2027-03-01"))] && result.kept.map(\.escalation.number) == [1])
        #expect(try await world.store.history.entries(of: 2).map(\.action) == [.opened])
    }

    @Test("gets the due day that an outcome asks for when that comes earlier; its escalation starts anew, and the history says why")
    func hastened() async throws {
        let world = try world()
        try await open("vaststellen", due: "2026-12-07", in: world)
        try await open("bekendheid", due: "2027-03-01", in: world)
        let result = try await close(1, "haast", in: world)
        #expect(try await world.store.followUps.followUp(2).followUp.due == .day(day("2026-12-15")))
        #expect(result.kept.map(\.id) == [2] && result.kept.map(\.escalation.number) == [2])
        let entry = try #require(try await world.store.history.entries(of: 2).last)
        #expect(entry.action == .rescheduled)
        #expect(entry.changes == [.init("due", from: "2027-03-01", to: "2026-12-15"), .init("reason", to: "the closing of 1 asks for it earlier")])
        #expect(try await world.pass("2026-12-01 10:00").contains { $0.hasPrefix("directie mail: 2 open") || $0.contains(", 2 open") })
    }

    @Test("is opened once by an outcome that asks for it twice, and goes on as one chain")
    func once() async throws {
        let world = try world()
        try await open("vaststellen", due: "2026-12-07", in: world)
        let result = try await close(1, "dubbel", in: world)
        #expect(result.opened.map(\.kind) == ["bekendheid", "vaststellen"] && result.kept == [])
        #expect(try await close(2, "niet-gedaan", in: world).opened.map(\.due) == [.day(day("2027-01-04"))])
        #expect(try world.count("follow_ups WHERE kind = 'bekendheid' AND status = 'open'") == 1)
    }

    @Test("is another one at another school, or of another employee; two of the same end as one")
    func others() async throws {
        let world = try world()
        try await open("vaststellen", due: "2026-12-07", in: world)
        try await open("bekendheid", due: "2026-12-14", school: "regenboog", in: world)
        #expect(try await close(1, "gewijzigd", in: world).kept == [])
        try await open("training", due: "2026-12-07", employee: "ib", in: world)
        try await open("training", due: "2026-12-07", employee: "ib2", in: world)
        #expect(try await close(5, "gemist", in: world).kept == [])
        try await open("training", due: "2026-12-14", employee: "ib2", in: world)
        #expect(try await close(6, "behaald", in: world).kept.map(\.employee) == ["ib2"])
        #expect(try world.count("follow_ups WHERE employee = 'ib2' AND status = 'open'") == 1)
    }

    @Test("ends with an outcome that ends it, so that whoever has left is asked no more")
    func ended() async throws {
        let world = try world()
        try await open("training", due: "2026-12-07", employee: "ib", in: world)
        #expect(try await close(1, "weg", in: world).opened == [])
        #expect(try world.count("follow_ups WHERE status = 'open'") == 0)
    }
}
