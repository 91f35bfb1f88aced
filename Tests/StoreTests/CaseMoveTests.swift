import FollowUps
import Foundation
import TestSupport
import Testing

@testable import Store

@Suite("A case that goes on by another catalogue")
struct CaseMoveTests {
    private static func kind(
        _ id: KindID, owner: RoleID = "ib", urgency: Urgency = .normal, term: Term = Term(2, .weeks), excludes: [RoleID] = [],
        outcomes: [Outcome] = [Outcome(id: "klaar", title: LocalizedText(nl: "Klaar"), ends: true)]
    ) -> Kind {
        Kind(
            id: id, title: LocalizedText(nl: id.rawValue), source: "1", scope: .case, owner: .role(owner), urgency: urgency, term: term,
            excludes: excludes, outcomes: outcomes)
    }

    private static let roles = ["ib", "directie", "bestuur"].map { Role(id: $0, title: LocalizedText(nl: $0.rawValue)) }
    private static let again = Outcome(
        id: "nee", title: LocalizedText(nl: "Nee"), then: [Consequence("bellen-vt")],
        exceptions: [.init(.times(2), then: [Consequence("melden")], isAddition: false)])

    /// Three kinds that both have under one id, two that are called otherwise, one that is gone and one that has nowhere to go.
    private func world(moves: [CatalogueMove]? = nil) throws -> World {
        let world = try World()
        let first = Outcome(id: "nee", title: LocalizedText(nl: "Nee"), then: [Consequence("bellen-amk")])
        world.catalogue = Catalogue(
            kinds: [
                Self.kind("gesprek"), Self.kind("weging"), Self.kind("melden"), Self.kind("bellen-amk", outcomes: [first]), Self.kind("noteren"),
                Self.kind("los"), Self.kind("spoed-amk"), Self.kind("personeel", owner: "bestuur", excludes: ["ib"]),
            ], roles: Self.roles,
            protections: [
                Protection(
                    id: "eerst", title: LocalizedText(nl: "Eerst bellen"), begins: ["spoed-amk"], ends: [OutcomeReference("spoed-amk", "klaar")],
                    withdraws: ["gesprek"], instead: "bellen-amk")
            ], head: .init(id: "oud", version: "2012"))
        let next = Catalogue(
            kinds: [
                Self.kind("gesprek"), Self.kind("weging", owner: "directie"), Self.kind("melden", urgency: .urgent),
                Self.kind("bellen-vt", outcomes: [Self.again]), Self.kind("spoed-vt"), Self.kind("inspecteur", owner: "bestuur", excludes: ["ib"]),
            ], roles: Self.roles,
            protections: [
                Protection(
                    id: "eerst", title: LocalizedText(nl: "Eerst bellen"), begins: ["spoed-vt"], ends: [OutcomeReference("spoed-vt", "klaar")],
                    withdraws: ["gesprek"], instead: "bellen-vt")
            ],
            head: .init(id: "nieuw", version: "2026"),
            moves: moves ?? [
                CatalogueMove(
                    from: "oud", becomes: ["bellen-amk": "bellen-vt", "spoed-amk": "spoed-vt", "personeel": "inspecteur"], ends: ["noteren"])
            ])
        world.otherCatalogues = [next]
        return world
    }

    private let code = CaseCode("2026-1")

    @discardableResult
    private func move(_ world: World, _ now: String = "2026-11-24 12:00") async throws -> CaseMoveResult {
        try await world.store.cases.move(code, to: "nieuw", by: world.change(now))
    }

    private func open(_ world: World) async throws -> [String] {
        var filter = FollowUpFilter()
        filter.caseCode = code
        return try await world.store.followUps.list(filter).map { row in
            let followUp = row.followUp
            return "\(followUp.id) \(followUp.kind) \(followUp.due.day(amsterdam)) \(followUp.owner) \(followUp.catalogue?.description ?? "-")"
        }.sorted()
    }

