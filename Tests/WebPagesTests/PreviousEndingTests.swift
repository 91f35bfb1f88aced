import FollowUps
import SchoolTestSupport
import Testing

@testable import WebPages

@Suite("A form about what somebody else has ended")
struct PreviousEndingTests {
    @Test(
        "the second is told when they chose something else; the same answer twice is one answer, and without a button nothing was asked",
        arguments: [
            ("ja", FollowUpAction.close, "nee", true), ("ja", .close, "ja", false), (nil, .close, "ja", true), ("ja", .snooze, nil, true),
            ("ja", .close, nil, false), ("ja", nil, "nee", false), ("ja", .cancel, nil, true), (nil, .cancel, nil, false), ("ja", .assign, nil, true),
            ("ja", .reschedule, nil, true), ("ja", .resume, nil, true), ("ja", .reopen, nil, false), ("ja", .note, nil, false),
        ] as [(OutcomeID?, FollowUpAction?, OutcomeID?, Bool)])
    func second(ended: OutcomeID?, button: FollowUpAction?, chosen: OutcomeID?, isTold: Bool) throws {
        let ending = try #require(PreviousEnding(of: .help(ended == nil ? .cancelled : .closed, ended), nil))
        let form = FollowUpForm(button: button, chosen.map { [.outcome: $0.rawValue] } ?? [:]).overruled(by: ending)
        #expect(form?.problems == (isTold ? [.refused(.endedAlready)] : nil))
    }
}
