import FollowUps
import Foundation
import StoreTestSupport
import Testing

@testable import Store

/// A suspicion about staff in a case with other work gets an own case (docs/architecture.md, "Where the protocol is silent").
@Suite("A suspicion in a case with other work")
struct OwnCaseTests {
    private let code = CaseCode("VL-2026-014")
    private let own = CaseCode("VL-2026-031")

    private static func kind(
        _ id: KindID, owner: RoleID = "ib", counts: Bool = true, excludes: [RoleID] = [], takesOver: [RoleID: RoleID] = [:], own: Bool = false,
        _ outcomes: [(OutcomeID, [Consequence])]
    ) -> Kind {
        Kind(
            id: id, title: LocalizedText(nl: id.rawValue), source: "1", scope: .case, owner: .role(owner), urgency: .normal, takesOver: takesOver,
            term: Term(1, .weeks), startsByHand: true, countsForCase: counts, excludes: excludes, hasOwnCase: own,
            outcomes: outcomes.map { Outcome(id: $0.0, title: LocalizedText(nl: $0.0.rawValue), then: $0.1, ends: $0.1.isEmpty) })
    }

    /// The teacher's first look and a talk in a case, the check with it, and a case with a higher code.
    private func world() async throws -> World {
        let world = try World()
        let directory = world.directory
        world.directory = Directory(
            clock: directory.clock, schools: directory.schools,
            people: directory.people + ["juf", "meester"].map { Person(id: $0, name: $0.rawValue, email: "\($0)@v.example") },
            fallbacks: ["leerkracht": "ib"])
        func role(_ id: RoleID) -> Role { Role(id: id, title: LocalizedText(nl: id.rawValue)) }
        let (roles, given): ([RoleID], [RoleID: RoleID]) = (["ib", "leerkracht"], ["ib": "bestuur", "leerkracht": "bestuur"])
        world.catalogue = Catalogue(
            kinds: [
                Self.kind("signalen", owner: "leerkracht", [("zorg", [Consequence("gesprek")]), ("medewerker", [Consequence("melden")])]),
                Self.kind("gesprek", [("klaar", [])]),
                Self.kind("melden", owner: "bestuur", excludes: roles, takesOver: given, own: true, [("klaar", [])]),
                Self.kind("nakijken", counts: false, [("in-orde", [Consequence("nakijken")])]),
                Self.kind("sluiten", [("verder", [Consequence("gesprek")])]),
            ], roles: ["leerkracht", "ib", "directie", "bestuur"].map(role),
            caseKinds: CaseKinds(check: "nakijken", closing: "sluiten", owner: "ib"))
        _ = try await world.store.cases.open(
            code, at: "vlieger", with: [opening("signalen", in: world), opening("gesprek", in: world)], holders: ["leerkracht": "juf"],
            excluding: ["meester"], by: world.change("2026-11-22 12:00", by: "ib"))
        _ = try await world.store.cases.open(CaseCode("VL-2026-030"), at: "vlieger", with: [], by: world.change("2026-11-22 12:01", by: "ib"))
        return world
    }

    private func opening(_ kind: KindID, in world: World, case code: CaseCode? = nil) throws -> NewFollowUp {
        let kind = try #require(world.catalogue.kind(kind))
        let owner = try #require(kind.owner(employee: nil))
        return NewFollowUp(kind: kind, school: "vlieger", caseCode: code ?? self.code, owner: owner, due: .day(day("2026-12-07")))
    }

    private func close(_ id: Int64, _ outcome: OutcomeID = "medewerker", in world: World) async throws -> ClosingResult {
        try await world.store.followUps.close(id, with: outcome, on: nil, reason: "gezien", by: world.change("2026-11-23 10:00", by: "juf"))
    }

    /// `KIND STATUS` of each follow-up of a case.
    private func timeline(_ code: CaseCode, in world: World) async throws -> [String] {
        var filter = FollowUpFilter()
        filter.status = nil
        filter.caseCode = code
        return try await world.store.followUps.list(filter).map(\.followUp).sorted { $0.id < $1.id }.map {
            "\($0.kind) \($0.end?.outcome?.rawValue ?? $0.status.rawValue)"
        }
    }

