import FollowUps
import Foundation
import SchoolTestSupport
import Testing

@Suite("What takes back a change")
struct UndoTests {
    private static let now = at("2026-12-07 10:00")

    private func followUp(
        _ status: FollowUp.Status = .open, owner: Owner = .role("ib"), due: String = "2026-12-15", snoozedUntil: Date? = nil
    ) -> FollowUp {
        FollowUp(
            id: 1, kind: "k", school: "vlieger", owner: owner, urgency: .normal, due: .day(day(due)), status: status, openedAt: Self.now,
            escalation: .init(startedAt: Self.now, startedBy: "x"), snoozedUntil: snoozedUntil,
            end: status == .open ? nil : .init(at: Self.now, outcome: nil))
    }

    private func undo(_ action: HistoryEntry.Action, _ changes: [HistoryEntry.Change] = [], of followUp: FollowUp) -> Undo? {
        let entry = HistoryEntry(id: 1, at: Self.now, actor: "ib-vlieger", action: action, followUp: 1, caseCode: nil, changes: changes)
        return Undo(of: entry, followUp: followUp, rules: SeenSchools().rules, at: Self.now)
    }

    @Test("an ending is taken back by opening it again, unless somebody has")
    func ending() {
        #expect(undo(.closed, of: followUp(.closed)) == .reopen)
        #expect(undo(.cancelled, of: followUp(.cancelled)) == .reopen)
        #expect(undo(.closed, of: followUp(.open)) == nil)
    }

    @Test("a snooze is taken back as long as it lasts and is the one that was asked for")
    func snooze() {
        let change = HistoryEntry.Change("snoozed_until", to: "2026-12-09T00:00:00+01:00")
        #expect(undo(.snoozed, [change], of: followUp(snoozedUntil: at("2026-12-09 00:00"))) == .resume)
        #expect(undo(.snoozed, [change], of: followUp(snoozedUntil: at("2026-12-10 00:00"))) == nil)
        #expect(undo(.snoozed, [change], of: followUp()) == nil)
    }

    @Test(
        "another day is taken back if the former one has not passed and nobody has moved it since",
        arguments: [("2026-12-07", true), ("2026-12-10", true), ("2026-12-04", false)])
    func rescheduling(former: String, isPossible: Bool) {
        let change = HistoryEntry.Change("due", from: former, to: "2026-12-15")
        #expect(undo(.rescheduled, [change], of: followUp()) == (isPossible ? .reschedule(.day(day(former))) : nil))
        #expect(undo(.rescheduled, [change], of: followUp(due: "2026-12-16")) == nil)
    }

    @Test("an assignment is taken back while whoever got it has it, and whoever had it is still known")
    func assignment() {
        let change = HistoryEntry.Change("owner", from: "ib", to: "leerkracht")
        #expect(undo(.assigned, [change], of: followUp(owner: .person("leerkracht"))) == .assign(.role("ib")))
        #expect(undo(.assigned, [change], of: followUp(owner: .role("directie"))) == nil)
        #expect(undo(.assigned, [.init("owner", from: "weg", to: "leerkracht")], of: followUp(owner: .person("leerkracht"))) == nil)
    }
}
