import FollowUps
import Foundation
import StoreTestSupport
import Testing

@testable import Store

/// A kind that is kept from the directie, as a suspicion of a member of staff is.
@Suite("What a kind keeps its case from")
struct ExclusionTests {
    private let code = CaseCode("2026-1")

    private func world() throws -> World {
        let world = try World()
        let done = Outcome(id: "klaar", title: LocalizedText(nl: "klaar"), ends: true)
        world.catalogue = Catalogue(
            kinds: world.catalogue.kinds + [
                Kind(
                    id: "melden", title: LocalizedText(nl: "melden"), source: "1", scope: .case, owner: .role("bestuur"), urgency: .acute,
                    term: Term(0, .hours), startsByHand: true, excludes: ["directie"],
                    outcomes: [done, Outcome(id: "verder", title: LocalizedText(nl: "verder"), then: [Consequence("hulp")])])
            ], roles: world.catalogue.roles)
        return world
    }

    private func report(_ world: World, now: String = "2026-11-23 10:00", excluding: Set<PersonID> = []) async throws -> FollowUp {
        let kind = try #require(world.catalogue.kind("melden"))
        return try await world.store.followUps.open(
            NewFollowUp(kind: kind, school: "vlieger", caseCode: code, owner: .role("bestuur"), due: .instant(at(now))), excluding: excluding,
            by: world.change(now)
        ).followUp
    }

    /// Another person in the place of one, in the directory and in the role.
    private func replaceDirector(_ world: World, by person: Person) async throws {
        let directory = world.directory
        world.directory = Directory(
            clock: directory.clock,
            schools: directory.schools.map { school in
                School(
                    id: school.id, name: school.name, region: school.region,
                    roles: school.roles.mapValues { $0 == "directie" ? person.id : $0 }, calendar: school.calendar)
            }, people: directory.people.filter { $0.id != person.id } + [person])
        #expect(try await world.store.outbox.replan(with: world.rules(fingerprint: "with \(person.id)"), at: at("2026-11-23 11:00")))
    }

    @Test("a new case, one that is there, and the start of one: the holder of the role is excluded in the same transaction, the accused with them")
    func opening() async throws {
        let world = try world()
        _ = try await report(world, excluding: ["ib2"])
        #expect(try await world.store.cases.dossier(code).excluded == ["directie", "ib2"])
        #expect(try await world.store.history.entries(caseCode: code).map(\.action) == [.caseOpened, .excluded, .excluded, .opened])

        let other = try self.world()
        try other.open()
        _ = try await report(other, excluding: ["ib2"])
        await #expect(throws: StoreError.openAlready("melden", 2, in: code)) { try await report(other, now: "2026-11-23 12:00", excluding: ["ib"]) }
        #expect(try await other.store.cases.dossier(code).excluded == ["directie", "ib2"])

        let third = try self.world()
        let kind = try #require(third.catalogue.kind("melden"))
        let opening = NewFollowUp(kind: kind, school: "vlieger", caseCode: code, owner: .role("bestuur"), due: .instant(at("2026-11-23 10:00")))
        let result = try await third.store.cases.open(code, at: "vlieger", with: [opening], excluding: ["ib"], by: third.change("2026-11-23 10:00"))
        #expect(result.dossier.excluded == ["directie", "ib"])
    }