    @Test("what both have goes on as it is, what is called otherwise or is of another goes on anew, and what is asked no more ends")
    func goesOn() async throws {
        let world = try world()
        for kind in ["gesprek", "weging", "melden", "bellen-amk", "noteren"] as [KindID] { try world.open(kind, due: "2026-12-07") }
        let result = try await move(world)
        #expect(result.from.description == "oud 2012" && result.dossier.catalogue?.description == "nieuw 2026")
        #expect(
            try await open(world) == [
                "1 gesprek 2026-12-07 ib nieuw 2026", "6 weging 2026-12-07 directie nieuw 2026", "7 melden 2026-12-07 ib nieuw 2026",
                "8 bellen-vt 2026-12-07 ib nieuw 2026",
            ])
        #expect(result.withdrawn.map(\.id) == [2, 3, 4, 5] && result.withdrawn.map { $0.catalogue?.id } == ["oud", "oud", "oud", "oud"])
        #expect(try await world.store.history.entries(caseCode: code).map(\.action).contains(.caseMoved))
    }

    @Test("the second time counts as the second time, though the first was asked under another name")
    func counts() async throws {
        let world = try world()
        try world.open("bellen-amk", due: "2026-11-23")
        _ = try await world.store.followUps.close(1, with: "nee", on: nil, reason: nil, by: world.change("2026-11-23 12:00"))
        try await move(world)
        let found = try await world.store.followUps.followUp(3)
        #expect(found.followUp.kind == "bellen-vt" && found.followUp.round == 2)
        let closed = try await world.store.followUps.close(3, with: "nee", on: nil, reason: nil, by: world.change("2026-11-30 12:00"))
        #expect(closed.opened.map(\.kind) == ["melden"])
    }

    @Test("nothing is moved while the other does not say what becomes of something that is open")
    func homeless() async throws {
        let world = try world()
        try world.open("gesprek")
        try world.open("los")
        let error = await #expect(throws: CaseMoveError.self) { try await move(world) }
        #expect(error.map { "\($0)" }?.contains("follow-up 2 (\"los\")") == true)
        #expect(try await open(world).allSatisfy { $0.hasSuffix("oud 2012") })
    }

    @Test("what may not happen before somebody has been called may not happen by the other either")
    func protection() async throws {
        let world = try world()
        try world.open("spoed-amk")
        try await move(world)
        let change = world.change("2026-11-24 13:00")
        var fields = OpeningRequest.Fields(kind: "gesprek")
        fields.caseCode = code
        let place = try await world.store.cases.place(of: code)
        let request = try OpeningRequest(fields, placeOfCase: place, rules: change.rules, now: change.now)
        await #expect(throws: StoreError.self) { try await world.store.followUps.open(request, by: change) }
        #expect(try await world.store.followUps.protections(in: code, by: world.rules()).map(\.id) == ["eerst"])
    }

    @Test("a case is not moved when it would lose what protects the child, or come to those from whom it is kept")
    func losses() async throws {
        let bare = CatalogueMove(from: "oud", becomes: ["spoed-amk": "bellen-vt", "personeel": "bellen-vt"])
        let child = try world(moves: [bare])
        try child.open("spoed-amk")
        let unprotected = await #expect(throws: CaseMoveError.self) { try await move(child) }
        #expect(unprotected.map { "\($0)" }?.contains("Eerst bellen") == true)
        let staff = try world(moves: [bare])
        try staff.open("personeel", owner: .role("bestuur"))
        let admitting = await #expect(throws: CaseMoveError.self) { try await move(staff) }
        #expect(admitting.map { "\($0)" }?.contains("is kept from ib") == true)
    }

    @Test("it is kept from the same people after the move as before")
    func kept() async throws {
        let world = try world()
        try world.open("personeel", owner: .role("bestuur"))
        try await move(world)
        let hidden = try await world.store.cases.hidden(from: "ib", rules: world.rules(), at: at("2026-11-25 12:00"))
        #expect(hidden == [code])
    }

    @Test("what was asked by the former only is not opened again")
    func reopening() async throws {
        let world = try world()
        try world.open("gesprek")
        try world.open("noteren")
        try await move(world)
        let change = world.change("2026-11-25 12:00")
        await #expect(throws: StoreError.askedBefore(2, "noteren", CatalogueVersion("nieuw", version: "2026"))) {
            try await world.store.followUps.reopen(2, reason: "toch", by: change)
        }
    }

    @Test("a case that goes on by an earlier version is answered by that, and what is opened later in its school by the present one")
    func versions() async throws {
        let world = try World()
        let early = world.catalogue
        try world.open("hulp")
        let later = Self.kind("hulp", outcomes: [Outcome(id: "ja", title: LocalizedText(nl: "Ja"), ends: true)])
        world.catalogue = Catalogue(kinds: [later], roles: [], caseKinds: CaseKinds(owner: "ib"), head: .init(id: "meldcode", version: "2"))
        world.earlierCatalogues = [early]
        #expect(try await world.store.cases.cataloguesInUse().map(\.description) == ["meldcode 1"])
        let closed = try await world.store.followUps.close(1, with: "ja", on: nil, reason: nil, by: world.change("2026-11-24 12:00"))
        #expect(closed.opened.map(\.kind) == ["effect"] && closed.opened.first?.catalogue?.description == "meldcode 1")
        try world.open("hulp", case: "2026-2", now: "2026-11-24 12:00")
        #expect(try await world.store.cases.cataloguesInUse().map(\.description).sorted() == ["meldcode 1", "meldcode 2"])
        #expect(
            try await world.store.followUps.previews(of: 3, seenBy: nil, rules: world.rules(), at: at("2026-11-24 13:00")).flatMap(\.openings).isEmpty
        )
    }

    @Test("a case of which no version is known goes on by the present one, and says so from then on")
    func older() async throws {
        let world = try World()
        try world.open("hulp")
        try world.sql("UPDATE cases SET catalogue = NULL; UPDATE follow_ups SET catalogue = NULL")
        #expect(try await world.store.cases.cataloguesInUse().isEmpty)
        try world.open("effect", now: "2026-11-24 12:00")
        #expect(try await world.store.cases.dossier(code).catalogue?.description == "meldcode 1")
    }

    @Test("what was open before versions were kept began with the catalogue that was in use last")
    func migration() async throws {
        let scratch = try Scratch()
        let path = scratch.file("opvolg.db")
        let old = try World(Store(path: path))
        try old.open("hulp")
        try old.open("taak", case: nil, title: "Bellen")
        try old.sql(
            """
            INSERT INTO catalogues (fingerprint, id, version, text, since) VALUES ('a', 'meldcode', '2024', '', 1), ('b', 'meldcode', '2025', '', 2);
            DROP INDEX cases_by_catalogue_open; DROP INDEX follow_ups_by_catalogue_open; ALTER TABLE cases DROP COLUMN catalogue;
            ALTER TABLE follow_ups DROP COLUMN catalogue; DROP TABLE generations;
            DELETE FROM grdb_migrations WHERE identifier IN ('27 catalogue versions', '28 generations'); PRAGMA user_version = 26
            """)
        let store = try Store(path: path)
        #expect(try await store.cases.dossier(code).catalogue?.description == "meldcode 2025")
        #expect(try await store.followUps.list(FollowUpFilter()).map { $0.followUp.catalogue?.description } == ["meldcode 2025", "meldcode 2025"])
        #expect(try await store.cases.cataloguesInUse().map(\.description) == ["meldcode 2025"])
    }
}