    @Test("is closed in a case of its own with what follows and the check, and the child's goes on without a word of it")
    func outcome() async throws {
        let world = try await world()
        let result = try await close(1, in: world)
        #expect(result.ownCase == own)
        #expect(try await timeline(own, in: world) == ["signalen medewerker", "melden open", "nakijken open"])
        #expect(try await timeline(code, in: world) == ["signalen cancelled", "gesprek open", "nakijken open"])
        let entry = try #require(try await world.store.history.entries(of: 1).last)
        #expect(entry.action == .withdrawn && entry.changes?.last == .init("reason", to: "the case goes on"))
        let told = try await world.store.history.entries(caseCode: code).flatMap { $0.changes ?? [] }.compactMap(\.to)
        #expect(!told.contains { $0.contains("melden") || $0.contains("medewerker") || $0.contains("gezien") || $0.contains(own.rawValue) })
        #expect(try await world.store.cases.dossier(own).fromCase == code)
        #expect(try await world.store.cases.dossier(code).fromCase == nil)
    }

    @Test("is the board's: ib and whoever else is excluded see nothing of it, and the teacher who said so does")
    func people() async throws {
        let world = try await world()
        _ = try await close(1, in: world)
        #expect(try await world.hidden(from: "ib") == [own])
        #expect(try await world.hidden(from: "directie") == [])
        #expect(try await world.hidden(from: "meester").contains(own))
        #expect(try await world.hidden(from: "juf") == [])
        #expect(try await world.store.cases.dossier(own).holders == [:])
        #expect(try await world.pass("2026-11-23 12:00").filter { $0.hasPrefix("bestuur") } == ["bestuur mail: 7 open, 8 open"])
    }

    @Test("opened by hand says the next code of the school, whatever is free before it, and keeps holders of roles that hear of it")
    func byHand() async throws {
        let world = try await world()
        _ = try await world.store.cases.setHolder(of: "bestuur", in: code, to: "ib2", by: world.change("2026-11-22 13:00", by: "ib"))
        let result = try await world.store.followUps.open(
            opening("melden", in: world), excluding: ["directie"], by: world.change("2026-11-23 10:00", by: "juf"))
        #expect(result.ownCase == own && result.followUp.caseCode == own && result.others.map(\.kind) == ["nakijken"])
        let dossier = try await world.store.cases.dossier(own)
        #expect(dossier.holders == ["bestuur": "ib2"] && dossier.excluded.isSuperset(of: ["meester", "directie"]))
        #expect(try await !world.store.cases.dossier(code).excluded.contains("directie"))
    }