    @Test("what was taken back and is opened again is kept from the role again")
    func openedAgain() async throws {
        let world = try world()
        let (asked, outcome) = try (#require(world.catalogue.kind("hulp")), OutcomeID("vermoeden"))
        let leading = Kind(
            id: asked.id, title: asked.title, source: asked.source, scope: asked.scope, owner: asked.owner, urgency: asked.urgency, term: asked.term,
            outcomes: asked.outcomes + [Outcome(id: outcome, title: LocalizedText(nl: outcome.rawValue), then: [Consequence("melden")])])
        world.catalogue = Catalogue(kinds: world.catalogue.kinds.filter { $0.id != leading.id } + [leading], roles: world.catalogue.roles)
        let first = try world.open("hulp", case: code.rawValue).id
        let opened = try await world.store.followUps.close(first, with: outcome, on: nil, reason: nil, by: world.change("2026-11-23 10:00", by: "ib"))
        #expect(try await world.store.cases.dossier(code).excluded == ["directie"])
        _ = try await world.store.followUps.reopen(first, reason: "vergissing", by: world.change("2026-11-23 10:01", by: "ib"))
        #expect(try await world.store.cases.dossier(code).excluded == [])
        let suspicion = try #require(opened.opened.first).id
        _ = try await world.store.followUps.reopen(suspicion, reason: "toch niet", by: world.change("2026-11-23 10:02", by: "ib"))
        #expect(try await world.store.cases.dossier(code).excluded == ["directie"])
    }

    @Test("neither when it is refused, nor at another school, nor in another case")
    func refused() async throws {
        let world = try world()
        try world.open()
        try world.open(case: "2026-2")
        let kind = try #require(world.catalogue.kind("melden"))
        let elsewhere = NewFollowUp(kind: kind, school: "regenboog", caseCode: code, owner: .role("bestuur"), due: .instant(at("2026-11-23 10:00")))
        await #expect(throws: StoreError.self) {
            try await world.store.followUps.open(elsewhere, excluding: ["ib2"], by: world.change("2026-11-23 10:00"))
        }
        #expect(try await world.store.cases.dossier(code).excluded == [])
        _ = try await report(world)
        #expect(try await world.store.cases.dossier(CaseCode("2026-2")).excluded == [])
    }

    @Test("the escalation goes on to the board, and what follows in the case stays kept from the role")
    func escalation() async throws {
        let world = try world()
        _ = try await report(world)
        #expect(try await world.pass("2026-11-23 10:00") == ["bestuur mail: 1 0"])
        #expect(try await world.pass("2026-11-23 12:00") == ["bestuur mail: 1 +2h"])
        let followed = try await world.store.followUps.close(1, with: "verder", on: nil, reason: nil, by: world.change("2026-11-23 12:30")).opened
        #expect(followed.map(\.kind) == ["hulp"])
        // Two weeks after 23 November, and five school days later.
        #expect(try await world.pass("2026-12-14 08:00") == ["ib mail: 2 +5sd", "bestuur mail: 2 +5sd"])
    }

    @Test("whoever gets the role later hears nothing either, sees the case nowhere, and who had it stays excluded")
    func laterHolder() async throws {
        let world = try world()
        _ = try await report(world)
        try await replaceDirector(world, by: Person(id: "nieuw", name: "Nieuw", email: "n@v.example", deputy: "ib2"))
        #expect(try await world.store.cases.dossier(code).excluded == ["directie", "nieuw"])
        let entry = try #require(try await world.store.history.entries(caseCode: code).last)
        #expect(entry.action == .excluded && entry.actor == HistoryEntry.itself && entry.changes?.first?.to == "nieuw")
        #expect(try await world.pass("2026-11-23 12:00") == ["bestuur mail: 1 +2h"])
        await #expect(throws: StoreError.noSuchFollowUp(1)) { try await world.store.followUps.followUp(1, hiding: world.hidden(from: "nieuw")) }
        #expect(try await world.store.history.entries(hiding: world.hidden(from: "nieuw")) == [])
        // Nor do who may stand in for them, and for those again; the board does.
        #expect(try await world.hidden(from: "ib2") == [code])
        #expect(try await world.hidden(from: "ib") == [code])
        #expect(try await world.hidden(from: "bestuur") == [])
        #expect(try await world.store.history.entries(hiding: world.hidden(from: "bestuur")).count == 4)
        var filter = FollowUpFilter()
        filter.hidden = try await world.hidden(from: "nieuw")
        #expect(try await world.store.followUps.list(filter).isEmpty)
        // Computing once more finds nobody else.
        #expect(try await world.store.outbox.replan(with: world.rules(fingerprint: "again"), at: at("2026-11-23 13:00")))
        #expect(try await world.store.history.entries(caseCode: code).count == 4)
    }

