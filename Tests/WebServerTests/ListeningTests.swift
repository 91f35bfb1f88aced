import FollowUps
import Foundation
import TestSupport
import Testing

@testable import WebServer

@Suite("Listening")
struct ListeningTests {
    @Test("an address is written as a URL has it")
    func address() {
        #expect(ListenAddress(host: "127.0.0.1", port: 8080).description == "127.0.0.1:8080")
        #expect(ListenAddress(host: "::1", port: 8080).description == "[::1]:8080")
    }

    @Test("a port that is taken is noticed before anything has begun, and named")
    func taken() async throws {
        try await RunningFront.use { running in
            let address = ListenAddress(host: "127.0.0.1", port: running.port)
            let error = try await #require(throws: ListenError.self) { try await address.check() }
            #expect(
                error.description
                    == "[web] listen: cannot listen on 127.0.0.1:\(running.port): Address already in use; "
                    + "see what else uses that port (ss -ltnp), or choose another")
        }
    }

    @Test("a reload is taken over by the next request, without closing anything")
    func reload() async throws {
        try await RunningFront.use { running in
            let before = try await running.get("/style.css").headers
            #expect(before["strict-transport-security"] != nil)
            running.front.reload(Setup.web(origin: "http://localhost:8080"))
            let after = try await running.get("/style.css").headers
            #expect(after["strict-transport-security"] == nil)
        }
    }

    @Test("two hundred connections that say nothing hinder nobody, and are closed")
    func silence() async throws {
        try await RunningFront.use { running in
            let silent = try (0..<200).map { _ in try RawConnection(port: running.port) }
            #expect(try await running.get(RunningFront.path).status == 200)
            try await waitUntil("all are closed", within: .seconds(60)) { silent.allSatisfy(\.isClosed) }
        }
    }

    @Test("a request that dribbles in is cut off, and so is one that never ends")
    func slow() async throws {
        try await RunningFront.use { running in
            let slow = try RawConnection(port: running.port)
            slow.send(Data("POST \(RunningFront.path) HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n".utf8))
            // Each byte would put off the end of the silence for ever.
            try await waitUntil("the slow one is closed", within: .seconds(60)) {
                try await Task.sleep(for: .milliseconds(200))
                return !slow.send(Data("a".utf8)) || slow.isClosed
            }
            let endless = try RawConnection(port: running.port)
            endless.send(
                Data(
                    """
                    POST \(RunningFront.path) HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n\
                    Transfer-Encoding: chunked\r\n\r\n
                    """.utf8))
            let chunk = Data("1000\r\n\(String(repeating: "a", count: 4096))\r\n".utf8)
            var sent = 0
            while endless.send(chunk), sent < 10_000 { sent += 1 }
            #expect(sent < 10_000)
            #expect(running.actions.performed.isEmpty)
        }
    }
}
