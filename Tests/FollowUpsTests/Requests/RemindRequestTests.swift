import Foundation
import Testing

@testable import FollowUps

@Suite("A request to ask an owner again")
struct RemindRequestTests {
    private let rules = RequestFixture().rules

    private func found(at now: String = "2026-12-11 10:00", snoozed: String? = nil, asked: String? = nil, status: FollowUp.Status = .open)
        -> [RemindRequest.Problem]
    {
        let opened = at("2026-12-01 10:00")
        let followUp = FollowUp(
            id: 1, kind: "k", school: "s", owner: .role("ib"), urgency: .normal, due: .day(day("2026-12-10")), status: status, openedAt: opened,
            escalation: .init(startedAt: opened, startedBy: "x"), snoozedUntil: snoozed.map { at($0) }, askedAgainAt: asked.map { at($0) })
        return problems(RemindRequest.Problem.self) { try RemindRequest(followUp, rules: rules, now: at(now)) }
    }

    @Test("is made of what is overdue and still open")
    func overdue() {
        #expect(found() == [])
        #expect(found(at: "2026-12-10 23:59") == [.notOverdue] && found(status: .closed) == [.notOverdue])
    }

    @Test("is made once a day")
    func once() {
        #expect(found(asked: "2026-12-11 00:00") == [.askedToday(at: at("2026-12-11 00:00"))])
        #expect(found(asked: "2026-12-10 23:59") == [])
    }

    @Test("is not made while its owner has asked for a pause")
    func snoozed() {
        #expect(found(snoozed: "2026-12-14 00:00") == [.snoozed(until: at("2026-12-14 00:00"))])
        #expect(found(snoozed: "2026-12-11 10:00") == [])
    }
}
