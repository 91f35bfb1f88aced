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

    private func taken(_ limits: RateLimits, _ client: RateLimits.Client, of count: Int) -> Int {
        (0..<count).count { _ in limits.take(client, WebLimits()) }
    }

    @Test("one address has a burst and then so many a second, and takes nothing from the others")
    func perClient() {
        let seconds = Seconds()
        let limits = RateLimits(now: { seconds.now })
        #expect(taken(limits, .address("a"), of: 1000) == 60)
        #expect(taken(limits, .address("b"), of: 50) == 50)
        seconds.pass(1)
        #expect(taken(limits, .address("a"), of: 1000) == 1)
        seconds.pass(3600)
        #expect(taken(limits, .address("a"), of: 1000) == 60)
    }

    @Test("a session has its own limit, whatever others do")
    func perSession() throws {
        let seconds = Seconds()
        let limits = RateLimits(now: { seconds.now })
        let (one, other) = (try #require(Secret("AAAAAAAAAAAAAAAAAAAAAA")), try #require(Secret("BAAAAAAAAAAAAAAAAAAAAA")))
        for index in 0..<2000 { _ = limits.take(.address("c\(index)"), WebLimits()) }
        #expect(taken(limits, .session(one), of: 1000) == 300)
        #expect(taken(limits, .session(other), of: 1000) == 300)
        seconds.pass(1)
        #expect(taken(limits, .session(one), of: 1000) == 5)
    }

    @Test("all together have a limit too")
    func overall() {
        let seconds = Seconds()
        let limits = RateLimits(now: { seconds.now })
        let atOnce = (0..<2000).count { limits.take(.address("c\($0)"), WebLimits()) }
        #expect(atOnce == 600)
        seconds.pass(1)
        let later = (0..<2000).count { limits.take(.address("d\($0)"), WebLimits()) }
        #expect(later == 60)
    }

    @Test("addresses without end do not fill the memory, and a clock that goes back gives nothing away")
    func bounded() {
        let seconds = Seconds()
        let limits = RateLimits(now: { seconds.now })
        for index in 0..<30_000 { _ = limits.take(.address("c\(index)"), WebLimits()) }
        seconds.pass(-500)
        #expect(taken(limits, .address("a"), of: 1000) == 0)
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
            for _ in 0..<60 { _ = try await running.get("/style.css", headers: proxied) }
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
            // The style sheet of a page counts towards no limit.
            #expect(try await running.get("/style/x.css", headers: proxied).status == 200)
            seconds.pass(60)
            #expect(try await running.get("/style.css", headers: proxied).status == 200)
        }
    }

    @Test("a flood from their own school keeps nobody out who is signed in, and a cookie that nobody was given is worth nothing")
    func signedIn() async throws {
        let cookie = ["Cookie": "__Host-opvolg=c2VjcmV0LXRva2VuLTEyMw"]
        let seconds = Seconds()
        try await RunningFront.use(viewer: Setup.reader.id, monotonic: { seconds.now }) { running in
            for _ in 0..<70 { _ = try await running.get("/o/x") }
            #expect(try await running.get("/o/x").status == 429)
            #expect(try await running.get("/", headers: cookie).status == 200)
            for _ in 0..<299 { _ = try await running.get("/", headers: cookie) }
            #expect(try await running.get("/", headers: cookie).status == 429)
        }
        try await RunningFront.use(monotonic: { seconds.now }) { running in
            for _ in 0..<60 { _ = try await running.get("/", headers: cookie) }
            #expect(try await running.get("/", headers: cookie).status == 429)
        }
    }

    @Test("of lines about refused requests the log has sixty a minute, and then how many were left out")
    func throttled() {
        let (seconds, log) = (Seconds(), LogRecorder())
        let throttle = LogThrottle(log.logger, now: { seconds.now })
        for _ in 0..<1000 { throttle.info("web: refused") }
        #expect(log.lines == Array(repeating: "info: web: refused", count: 60))
        seconds.pass(60)
        throttle.info("web: refused")
        #expect(log.lines.dropFirst(60) == ["info: web: 940 more lines about refused requests were left out", "info: web: refused"])
    }
}
