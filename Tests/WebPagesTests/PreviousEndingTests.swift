import FollowUps
import SchoolTestSupport
import Testing

@testable import WebPages

@Suite("A form about what somebody else has ended")
struct PreviousEndingTests {
    @Test(
        "the second is told when they chose something else; the same answer twice is one answer, and without a button nothing was asked",
        arguments: [
            ("ja", FollowUpForm.Button.close, "nee", true), ("ja", .close, "ja", false), (nil, .close, "ja", true), ("ja", .snooze, nil, true),
            ("ja", .close, nil, false), ("ja", nil, "nee", false),
        ] as [(OutcomeID?, FollowUpForm.Button?, OutcomeID?, Bool)])
    func second(ended: OutcomeID?, button: FollowUpForm.Button?, chosen: OutcomeID?, isTold: Bool) throws {
        let ending = try #require(PreviousEnding(of: .help(ended == nil ? .cancelled : .closed, ended), nil))
        let form = FollowUpForm(button: button, outcome: chosen).overruled(by: ending)
        #expect(form?.problems == (isTold ? [.endedOtherwise] : nil))
    }
}
