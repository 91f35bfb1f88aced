import Testing

@testable import FollowUps

@Suite("Two people end one follow-up")
struct PreviousEndingTests {
    @Test("the first counts, and nothing is open that has ended")
    func first() throws {
        #expect(PreviousEnding(of: .help(.open, nil), nil) == nil)
        let entry = HistoryEntry(
            id: 9, at: at("2026-11-23 10:00"), actor: "ib", action: .closed, followUp: 1, caseCode: nil, changes: [.init("outcome", to: "ja")])
        let ending = try #require(PreviousEnding(of: .help(.closed, "ja"), entry))
        #expect(ending.outcome == "ja" && ending.actor == "ib" && ending.at == at("2026-11-23 10:00"))
    }
}
