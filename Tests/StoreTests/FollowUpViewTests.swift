import FollowUps
import Foundation
import StoreTestSupport
import Testing

@testable import Store

@Suite("A follow-up as somebody sees it")
struct FollowUpViewTests {
    private func view(_ world: World, _ person: PersonID, _ id: Int64 = 1, at now: String = "2026-12-15 12:00") async throws -> FollowUpView? {
        let visibility = try #require(try await world.store.visibility.visibility(of: person, rules: world.rules(), at: at(now)))
        return try await world.store.followUps.view(of: id, in: visibility, rules: world.rules(), at: at(now))
    }

    /// A follow-up of a case, due on the 7th, whose escalation has come to the directie a week later.
    private func escalated() async throws -> World {
        let world = try World.withPages()
        try world.open()
        for day in ["2026-11-23 08:00", "2026-12-03 08:00", "2026-12-07 08:00", "2026-12-09 08:00", "2026-12-14 08:00"] {
            _ = try await world.pass(day)
        }
        return world
    }

    @Test("whoever looks after the case sees all of it, with what was sent to whom, and may do everything")
    func reader() async throws {
        let world = try await escalated()
        let view = try #require(try await view(world, "ib"))
        #expect(view.actions == Set(FollowUpAction.allCases) && view.seesReasons)
        #expect(view.sent.map(\.recipient) == ["ib", "ib", "ib", "ib", "ib", "directie"])
        #expect(view.sent.map(\.isEscalation).contains(true))
        #expect(view.history.map(\.action) == [.opened])
    }

    @Test("whom its escalation has reached may read it and answer it, and whom it has not, not even know of it")
    func reached() async throws {
        let world = try World.withPages()
        try world.open()
        #expect(try await view(world, "directie") == nil)
        let later = try await escalated()
        let view = try #require(try await view(later, "directie"))
        #expect(view.actions == [.close, .snooze, .resume, .reopen, .note, .assign] && !view.seesReasons)
        #expect(try await self.view(later, "bestuur") == nil)
        #expect(try await self.view(later, "ib2") == nil)
    }

    @Test("whom it had reached before it was given to somebody else goes on reading it, and may give it on")
    func before() async throws {
        let world = try await escalated()
        let change = world.change("2026-12-14 12:00", by: "directie")
        _ = try await world.store.followUps.assign(AssignmentRequest(1, to: .person("ib2"), rules: change.rules), by: change)
        let view = try #require(try await view(world, "directie"))
        #expect(view.actions == [.assign] && view.history.last?.action == .assigned)
    }

    @Test("whoever is excluded from its case sees nothing of it, whatever has reached them", arguments: ["ib", "directie"] as [PersonID])
    func excluded(person: PersonID) async throws {
        let world = try await escalated()
        let change = world.change("2026-12-14 12:00", by: "bestuur")
        let request = try ExclusionRequest(person, from: CaseCode("2026-1"), rules: change.rules)
        _ = try await world.store.cases.exclude(request, by: change, newMessageID: world.newMessageID)
        #expect(try await view(world, person) == nil)
    }

    @Test("a note is kept in the history, and can be struck out")
    func note() async throws {
        let world = try World.withPages()
        try world.open()
        _ = try await world.store.followUps.note(NoteRequest(1, text: "Moeder belt terug"), by: world.change("2026-11-24 12:00", by: "ib"))
        let entry = try #require(try await view(world, "ib")?.history.last)
        #expect(entry.action == .noted && entry.changes == [.init("note", to: "Moeder belt terug")] && entry.actor == "ib")
        let strike = try #require(Strike(.followUp(1), entries: [entry.id]))
        _ = try await world.store.history.strike(
            StrikeRequest(strike, reason: "Vergissing"), words: "(doorgehaald)", by: world.change("2026-11-24 13:00", by: "ib"))
        #expect(try await view(world, "ib")?.history.first { $0.id == entry.id }?.changes == [.init("note", to: "(doorgehaald)")])
        #expect(try await world.store.history.verify().problems.isEmpty)
    }

    @Test("a snooze that is ended leaves nothing held back, and what came due meanwhile is sent once")
    func resume() async throws {
        let world = try World.withPages()
        try world.open()
        _ = try await world.pass("2026-11-23 08:00")
        _ = try await world.store.followUps.snooze(1, until: at("2026-12-08 00:00"), reason: "x", by: world.change("2026-12-02 12:00", by: "ib"))
        #expect(try await world.pass("2026-12-04 08:00") == [])
        let resumed = try await world.store.followUps.resume(1, by: world.change("2026-12-04 12:00", by: "ib"))
        #expect(resumed.snoozedUntil == nil)
        #expect(try await world.pass("2026-12-04 12:05").count == 1)
        #expect(try await world.pass("2026-12-04 12:10") == [])
    }
}
