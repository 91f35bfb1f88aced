import FollowUps
import Testing

@testable import Web

@Suite struct WebFrontTests {
    @Test("an address is written as a URL has it")
    func address() {
        #expect(ListenAddress(host: "127.0.0.1", port: 8080).description == "127.0.0.1:8080")
        #expect(ListenAddress(host: "::1", port: 8080).description == "[::1]:8080")
    }
}