    @Test("goes with the one that the same person began, while that is open; another person begins another, and learns nothing of it")
    func again() async throws {
        let world = try await world()
        _ = try await close(1, in: world)
        let second = try await world.store.followUps.open(opening("signalen", in: world), by: world.change("2026-11-23 11:00", by: "juf")).followUp
        let joined = try await close(second.id, in: world)
        #expect(joined.ownCase == own && joined.opened == [] && joined.kept.map(\.kind) == ["melden"])
        await #expect(throws: StoreError.openAlready("melden", 7, in: own)) {
            try await world.store.followUps.open(opening("melden", in: world), by: world.change("2026-11-23 11:00", by: "juf"))
        }
        let other = try await world.store.followUps.open(opening("melden", in: world), by: world.change("2026-11-23 11:00", by: "ib"))
        #expect(other.ownCase == CaseCode("VL-2026-032"))
    }

    @Test("in a case with nothing else that counts makes that case the board's, and one that is the board's already takes it")
    func same() async throws {
        let world = try await world()
        _ = try await world.store.followUps.cancel(2, reason: "x", by: world.change("2026-11-22 13:00", by: "ib"))
        let result = try await close(1, in: world)
        #expect(result.ownCase == nil && result.opened.map(\.kind) == ["melden"])
        #expect(try await world.hidden(from: "ib") == [code])
        let again = try await world.store.followUps.open(opening("signalen", in: world), by: world.change("2026-11-23 11:00", by: "juf")).followUp
        #expect(try await close(again.id, in: world).ownCase == nil)
    }

    @Test("is told of before it is recorded, with the code, and after it to whoever said so: others are told that it is withdrawn")
    func page() async throws {
        let world = try await world()
        func page(_ person: PersonID) async throws -> LinkedFollowUp? {
            let visibility = try #require(try await world.store.visibility.visibility(of: person, rules: world.rules(), at: at("2026-11-23 12:00")))
            return try await world.store.followUps.view(of: 1, in: visibility, rules: world.rules(), at: at("2026-11-23 12:00"))?.linked
        }
        #expect(try await page("juf")?.previews.map(\.ownCase) == [nil, own])
        #expect(try await page("juf")?.previews.last?.openings.map(\.kind) == ["melden"])
        _ = try await close(1, in: world)
        let told = try #require(try await page("juf"))
        #expect(told.isInOwnCase && told.followUp.caseCode == own && told.opened.map(\.kind) == ["melden"])
        // Nor does the code that another would have tell of it.
        let talk = try await world.store.followUps.open(opening("signalen", in: world), by: world.change("2026-11-23 11:00", by: "ib")).followUp.id
        func codes(_ person: PersonID?) async throws -> [CaseCode?] {
            try await world.store.followUps.previews(of: talk, seenBy: person, rules: world.rules(), at: at("2026-11-23 12:00")).map(\.ownCase)
        }
        #expect(try await codes("ib") == [nil, own])
        #expect(try await codes(nil) == [nil, own])
        let other = try opening("melden", in: world, case: CaseCode("VL-2026-040"))
        #expect(try await world.store.followUps.open(other, by: world.change("2026-11-23 11:00", by: "juf")).ownCase == nil)
        #expect(try await codes("ib") == [nil, own])
        #expect(try await codes("juf") == [nil, own])
        _ = try await world.store.cases.setHolder(of: "leerkracht", in: code, to: "ib2", by: world.change("2026-11-23 12:00", by: "ib"))
        let seen = try #require(try await page("ib2"))
        #expect(!seen.isInOwnCase && seen.followUp.status == .cancelled && seen.opened == [])
    }

    @Test("taken back before anybody was told is open again in the child's case, and its own is closed; told of, it goes on")
    func reopened() async throws {
        let world = try await world()
        _ = try await close(1, in: world)
        let result = try await world.store.followUps.reopen(6, reason: "vergissing", by: world.change("2026-11-23 10:30", by: "juf"))
        #expect(result.followUp.id == 1 && result.followUp.status == .open)
        #expect(try await timeline(own, in: world) == ["signalen cancelled", "melden cancelled", "nakijken cancelled"])
        #expect(try await !world.store.cases.dossier(own).isOpen)
        #expect(try await world.store.history.entries(of: 1).last?.changes?.last == .init("reason", to: "the case goes on"))
        _ = try await close(1, in: world)
        _ = try await world.pass("2026-11-23 12:00")
        let kept = try await world.store.followUps.reopen(9, reason: "vergissing", by: world.change("2026-11-23 13:00", by: "juf"))
        #expect(kept.followUp.id == 1 && kept.kept.map(\.kind) == ["melden"])
        #expect(try await timeline(CaseCode("VL-2026-032"), in: world) == ["signalen medewerker", "melden open", "nakijken open"])
    }

    @Test("is there already when a file is imported again, for whoever imported it")
    func imported() async throws {
        let world = try await world()
        func imports(_ actor: String) async throws -> SeedResult? {
            try await world.store.followUps.openMissing(
                [FollowUpSeed(opening("melden", in: world), unless: .any)], by: world.change("2026-11-23 10:00", by: actor)
            )
            .first
        }
        guard case .opened(let first, let began)? = try await imports("juf") else { throw Failed() }
        #expect(began == own)
        guard case .there(let again)? = try await imports("juf") else { throw Failed() }
        #expect(again.followUp.id == first.followUp.id)
        guard case .opened(_, CaseCode("VL-2026-032")?)? = try await imports("ib") else { throw Failed() }
    }

    private struct Failed: Error {}
}
