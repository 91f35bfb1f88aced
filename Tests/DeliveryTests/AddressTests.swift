import FollowUps
import Foundation
import TestSupport
import Testing

@testable import Delivery

@Suite("Which addresses are gone to") struct AddressTests {
    /// Reads an address as the system's library does, which shares no code with ours.
    private static func address(_ text: String) throws -> NetworkAddress {
        var bytes = [UInt8](repeating: 0, count: text.contains(":") ? 16 : 4)
        try #require(inet_pton(text.contains(":") ? AF_INET6 : AF_INET, text, &bytes) == 1, "\(text)")
        return try #require(NetworkAddress(bytes: bytes))
    }

    static let open = [
        "1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0", "169.253.255.255", "169.255.0.0",
        "172.15.255.255", "172.32.0.0", "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0", "223.255.255.255", "2001:200::1",
        "2606:4700::1111", "2a00::1", "::ffff:1.1.1.1", "64:ff9b::1.1.1.1", "2002:0101:0101::1",
    ]
    static let loopback = ["127.0.0.1", "127.255.255.255", "::1", "::ffff:127.0.0.1", "64:ff9b::127.0.0.1", "2002:7f00:0001::"]
    static let local = [
        "10.0.0.0", "10.255.255.255", "100.64.0.0", "100.127.255.255", "172.16.0.0", "172.31.255.255", "192.168.0.1", "fc00::", "fdff::1",
        "::ffff:10.0.0.1", "::ffff:192.168.1.1", "2002:0a00:0001::1",
    ]
    static let special = [
        "0.0.0.0", "0.1.2.3", "169.254.169.254", "169.254.0.0", "192.0.0.1", "192.0.2.1", "192.88.99.1", "198.18.0.0", "198.19.255.255",
        "198.51.100.7",
        "203.0.113.9", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "::", "::2", "::1.2.3.4", "::ffff:169.254.169.254", "fe80::1",
        "febf::1", "fec0::1", "ff02::1", "100::1", "2001::1", "2001:db8::1", "3fff::1", "4000::1", "64:ff9b:1::1", "2002:a9fe:a9fe::1",
    ]

    @Test("each address is of its sort, at both ends of every block")
    func sorts() throws {
        for (texts, sort) in [(Self.open, NetworkAddress.Scope.open), (Self.loopback, .loopback), (Self.local, .local), (Self.special, .special)] {
            for text in texts {
                let found = try Self.address(text).sort
                #expect(found == sort, "\(text)")
            }
        }
    }

    @Test("a URL that names this machine stays on it; others go out, inside only when that is allowed, and to special places never")
    func reach() throws {
        let named = try #require(ServerAddress("http://localhost:8000/x"))
        let other = try #require(ServerAddress("https://hooks.example/x"))
        let table: [(EgressPolicy, [NetworkAddress.Scope])] = [
            (EgressPolicy(to: named, allowPrivate: false), [.loopback]), (EgressPolicy(to: named, allowPrivate: true), [.loopback]),
            (EgressPolicy(to: other, allowPrivate: false), [.open]), (EgressPolicy(to: other, allowPrivate: true), [.open, .local]),
        ]
        for (reach, sorts) in table {
            for text in Self.open + Self.loopback + Self.local + Self.special {
                let address = try Self.address(text)
                #expect(reach.includes(address) == sorts.contains(address.sort), "\(text)")
            }
        }
    }

    /// Ways to name 127.0.0.1 that do not say so, one of which is a name that leads there.
    static let disguises = ["2130706433", "0x7f000001", "0177.0.0.1", "127.1", "[::ffff:127.0.0.1]", "hooks.localhost", "0.0.0.0", "[::]"]

    @Test("a webhook by a name or number that only leads to this machine is not sent, allowed or not", arguments: disguises)
    func disguised(host: String) async throws {
        let server = try await WebhookTestServer(tls: try await TestCertificates.shared().good)
        for allowPrivate in [false, true] {
            let endpoint = WebhookEndpoint(
                id: "teams", url: "https://\(host):\(server.port)/hook", secrets: [try SigningSecret(WebhookTestServer.secret)],
                allowPrivate: allowPrivate)
            let result = try await WebhookTransport(endpoint, clock: { Date(timeIntervalSince1970: 0) }).send(.webhook())
            #expect(result.kind == .unavailable)
            #expect(result.reason?.hasPrefix("teams: its name leads to ") == true, "\(result)")
            let problem = try await PingTransport(url: "https://\(host):\(server.port)/ping", allowPrivate: allowPrivate).ping()
            #expect(problem?.hasPrefix("its name leads to ") == true, "\(problem ?? "nothing")")
        }
        #expect(try server.connections == 0)
    }

    @Test("a mail server without TLS is held to this machine by its address too", arguments: ["smtp://localhost", "smtp://127.0.0.1"])
    func plainMail(url: String) async throws {
        let server = try await SMTPTestServer()
        let transport = try SMTPTransport(MailServer(url: "\(url):\(server.port)", tls: .none, sender: "a@vlieger.example"))
        #expect(await transport.send(.mail()) == .accepted)
    }
}

@Suite("The ping") struct PingTests {
    @Test("fetches the address once, by GET, and is content with any status of success", arguments: [200, 204])
    func good(status: Int) async throws {
        let server = try await WebhookTestServer(then: .status(status))
        #expect(try await PingTransport(url: server.url(path: "/7c1d")).ping() == nil)
        #expect(try server.requests.map { "\($0.method) \($0.path)" } == ["GET /7c1d"])
    }

    @Test(
        "says what went wrong, without the address",
        arguments: [
            WebhookTestServer.Answer.status(404), .status(500), .status(302, ["Location": "/MARKER/else"]), .drop, .raw("MARKER\r\n\r\n"), .hang,
        ])
    func bad(answer: WebhookTestServer.Answer) async throws {
        let server = try await WebhookTestServer(then: answer)
        let problem = try #require(try await PingTransport(url: server.url(path: "/MARKER"), timeout: 2).ping())
        #expect(!problem.isEmpty && !problem.contains("MARKER"), "\(problem)")
        #expect(try server.requests.count == 1)
    }

    @Test("is https, with a certificate that is right, or http to this machine")
    func secure() async throws {
        for url in ["http://ping.example/MARKER", "ftp://127.0.0.1/MARKER", "MARKER"] {
            let error = try #require(throws: TransportError.self) { try PingTransport(url: url) }
            #expect(!"\(error)".contains("MARKER"))
        }
        let certificates = try await TestCertificates.shared()
        let server = try await WebhookTestServer(tls: certificates.foreign)
        let problem = try await PingTransport(url: server.url(host: "localhost"), caFile: certificates.authority).ping()
        #expect(problem?.contains("certificate") == true)
        #expect(try server.requests.isEmpty)
    }
}
