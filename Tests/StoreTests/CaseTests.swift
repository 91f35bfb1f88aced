import FollowUps
import StoreTestSupport
import Testing

@testable import Store

@Suite("Cases")
struct CaseTests {
    private let code = CaseCode("2026-1")

    /// With a start, an end that closes the case, and a check that comes round.
    private func world() throws -> World {
        func kind(_ id: KindID, counts: Bool = true, _ outcomes: [Outcome]) -> Kind {
            Kind(
                id: id, title: LocalizedText(nl: id.rawValue), source: "1", scope: .case, owner: .role("ib"), urgency: .normal, term: Term(1, .weeks),
                countsForCase: counts, outcomes: outcomes)
        }
        func outcome(_ id: OutcomeID, _ then: [Consequence] = [], closes: Bool = false) -> Outcome {
            Outcome(id: id, title: LocalizedText(nl: id.rawValue), then: then, ends: then.isEmpty, closesCase: closes)
        }
        let world = try World()
        world.catalogue = Catalogue(
            kinds: [
                kind(.caseStart, [outcome("zorg", [Consequence("gesprek")]), outcome("klaar")]),
                kind("gesprek", [outcome("klaar"), outcome("weer", [Consequence("gesprek")])]),
                kind(.caseCheck, counts: false, [outcome("in-orde", [Consequence(.caseCheck)]), outcome("klaar")]),
                kind(.caseEnd, [outcome("gesloten", closes: true), outcome("heropend", [Consequence("gesprek")])]),
            ], roles: [], caseKinds: .usual)
        return world
    }

    private func opening(_ kind: KindID, in world: World, case code: String = "2026-1") throws -> NewFollowUp {
        NewFollowUp(
            kind: try #require(world.catalogue.kind(kind)), school: "vlieger", caseCode: CaseCode(code), owner: .role("ib"),
            due: .day(day("2026-12-07")))
    }

    @discardableResult
    private func openCase(_ world: World, excluding: Set<PersonID> = []) async throws -> CaseOpeningResult {
        try await world.store.cases.open(
            code, at: "vlieger", with: [try opening(.caseStart, in: world), try opening(.caseCheck, in: world)], excluding: excluding,
            by: world.change("2026-11-22 12:00"))
    }

    private func close(_ world: World, _ id: Int64, _ outcome: OutcomeID, _ now: String = "2026-11-24 10:00") async throws -> ClosingResult {
        try await world.store.followUps.close(id, with: outcome, on: nil, reason: nil, by: world.change(now))
    }

