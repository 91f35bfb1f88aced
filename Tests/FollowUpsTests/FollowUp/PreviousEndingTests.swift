import Testing

@testable import FollowUps

@Suite("Two people end one follow-up")
struct PreviousEndingTests {
    private func followUp(_ status: FollowUp.Status, _ outcome: OutcomeID?) -> FollowUp {
        FollowUp(
            id: 1, kind: "hulp", school: "s", owner: .role("ib"), urgency: .normal, due: .day(day("2026-12-07")), status: status,
            openedAt: at("2026-11-22 12:00"), escalation: .init(startedAt: at("2026-11-22 12:00"), startedBy: "juf"),
            end: status == .open ? nil : .init(at: at("2026-11-23 10:00"), outcome: outcome))
    }

    @Test("the first counts, and nothing is open that has ended")
    func first() throws {
        #expect(PreviousEnding(of: followUp(.open, nil), nil) == nil)
        let entry = HistoryEntry(
            id: 9, at: at("2026-11-23 10:00"), actor: "ib", action: .closed, followUp: 1, caseCode: nil, changes: [.init("outcome", to: "ja")])
        let ending = try #require(PreviousEnding(of: followUp(.closed, "ja"), entry))
        #expect(ending.outcome == "ja" && ending.actor == "ib" && ending.at == at("2026-11-23 10:00"))
    }
}
