import FollowUps
import SchoolTestSupport
import Testing

@testable import WebPages

@Suite("A form about what somebody else has ended")
struct PreviousEndingTests {
    private func followUp(_ status: FollowUp.Status, _ outcome: OutcomeID?) -> FollowUp {
        FollowUp(
            id: 1, kind: "hulp", school: "s", owner: .role("ib"), urgency: .normal, due: .day(day("2026-12-07")), status: status,
            openedAt: at("2026-11-22 12:00"), escalation: .init(startedAt: at("2026-11-22 12:00"), startedBy: "juf"),
            end: status == .open ? nil : .init(at: at("2026-11-23 10:00"), outcome: outcome))
    }

    @Test(
        "the second is told when they chose something else; the same answer twice is one answer, and without a button nothing was asked",
        arguments: [
            ("ja", FollowUpForm.Button.close, "nee", true), ("ja", .close, "ja", false), (nil, .close, "ja", true), ("ja", .snooze, nil, true),
            ("ja", .close, nil, false), ("ja", nil, "nee", false),
        ] as [(OutcomeID?, FollowUpForm.Button?, OutcomeID?, Bool)])
    func second(ended: OutcomeID?, button: FollowUpForm.Button?, chosen: OutcomeID?, isTold: Bool) throws {
        let ending = try #require(PreviousEnding(of: followUp(ended == nil ? .cancelled : .closed, ended), nil))
        let form = FollowUpForm(button: button, outcome: chosen).overruled(by: ending)
        #expect(form?.problems == (isTold ? [.endedOtherwise] : nil))
    }
}
