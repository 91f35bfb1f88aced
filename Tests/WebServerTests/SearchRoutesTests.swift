import FollowUps
import SchoolTestSupport
import Testing

@testable import WebServer

@Suite("A search")
struct SearchRoutesTests {
    @Test(
        "answers a number and a code that are not theirs to read as it answers those that do not exist, and anything else",
        arguments: ["42", "VL-1", "iets", "", "%00", "%27%3B--"])
    func nothing(words: String) async throws {
        try await RunningFront.use(setup: Setup.web(rules: SeenSchools().rules), viewer: "ib-vlieger") { running in
            let answer = try await running.get("/search?q=\(words)", headers: ["Cookie": "__Host-opvolg=c2VjcmV0LXRva2VuLTEyMw"])
            #expect(answer.status == 200 && answer.body == "search")
        }
    }
}
