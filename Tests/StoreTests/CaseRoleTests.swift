import Foundation
import FollowUps
import StoreTestSupport
import Testing

@testable import Store

@Suite("Who holds a role in one case")
struct CaseRoleTests {
    private let code = CaseCode("2026-1")

    /// With two teachers, who hold no role at the school, and a kind that is the teacher's.
    private func world() throws -> World {
        let world = try World()
        let directory = world.directory
        world.directory = Directory(
            clock: directory.clock, schools: directory.schools,
            people: directory.people + [
                Person(id: "jansen", name: "Jansen", email: "j@v.example", deputy: "pieters"),
                Person(id: "pieters", name: "Pieters", email: "p@v.example"),
            ], fallbacks: ["leerkracht": "ib"])
        func role(_ id: RoleID, sees: SchoolPermission? = nil) -> Role { Role(id: id, title: LocalizedText(nl: id.rawValue), sees: sees) }
        world.catalogue = Catalogue(
            kinds: world.catalogue.kinds + [
                Kind(
                    id: "plan", title: LocalizedText(nl: "plan"), source: "5a", scope: .case, owner: .role("leerkracht"), urgency: .normal,
                    term: Term(2, .weeks), outcomes: [Outcome(id: "klaar", title: LocalizedText(nl: "klaar"), ends: true)])
            ], roles: [role("leerkracht"), role("ib", sees: .cases), role("directie", sees: .school), role("bestuur", sees: .figures)])
        return world
    }

    @discardableResult
    private func openPlan(_ world: World, in code: String = "2026-1", by actor: String = "ib") throws -> FollowUp {
        try world.open("plan", case: code, owner: .role("leerkracht"), by: actor)
    }

    private func setHolder(_ world: World, _ person: PersonID?, _ now: String = "2026-11-23 10:00") async throws -> [Int64] {
        try await world.store.cases.setHolder(of: "leerkracht", in: code, to: person, by: world.change(now, by: "ib")).followUps.map(\.id)
    }

    private func visibility(_ world: World, _ person: PersonID, at now: String = "2026-11-23 12:00") async throws -> Visibility {
        try #require(try await world.store.visibility.visibility(of: person, rules: world.rules(), at: at(now)))
    }

    private func theirs(_ world: World, _ person: PersonID, at now: String = "2026-11-23 12:00") async throws -> [Int64] {
        try await world.store.visibility.followUps(in: visibility(world, person, at: now), limit: 99).map(\.id)
    }

    private func owned(_ world: World, by name: String, status: FollowUp.Status? = .open) async throws -> [Int64] {
        var filter = FollowUpFilter()
        filter.status = status
        filter.owner = OwnerSearch(name, catalogues: Catalogues(world.catalogue), directory: world.directory)
        return try await world.store.followUps.list(filter).map(\.followUp.id)
    }