    @Test("what waited for the directie when it was opened goes to the board when it would have been sent, and what is sent already to nobody again")
    func waiting() async throws {
        let world = try world()
        try world.open("spoed", due: "2026-11-20", now: "2026-11-18 12:00")
        // The mail to the directie is refused for now: it waits.
        let drafts = try await world.claim("2026-11-22 07:00")
        #expect(drafts.map(World.line) == ["ib mail: 1 +2d", "directie mail: 1 +2d"])
        for draft in drafts {
            let later = DeliveryDisposition.tryAgain(at: at("2026-11-23 12:00"), possiblyDelivered: false, error: "451")
            try await world.record(draft.message, draft.message.recipient == "directie" ? later : .sent, "2026-11-22 07:00")
        }
        _ = try await report(world)
        #expect(try await world.pass("2026-11-23 10:00") == ["bestuur mail: 2 0"])
        #expect(try await world.pass("2026-11-23 12:00") == ["bestuur mail: 2 +2h, 1 +2d"])
        #expect(try await world.store.outbox.messages(to: "directie").map(\.message.state) == [.dropped])
    }

    @Test("what waited for somebody who stands in for the directie goes to the board as well")
    func waitingForADeputy() async throws {
        let world = try world()
        try await replaceDirector(world, by: Person(id: "directie", name: "Directie", email: "d@v.example", deputy: "ib2"))
        try await world.store.absences.setAway(
            Absence(person: "directie", days: day("2026-11-20")...day("2026-11-30")), by: "juf", at: at("2026-11-19 12:00"))
        try world.open("spoed", due: "2026-11-20", now: "2026-11-18 12:00")
        let drafts = try await world.claim("2026-11-22 07:00")
        #expect(drafts.map(World.line) == ["ib mail: 1 +2d", "ib2 mail: 1 +2d"])
        for draft in drafts {
            let later = DeliveryDisposition.tryAgain(at: at("2026-11-23 12:00"), possiblyDelivered: false, error: "451")
            try await world.record(draft.message, draft.message.recipient == "ib2" ? later : .sent, "2026-11-22 07:00")
        }
        _ = try await report(world)
        #expect(try await world.pass("2026-11-23 10:00") == ["bestuur mail: 2 0"])
        #expect(try await world.pass("2026-11-23 12:00") == ["bestuur mail: 2 +2h, 1 +2d"])
        #expect(try await world.store.outbox.messages(to: "ib2").map(\.message.state) == [.dropped])
    }

    @Test("the forecast knows it, and the overview of the directie and of who stands in for them does not tell of the case")
    func forecast() async throws {
        let world = try world()
        world.catalogue = Catalogue(
            kinds: world.catalogue.kinds, roles: [Role(id: "directie", title: LocalizedText(nl: "directie"), getsOverview: true)])
        try await replaceDirector(
            world, by: Person(id: "directie", name: "Directie", email: "d@v.example", deputy: "ib2", digest: .weekly(.monday)))
        _ = try await report(world, now: "2026-11-23 10:00")
        let (planner, subjects) = try await world.store.outbox.planningSubjects(rules: world.rules())
        let lines = Forecast(planner).lines(of: subjects, from: at("2026-11-23 10:00"), until: at("2026-11-24 10:00"))
        #expect(Set(lines.map(\.recipient)) == ["bestuur"])
        try await world.store.absences.setAway(
            Absence(person: "directie", days: day("2026-11-30")...day("2026-11-30")), by: "juf", at: at("2026-11-23 12:00"))
        for now in ["2026-11-30 08:00", "2026-12-07 08:00"] {
            let sent = try await world.pass(now)
            #expect(!sent.contains { $0.hasPrefix("directie") || $0.hasPrefix("ib2") }, "\(sent)")
        }
    }
}