    @Test("a case opens with its follow-ups in one transaction, and only once")
    func open() async throws {
        let world = try world()
        let result = try await openCase(world, excluding: ["directie"])
        #expect(result.opened.map(\.kind) == [.caseStart, .caseCheck])
        #expect(
            result.dossier
                == Case(
                    code: code, school: "vlieger", openedAt: at("2026-11-22 12:00"), excluded: ["directie"],
                    catalogue: CatalogueVersion("meldcode", version: "1")))
        #expect(try await world.store.history.entries().map(\.action) == [.caseOpened, .excluded, .opened, .opened])
        await #expect(throws: StoreError.caseExists(code)) { try await openCase(world) }
        await #expect(throws: StoreError.noSuchCase(code)) { try await world.store.cases.dossier(code, hiding: world.hidden(from: "directie")) }
        var filter = CaseFilter()
        filter.hidden = try await world.hidden(from: "directie")
        #expect(try await world.store.cases.list(filter) == [])
        filter.hidden = try await world.hidden(from: "ib")
        #expect(try await world.store.cases.list(filter).map(\.code) == [code])
    }

    @Test("a case from before there were checks gets one when the rules are others, and nobody is reminded of it before its day")
    func missingCheck() async throws {
        let world = try world()
        let today = world.catalogue
        world.catalogue = Catalogue(kinds: today.kinds, roles: [], caseKinds: CaseKinds(start: .caseStart, closing: .caseEnd, owner: "ib"))
        _ = try await world.store.cases.open(code, at: "vlieger", with: [try opening(.caseStart, in: world)], by: world.change("2026-11-22 12:00"))
        world.catalogue = today
        #expect(try await world.store.outbox.replan(with: world.rules(fingerprint: "2"), at: at("2026-11-24 10:00")))
        let check = try await world.store.followUps.followUp(2)
        #expect(check.followUp.kind == .caseCheck && check.followUp.due == .day(day("2026-12-01")))
        #expect(check.nextReminder == at("2026-12-01 08:00"))
        #expect(try await world.store.history.entries(of: 2).map(\.actor) == ["opvolg"])
    }

    @Test("a check that somebody cancelled does not come back when the rules are others, nor does a closed case get one")
    func cancelledCheck() async throws {
        let world = try world()
        try await openCase(world)
        _ = try await world.store.followUps.cancel(2, reason: "x", by: world.change("2026-11-24 10:00", by: "ib"))
        let end = try opening(.caseEnd, in: world, case: "2026-2")
        _ = try await world.store.cases.open("2026-2", at: "vlieger", with: [end], by: world.change("2026-11-22 12:00"))
        _ = try await world.store.cases.close("2026-2", by: world.change("2026-11-24 10:00", by: "ib"))
        let before = try await world.store.followUps.list(FollowUpFilter()).map(\.followUp.id)
        #expect(try await world.store.outbox.replan(with: world.rules(fingerprint: "2"), at: at("2026-11-24 11:00")))
        #expect(try await world.store.followUps.list(FollowUpFilter()).map(\.followUp.id) == before)
    }

    @Test("when the last follow-up that counts ends, what closes the case is opened with it; not while another is open, nor for a check")
    func ending() async throws {
        let world = try world()
        try await openCase(world)
        _ = try await world.store.followUps.open(opening("gesprek", in: world), by: world.change("2026-11-22 12:00"))
        #expect(try await close(world, 1, "klaar").opened == [])
        #expect(try await close(world, 2, "klaar").opened == [])
        let last = try await close(world, 3, "klaar")
        #expect(last.opened.map(\.kind) == [.caseEnd])
        #expect(try await world.store.followUps.consequences(of: 3).map(\.kind) == [.caseEnd])
    }

    @Test("an outcome that closes the case does so with what does not count; it is withdrawn while something else is open")
    func closing() async throws {
        let world = try world()
        try await openCase(world)
        _ = try await close(world, 1, "klaar")
        _ = try await world.store.followUps.open(opening("gesprek", in: world), by: world.change("2026-11-24 10:30"))
        let withdrawn = try #require(await PreviousEnding(of: world.store.followUps.followUp(3).followUp, world.store.history.entries(of: 3).last))
        await #expect(throws: StoreError.endedAlready(3, withdrawn, asked: ["gesloten"], amsterdam)) { try await close(world, 3, "gesloten") }
        await #expect(throws: StoreError.caseNotDone(code, open: [4])) {
            try await world.store.cases.close(code, by: world.change("2026-11-24 11:00"))
        }
        #expect(try await close(world, 4, "klaar", "2026-11-24 11:00").opened.map(\.id) == [5])
        let result = try await close(world, 5, "gesloten", "2026-11-25 10:00")
        #expect(result.withdrawn.map(\.id) == [2] && result.opened == [])
        #expect(try await world.store.cases.dossier(code).closedAt == at("2026-11-25 10:00"))
        #expect(try await world.store.followUps.list(FollowUpFilter()).isEmpty)
        await #expect(throws: StoreError.caseClosed(code)) {
            try await world.store.followUps.reopen(5, reason: "x", by: world.change("2026-11-25 10:00"))
        }
    }

    @Test("a case in which nothing counts is not closed by hand before somebody has answered, or cancelled something and said why")
    func closingUnasked() async throws {
        let world = try world()
        _ = try await world.store.cases.open(code, at: "vlieger", with: [], by: world.change("2026-11-22 12:00"))
        let alarm = try #require(try await world.store.followUps.list(FollowUpFilter()).map(\.followUp).first { $0.kind == .caseSilent })
        await #expect(throws: StoreError.caseNotDone(code, open: [alarm.id])) {
            try await world.store.cases.close(code, by: world.change("2026-11-25 10:00"))
        }
        _ = try await world.store.followUps.cancel(alarm.id, reason: "x", by: world.change("2026-11-25 10:00"))
        #expect(try await !world.store.cases.close(code, by: world.change("2026-11-25 10:00")).dossier.isOpen)
    }

    @Test("closing a case closes the follow-up that is there to close it; a reopened one goes on with new follow-ups")
    func closeAndReopen() async throws {
        let world = try world()
        try await openCase(world)
        _ = try await close(world, 1, "klaar")
        let result = try await world.store.cases.close(code, by: world.change("2026-11-25 10:00"))
        #expect(result.closed.map(\.id) == [3] && result.closed.map(\.end?.outcome) == ["gesloten"] && result.cancelled.map(\.id) == [2])
        await #expect(throws: StoreError.caseClosed(code)) { try await world.store.cases.close(code, by: world.change("2026-11-25 10:00")) }
        let again = try await world.store.cases.reopen(
            code, with: [try opening(.caseEnd, in: world)], reason: "toch niet", by: world.change("2026-11-26 10:00"))
        #expect(again.dossier.isOpen && again.opened.map(\.round) == [2])
        await #expect(throws: StoreError.caseOpen(code)) {
            try await world.store.cases.reopen(code, with: [], reason: nil, by: world.change("2026-11-26 10:00"))
        }
        let history = try await world.store.history.entries(caseCode: code).map(\.action)
        #expect(history.filter { $0 == .caseClosed || $0 == .caseReopened } == [.caseClosed, .caseReopened])
    }

    @Test("what waits for somebody who is excluded goes to the next person, in the window, and to nobody twice")
    func exclude() async throws {
        let world = try World()
        try world.open()
        try await world.plan("2026-11-23 08:00")
        let result = try await world.store.cases.exclude("ib", from: code, by: world.change("2026-11-23 20:00"), newMessageID: world.newMessageID)
        #expect(result.owned.map(\.id) == [1] && result.replaced.map(\.instead) == ["ib2"])
        #expect(try await world.claim("2026-11-23 20:00").isEmpty)
        #expect(try await world.pass("2026-11-24 08:00") == ["ib2 mail: 1 open"])
        await #expect(throws: StoreError.alreadyExcluded("ib", from: code)) {
            try await world.store.cases.exclude("ib", from: code, by: world.change("2026-11-23 20:00"), newMessageID: world.newMessageID)
        }
        #expect(try await world.pass("2026-12-03 08:00") == ["ib2 mail: 1 -2sd"])
    }

    @Test("what was sent before an exclusion stays sent, and is sent to nobody else")
    func excludeLater() async throws {
        let world = try World()
        try world.open()
        #expect(try await world.pass("2026-11-23 08:00") == ["ib mail: 1 open"])
        let result = try await world.store.cases.exclude("ib", from: code, by: world.change("2026-11-23 09:00"), newMessageID: world.newMessageID)
        #expect(result.replaced == [])
        #expect(try await world.pass("2026-11-23 09:00") == [])
    }

    @Test("a step that has nobody left after an exclusion is looked at again, and not lost")
    func excludeLast() async throws {
        let world = try World()
        try world.open()
        for person: PersonID in ["ib2", "directie", "bestuur"] {
            _ = try await world.store.cases.exclude(person, from: code, by: world.change("2026-11-22 13:00"), newMessageID: world.newMessageID)
        }
        try await world.plan("2026-11-23 08:00")
        let result = try await world.store.cases.exclude("ib", from: code, by: world.change("2026-11-23 08:01"), newMessageID: world.newMessageID)
        #expect(result.replaced.map(\.instead) == [nil])
        let report = try await world.plan("2026-11-23 08:01")
        #expect(report.reminders == 0 && report.unreached.map(\.step) == ["open"])
        #expect(try await world.claim("2026-11-23 08:01").isEmpty)
    }
}