    @Test("what is the role's goes to its holder in that case, is told to them at once, and goes back when they hold it no more")
    func routing() async throws {
        let world = try world()
        try openPlan(world)
        try openPlan(world, in: "2026-2")
        #expect(try await world.pass("2026-11-23 08:00") == [])
        #expect(try await setHolder(world, "jansen") == [1])
        #expect(try await world.pass("2026-11-23 10:00") == ["jansen mail: 1 open"])
        // While they are away, whoever stands in for them.
        try await world.store.absences.setAway(
            Absence(person: "jansen", days: day("2026-12-01")...day("2026-12-04")), by: "ib", at: at("2026-11-24 12:00"))
        let morning = try await world.pass("2026-12-03 08:00")
        #expect(morning.sorted() == ["ib mail: 2 -2sd", "pieters mail: 1 -2sd"], "\(morning)")
        // The escalation goes on above them as ever.
        #expect(try await world.pass("2026-12-14 08:00").sorted() == ["directie mail: 1 +5sd, 2 +5sd", "ib mail: 2 +5sd", "jansen mail: 1 +5sd"])
        #expect(try await setHolder(world, nil, "2026-12-14 09:00") == [1])
        #expect(try await setHolder(world, nil, "2026-12-14 09:01") == [])
        #expect(try await world.pass("2026-12-14 10:00") == [])
        #expect(try await world.pass("2026-12-21 08:00").isEmpty)
        let history = try await world.store.history.entries(caseCode: code).filter { $0.action == .caseRole }
        #expect(
            history.map { $0.changes ?? [] } == [
                [.init("role", to: "leerkracht"), .init("person", to: "jansen")], [.init("role", to: "leerkracht"), .init("person", from: "jansen")],
            ])
    }

    @Test("lists and pages show them what is theirs there, and the timeline of that case; what falls to another in its place is not theirs")
    func seen() async throws {
        let world = try world()
        try openPlan(world)
        try openPlan(world, in: "2026-2")
        try world.open(now: "2026-11-22 12:00")
        _ = try await setHolder(world, "jansen")
        #expect(try await theirs(world, "jansen") == [1])
        #expect(try await theirs(world, "ib") == [2, 3])
        #expect(try await theirs(world, "pieters") == [])
        #expect(try await owned(world, by: "jansen") == [1])
        #expect(try await owned(world, by: "ib") == [2, 3])
        #expect(try await owned(world, by: "leerkracht") == [1, 2])
        let (jansen, ib) = await (try await visibility(world, "jansen"), try visibility(world, "ib"))
        #expect(try await world.store.visibility.caseLines(in: jansen, limit: 9).map(\.dossier.code) == [code])
        #expect(try await world.store.visibility.timeline(of: code, in: jansen, by: world.rules())?.followUps.map(\.id) == [1, 3])
        #expect(try await world.store.visibility.timeline(of: CaseCode("2026-2"), in: jansen, by: world.rules()) == nil)
        #expect(try await world.store.visibility.caseLines(in: ib, limit: 9).map(\.dossier.code.rawValue) == ["2026-1", "2026-2"])
        // What was theirs in a case that is closed is found in lists still.
        _ = try await world.store.followUps.close(1, with: "klaar", on: nil, reason: nil, by: world.change("2026-11-24 10:00", by: "jansen"))
        _ = try await world.store.followUps.cancel(3, reason: "x", by: world.change("2026-11-24 10:00"))
        for alarm in try await world.store.followUps.list(FollowUpFilter()).map(\.followUp) where alarm.kind == .caseSilent {
            _ = try await world.store.followUps.cancel(alarm.id, reason: "x", by: world.change("2026-11-24 10:00"))
        }
        try world.sql("UPDATE cases SET closed_at = 1795600000 WHERE code = '2026-1'")
        #expect(try await owned(world, by: "jansen", status: .closed) == [1])
    }

    @Test("a link of theirs is good while they hold the role, and one of whoever held it before is not")
    func links() async throws {
        let world = try world()
        try openPlan(world, by: "juf")
        let ibs = try #require(Secret(String(repeating: "A", count: 22))), teachers = try #require(Secret(String(repeating: "B", count: 21) + "A"))
        func claim(_ now: String, _ token: Secret) async throws {
            try await world.plan(now)
            for draft in try await world.store.outbox.claim(at: at(now), rules: world.rules(), lease: 300, limit: 9, newLinkToken: { token }) {
                try await world.record(draft.message, .sent, now)
            }
        }
        func refusal(_ token: Secret, _ now: String) async throws -> LinkRefusal? {
            switch try await world.store.followUps.followUp(behind: token, rules: world.rules(), at: at(now)) {
            case .success: nil
            case .failure(let refusal): refusal
            }
        }
        try await claim("2026-11-23 08:00", ibs)
        #expect(try await refusal(ibs, "2026-11-23 09:00") == nil)
        _ = try await setHolder(world, "jansen")
        try await claim("2026-11-23 10:00", teachers)
        #expect(try await refusal(teachers, "2026-11-23 11:00") == nil)
        #expect(try await refusal(ibs, "2026-11-23 11:00") == .notTheirs)
        _ = try await setHolder(world, nil, "2026-11-23 12:00")
        #expect(try await refusal(teachers, "2026-11-23 13:00") == .notTheirs)
    }

    @Test("an excluded person holds no role in it, an excluded holder is passed over, and a closed case is not changed")
    func refused() async throws {
        let world = try world()
        try openPlan(world)
        _ = try await world.store.cases.exclude("jansen", from: code, by: world.change("2026-11-23 09:00"), newMessageID: world.newMessageID)
        await #expect(throws: StoreError.keptFrom("jansen", code)) { try await setHolder(world, "jansen") }
        _ = try await setHolder(world, "pieters")
        #expect(try await world.pass("2026-11-23 10:00") == ["pieters mail: 1 open"])
        _ = try await world.store.cases.exclude("pieters", from: code, by: world.change("2026-11-23 11:00"), newMessageID: world.newMessageID)
        #expect(try await theirs(world, "pieters") == [])
        #expect(try await owned(world, by: "pieters") == [1])
        #expect(try await world.pass("2026-12-03 08:00") == ["directie mail: 1 -2sd"])
        await #expect(throws: StoreError.noSuchCase(CaseCode("2026-9"))) {
            try await world.store.cases.setHolder(of: "leerkracht", in: CaseCode("2026-9"), to: "jansen", by: world.change("2026-11-23 10:00"))
        }
        try world.sql("UPDATE cases SET closed_at = 1795600000 WHERE code = '2026-1'")
        await #expect(throws: StoreError.caseClosed(code)) { try await setHolder(world, nil) }
    }

    @Test("readmitting undoes an exclusion: what comes due from then on is theirs, what they missed is not sent after all, and the history says why")
    func readmit() async throws {
        let world = try world()
        try openPlan(world)
        _ = try await setHolder(world, "jansen")
        _ = try await world.store.cases.exclude("jansen", from: code, by: world.change("2026-11-23 11:00"), newMessageID: world.newMessageID)
        #expect(try await world.hidden(from: "jansen") == [code])
        let readmitted = try await world.store.cases.readmit("jansen", to: code, reason: "vergissing", by: world.change("2026-12-03 10:00", by: "ib"))
        #expect(readmitted.map(\.id) == [1])
        #expect(try await world.hidden(from: "jansen") == [])
        #expect(try await theirs(world, "jansen") == [1])
        #expect(try await world.pass("2026-12-07 08:00") == ["jansen mail: 1 0"])
        let entry = try #require(try await world.store.history.entries(caseCode: code).last { $0.action == .readmitted })
        #expect(entry.actor == "ib" && entry.changes == [.init("person", to: "jansen"), .init("reason", to: "vergissing")])
        await #expect(throws: StoreError.notExcluded("jansen", from: code)) {
            try await world.store.cases.readmit("jansen", to: code, reason: "x", by: world.change("2026-12-03 10:00", by: "ib"))
        }
    }

    @Test("whoever is excluded cannot change the case either: to them it is as if it were not there")
    func kept() async throws {
        let world = try world()
        try openPlan(world)
        _ = try await world.store.cases.exclude("jansen", from: code, by: world.change("2026-11-23 09:00"), newMessageID: world.newMessageID)
        let change = world.change("2026-11-23 10:00", by: "jansen")
        let gone = StoreError.noSuchFollowUp(1)
        await #expect(throws: gone) { try await world.store.followUps.close(1, with: "klaar", on: nil, reason: nil, by: change) }
        await #expect(throws: gone) { try await world.store.followUps.cancel(1, reason: "x", by: change) }
        await #expect(throws: gone) { try await world.store.followUps.reopen(1, reason: "x", by: change) }
        await #expect(throws: gone) { try await world.store.followUps.snooze(1, until: at("2026-11-25 00:00"), reason: "x", by: change) }
        await #expect(throws: gone) { try await world.store.followUps.reschedule(1, to: .day(day("2026-12-09")), reason: "x", by: change) }
        await #expect(throws: gone) { try await world.store.followUps.assign(1, to: .person("jansen"), by: change) }
        await #expect(throws: StoreError.noSuchCase(code)) { try await world.store.cases.close(code, by: change) }
        await #expect(throws: StoreError.noSuchCase(code)) { try await world.store.cases.reopen(code, with: [], reason: nil, by: change) }
        await #expect(throws: StoreError.noSuchCase(code)) { try await world.store.cases.hold(code, reason: "x", by: change) }
        await #expect(throws: StoreError.noSuchCase(code)) { try await world.store.cases.readmit("jansen", to: code, reason: "x", by: change) }
        await #expect(throws: StoreError.noSuchCase(code)) {
            try await world.store.cases.setHolder(of: "leerkracht", in: code, to: "jansen", by: change)
        }
        #expect(throws: StoreError.codeInUse(code)) { try world.open("gesprek", by: "jansen") }
        await #expect(throws: StoreError.codeInUse(code)) { try await world.store.cases.open(code, at: "vlieger", with: [], by: change) }
        #expect(try await world.store.history.entries(caseCode: code).map(\.action) == [.caseOpened, .opened, .excluded])
    }
}
