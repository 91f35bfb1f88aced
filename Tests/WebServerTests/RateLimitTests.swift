import FollowUps
import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization
import TestSupport
import Testing

@testable import WebServer

@Suite("Rate limits")
struct RateLimitTests {
    /// Seconds that a test sets.
    final class Seconds: Sendable {
        private let value = Mutex(1000.0)
        var now: Double { value.withLock { $0 } }
        func pass(_ seconds: Double) { value.withLock { $0 += seconds } }
    }

    private func taken(_ limits: RateLimits, _ client: String, of count: Int) -> Int { (0..<count).count { _ in limits.take(client) } }

    @Test("one address has a burst and then so many a second, and takes nothing from the others")
    func perClient() {
        let seconds = Seconds()
        let limits = RateLimits(now: { seconds.now })
        #expect(taken(limits, "a", of: 1000) == 120)
        #expect(taken(limits, "b", of: 50) == 50)
        seconds.pass(1)
        #expect(taken(limits, "a", of: 1000) == 4)
        seconds.pass(3600)
        #expect(taken(limits, "a", of: 1000) == 120)
    }

    @Test("all together have a limit too")
    func overall() {
        let seconds = Seconds()
        let limits = RateLimits(now: { seconds.now })
        let atOnce = (0..<2000).count { limits.take("c\($0)") }
        #expect(atOnce == 600)
        seconds.pass(1)
        let later = (0..<2000).count { limits.take("d\($0)") }
        #expect(later == 60)
    }

    @Test("addresses without end do not fill the memory, and a clock that goes back gives nothing away")
    func bounded() {
        let seconds = Seconds()
        let limits = RateLimits(now: { seconds.now })
        for index in 0..<30_000 { _ = limits.take("c\(index)") }
        seconds.pass(-500)
        #expect(taken(limits, "a", of: 1000) == 0)
    }

    @Test(
        "the proxy's own word counts, the last one, and of IPv6 the network",
        arguments: [
            (nil, ""), ("203.0.113.7", "203.0.113.7"), ("10.0.0.1, 198.51.100.2,203.0.113.7", "203.0.113.7"), ("evil, 203.0.113.7 ", "203.0.113.7"),
            ("2001:db8:1:2:3:4:5:6", "20:1:d:b8:0:1:0:2"), ("2001:db8:1:2::9", "20:1:d:b8:0:1:0:2"), ("unknown", ""), ("", ""),
            // With the port that some proxies put behind it, which is another one for each connection.
            ("192.0.2.7:51334", "192.0.2.7"), ("10.0.0.1:1, 192.0.2.7:51335", "192.0.2.7"), ("[2001:db8:1:2::9]:51334", "20:1:d:b8:0:1:0:2"),
            ("\"[2001:db8:1:2::9]:51334\"", "20:1:d:b8:0:1:0:2"), ("[2001:db8:1:2::9]", "20:1:d:b8:0:1:0:2"),
            ("::ffff:192.0.2.7", "192.0.2.7"), ("[::ffff:192.0.2.7]:51334", "192.0.2.7"), ("192.0.2.7:51334:1", ""), ("unknown:51334", ""), ("[", ""),
        ])
    func address(header: String?, expected: String) {
        var headers = HTTPFields()
        if let header, let name = HTTPField.Name("X-Forwarded-For") { headers[name] = header }
        let head = HTTPRequest(method: .get, scheme: nil, authority: nil, path: "/", headerFields: headers)
        let request = Request(head: head, body: .init(buffer: ByteBuffer()))
        #expect(ClientAddress.of(request, peer: nil) == expected)
    }

    @Test("over the limit there is a page that says so, one line in the log, and nothing is done")
    func refused() async throws {
        let seconds = Seconds()
        try await RunningFront.use(monotonic: { seconds.now }) { running in
            let proxied = ["X-Forwarded-For": "203.0.113.7"]
            for _ in 0..<120 { _ = try await running.get("/style.css", headers: proxied) }
            for _ in 0..<3 {
                let answer = try await running.post(
                    RunningFront.path, "do=close&outcome=ja", headers: proxied.merging(["Sec-Fetch-Site": "same-origin"]) { $1 })
                #expect(answer.status == 429)
                #expect(answer.body == "notice tooMany")
                #expect(answer.headers["retry-after"] == "60")
            }
            #expect(running.actions.performed.isEmpty)
            #expect(running.log.lines.filter { $0.contains("too many") } == ["warning: web: too many requests at once; 1 refused"])
            #expect(try await running.get("/style.css", headers: ["X-Forwarded-For": "203.0.113.8"]).status == 200)
            seconds.pass(60)
            #expect(try await running.get("/style.css", headers: proxied).status == 200)
        }
    }
}
