import FollowUps
import Foundation
import StoreTestSupport
import Testing

@testable import Store

@Suite("Whom a case is about leaves")
struct LeavingTests {
    private func world() throws -> World {
        func outcome(_ id: OutcomeID, _ then: [Consequence] = [], leaves: Bool = false) -> Outcome {
            Outcome(id: id, title: LocalizedText(nl: id.rawValue), then: then, ends: then.isEmpty, leaves: leaves)
        }
        func kind(_ id: KindID, _ outcomes: [Outcome]) -> Kind {
            Kind(
                id: id, title: LocalizedText(nl: id.rawValue), source: "5", scope: .case, owner: .role("ib"), urgency: .normal, term: Term(2, .weeks),
                outcomes: outcomes)
        }
        let world = try World()
        world.catalogue = Catalogue(
            kinds: [
                kind("volgen", [outcome("vertrokken", [Consequence("overdracht")], leaves: true), outcome("goed")]),
                kind("overdracht", [outcome("klaar")]),
            ], roles: [], caseKinds: CaseKinds(owner: "ib"))
        try world.open("volgen")
        return world
    }

    private func left(_ world: World) async throws -> String? {
        try await world.store.cases.dossier(CaseCode("2026-1")).leftOn?.description
    }

    private func leave(_ day: Day?, in world: World, at now: String) async throws {
        let change = world.change(now)
        _ = try await world.store.cases.leave(LeavingRequest(CaseCode("2026-1"), on: day, rules: change.rules, now: change.now), by: change)
    }

    @Test("on the day of the outcome, or today, and not after all when that is taken back")
    func outcome() async throws {
        let world = try world()
        _ = try await world.store.followUps.close(
            1, with: "vertrokken", on: day("2026-12-04"), reason: nil, by: world.change("2026-12-10 10:00", by: "ib"))
        #expect(try await left(world) == "2026-12-04")
        _ = try await world.store.followUps.reopen(1, reason: "vergissing", by: world.change("2026-12-10 10:01", by: "ib"))
        #expect(try await left(world) == nil)
        _ = try await world.store.followUps.close(1, with: "vertrokken", on: nil, reason: nil, by: world.change("2026-12-11 10:00", by: "ib"))
        #expect(try await left(world) == "2026-12-11")
        #expect(try await world.store.history.entries(of: 1).map(\.action).filter { $0 == .caseLeft }.count == 3)
        #expect(try await world.store.history.verify().isSound)
    }

    @Test("as somebody says, and what they say later is not taken back with an outcome")
    func byHand() async throws {
        let world = try world()
        _ = try await world.store.followUps.close(1, with: "vertrokken", on: nil, reason: nil, by: world.change("2026-12-10 10:00", by: "ib"))
        try await leave(day("2026-12-01"), in: world, at: "2026-12-10 10:01")
        _ = try await world.store.followUps.reopen(1, reason: "vergissing", by: world.change("2026-12-10 10:02", by: "ib"))
        #expect(try await left(world) == "2026-12-01")
        try await leave(nil, in: world, at: "2026-12-10 10:03")
        #expect(try await left(world) == nil)
        do {
            _ = try LeavingRequest(CaseCode("2026-1"), on: day("2026-12-11"), rules: world.rules(), now: at("2026-12-10 10:00"))
            Issue.record("a day to come was taken")
        } catch {
            #expect(error.problems == [.dateInFuture(day("2026-12-11"))])
        }
    }

    @Test("and what counts for how long the case is kept is the later of the closing and that day")
    func retention() async throws {
        let world = try world()
        _ = try await world.store.followUps.close(1, with: "goed", on: nil, reason: nil, by: world.change("2026-12-10 10:00", by: "ib"))
        _ = try await world.store.cases.close("2026-1", by: world.change("2026-12-10 10:01"))
        let retention = Retention(caseTerm: Term(24, .months))
        func lastDay() async throws -> String? {
            retention.lastDay(of: try await world.store.cases.dossier(CaseCode("2026-1")), in: world.directory)?.description
        }
        #expect(try await lastDay() == "2028-12-10")
        try await leave(day("2026-09-01"), in: world, at: "2027-08-30 10:00")
        #expect(try await lastDay() == "2028-12-10")
        try await leave(day("2027-07-09"), in: world, at: "2027-08-30 10:01")
        #expect(try await lastDay() == "2029-07-09")
    }
}
