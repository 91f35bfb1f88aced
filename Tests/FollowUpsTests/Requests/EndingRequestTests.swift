import Testing

@testable import FollowUps

@Suite("A request to cancel, to reopen or to strike out")
struct EndingRequestTests {
    @Test("to cancel is not made without a reason, or with one that may not be kept")
    func cancelling() {
        #expect(problems(CancellationRequest.Problem.self) { try CancellationRequest(1, reason: "dubbel") } == [])
        #expect(problems(CancellationRequest.Problem.self) { try CancellationRequest(1, reason: nil) } == [.reason(.missing)])
        for (text, problem) in RequestFixture.texts {
            #expect(problems(CancellationRequest.Problem.self) { try CancellationRequest(1, reason: text) } == [.reason(problem)], "\(text)")
        }
    }

    @Test("to strike out is not made without a reason, or with one that may not be kept")
    func striking() throws {
        let strike = try #require(Strike(.followUp(1), hasNote: true))
        #expect(problems(StrikeRequest.Problem.self) { try StrikeRequest(strike, reason: "een naam") } == [])
        #expect(problems(StrikeRequest.Problem.self) { try StrikeRequest(strike, reason: nil) } == [.reason(.missing)])
        for (text, problem) in RequestFixture.texts {
            #expect(problems(StrikeRequest.Problem.self) { try StrikeRequest(strike, reason: text) } == [.reason(problem)], "\(text)")
        }
    }

    @Test("to reopen is not made without a reason, or with one that may not be kept")
    func reopening() {
        #expect(problems(ReopeningRequest.Problem.self) { try ReopeningRequest(1, reason: "vergissing") } == [])
        #expect(problems(ReopeningRequest.Problem.self) { try ReopeningRequest(1, reason: nil) } == [.reason(.missing)])
        for (text, problem) in RequestFixture.texts {
            #expect(problems(ReopeningRequest.Problem.self) { try ReopeningRequest(1, reason: text) } == [.reason(problem)], "\(text)")
        }
    }
}
