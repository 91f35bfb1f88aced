import Delivery
import FollowUps
import Foundation
import TestSupport
import Testing

extension WebhookTestServer {
    static let secret = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3"
    static let otherSecret = "whsec_YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXo="

    /// A transport to this server, at half past nine on a Monday morning in UTC.
    func transport(
        host: String = "127.0.0.1", secrets: [String] = [secret], caFile: String? = nil, timeout: TimeInterval = 30
    ) throws -> WebhookTransport {
        let endpoint = WebhookEndpoint(
            id: "teams", url: url(host: host, path: "/hook?token=abc"), secrets: try secrets.map(SigningSecret.init), caFile: caFile,
            connectTimeout: timeout, timeout: timeout)
        return try WebhookTransport(endpoint, clock: { Date(timeIntervalSince1970: 1_795_426_200.9) })
    }
}

@Suite("Webhooks") struct WebhookTests {
    @Test("a receiver accepts the signature by its own code, and finds the whole body")
    func signed() async throws {
        let certificates = try await TestCertificates.shared()
        let server = try await WebhookTestServer(tls: certificates.good, secrets: [WebhookTestServer.secret, WebhookTestServer.otherSecret])
        let content = Data(#"{"type":"reminder.due","é":"€"}"#.utf8)
        let transport = try server.transport(host: "localhost", caFile: certificates.authority)
        #expect(await transport.send(.webhook(id: "msg-7", content: content)) == .accepted)
        let request = try #require(try server.requests.first)
        #expect(request.method == "POST")
        #expect(request.path == "/hook?token=abc")
        #expect(request.body == content)
        #expect(request.signedBy == [true, false])
        #expect(request.headers["webhook-id"] == "msg-7")
        #expect(request.headers["webhook-timestamp"] == "1795426200")
        #expect(request.headers["content-type"]?.hasPrefix("application/json") == true)
        #expect(request.headers["expect"] == nil)
    }

    @Test("while a secret is being replaced, a receiver with either accepts")
    func twoSecrets() async throws {
        let secrets = [WebhookTestServer.secret, WebhookTestServer.otherSecret]
        let server = try await WebhookTestServer(secrets: secrets)
        #expect(try await server.transport(secrets: secrets).send(.webhook()) == .accepted)
        #expect(try server.requests.map(\.signedBy) == [[true, true]])
    }

    @Test("a body of a megabyte arrives whole")
    func large() async throws {
        let server = try await WebhookTestServer(secrets: [WebhookTestServer.secret])
        let content = Data(repeating: UInt8(ascii: "7"), count: 1_000_000)
        #expect(try await server.transport().send(.webhook(content: content)) == .accepted)
        let isSame = try server.requests.first?.body == content
        #expect(isSame)
        #expect(try server.requests.first?.signedBy == [true])
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let answer: WebhookTestServer.Answer
        let kind: Kind

        init(_ description: String, _ answer: WebhookTestServer.Answer, _ kind: Kind) {
            (testDescription, self.answer, self.kind) = (description, answer, kind)
        }
    }

    static let answers =
        [200, 201, 202, 204, 299].map { Case("\($0)", .status($0), .accepted) }
        + [301, 302, 303, 307, 308].map { Case("\($0)", .status($0, ["Location": "/elsewhere"]), .refused) }
        + [401, 403, 404, 429].map { Case("\($0)", .status($0), .unavailable) }
        + [413, 422].map { Case("\($0)", .status($0), .refused) } + [400, 405, 451].map { Case("\($0)", .status($0), .ambiguous) }
        + [408, 425, 500, 502, 503, 504].map { Case("\($0)", .status($0), .refusedForNow) }
        + [
            Case("410", .status(410), .endpointGone), Case("no answer", .hang, .unknown), Case("a dropped connection", .drop, .unknown),
            Case("not HTTP", .raw("\u{0}\u{FF}garbage\r\n\r\n"), .unknown), Case("a cut answer", .raw("HTTP/1.1 200 OK\r\nContent-Le"), .accepted),
        ]

    @Test("each answer is taken for what it obliges us to do next", arguments: answers)
    func answer(test: Case) async throws {
        let server = try await WebhookTestServer(then: test.answer)
        let result = try await server.transport(timeout: 4).send(.webhook())
        #expect(result.kind == test.kind, "\(result)")
        #expect(result.reason?.contains("abc") != true, "\(result)")
        // A redirect is not followed, a lost answer not asked for again.
        #expect(try server.requests.map(\.path) == ["/hook?token=abc"])
    }

    @Test("a body without an end is cut off, well before the time is up")
    func endless() async throws {
        let server = try await WebhookTestServer(then: .endlessBody)
        let start = ContinuousClock.now
        #expect(try await server.transport(timeout: 600).send(.webhook()) == .accepted)
        #expect(ContinuousClock.now - start < .seconds(60))
    }

    @Test(
        "a Retry-After is passed on, in seconds or as a date",
        arguments: [
            ("120", 120), ("0", 0), (" 7 ", 7), ("Mon, 23 Nov 2026 09:32:00 GMT", 119.1), ("Mon, 23 Nov 2026 09:00:00 GMT", 0),
            ("Monday, 23-Nov-26 09:32:00 GMT", nil), ("soon", nil), ("-5", nil), ("1e9", nil), ("", nil),
            ("Mon, 99 Nov 2026 09:32:00 GMT", nil), ("99999999999999999999", nil),
        ] as [(String, TimeInterval?)])
    func retryAfter(header: String, expected: TimeInterval?) async throws {
        for status in [429, 503] {
            let server = try await WebhookTestServer(then: .status(status, ["Retry-After": header]))
            let pause: TimeInterval?
            switch try await server.transport().send(.webhook()) {
            case .refusedForNow(_, let asked), .unavailable(_, let asked, _): pause = asked
            case let other:
                Issue.record("\(status) is a refusal for now, not \(other)")
                continue
            }
            #expect(pause.map { ($0 * 10).rounded() } == expected.map { ($0 * 10).rounded() })
        }
    }

    enum Flaw: CaseIterable { case foreign, expired, otherName, noAuthority }

    @Test("a certificate that is not right keeps the message back", arguments: Flaw.allCases)
    func badCertificate(flaw: Flaw) async throws {
        let certificates = try await TestCertificates.shared()
        let pair =
            switch flaw {
            case .foreign: certificates.foreign
            case .expired: certificates.expired
            case .otherName: certificates.otherName
            case .noAuthority: certificates.good
            }
        let server = try await WebhookTestServer(tls: pair)
        let transport = try server.transport(host: "localhost", caFile: flaw == .noAuthority ? nil : certificates.authority)
        let result = await transport.send(.webhook())
        #expect(result.kind == .unavailable)
        #expect(result.reason?.contains("certificate") == true, "\(result)")
        #expect(try server.requests.isEmpty)
    }

    @Test("an endpoint that cannot be reached makes the channel unavailable")
    func nobodyListens() async throws {
        let closed = try ClosedPort()
        let endpoint = WebhookEndpoint(
            id: "teams", url: "http://127.0.0.1:\(closed.port)/", secrets: [try SigningSecret(WebhookTestServer.secret)], connectTimeout: 10)
        #expect(try await WebhookTransport(endpoint, clock: { Date(timeIntervalSince1970: 0) }).send(.webhook()).kind == .unavailable)
    }

    @Test(
        "a webhook is https, or http to a loopback address",
        arguments: ["http://hooks.example/x", "http://10.0.0.1/x", "ftp://127.0.0.1", "hooks.example"])
    func badURL(url: String) {
        #expect(WebURL(url) == nil)
    }

    @Test("a webhook without a secret is refused")
    func noSecret() {
        #expect(throws: TransportError.noSecret("teams")) {
            try WebhookTransport(WebhookEndpoint(id: "teams", url: "https://hooks.example", secrets: []), clock: { Date(timeIntervalSince1970: 0) })
        }
    }

    @Test(
        "a secret in another form is refused, and not shown",
        arguments: ["MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3", "whsec_", "whsec_geheim!", "whsec_Z2VoZWlt", "WHSEC_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3"])
    func badSecret(text: String) throws {
        let error = try #require(throws: TransportError.self) { try SigningSecret(text) }
        #expect(!"\(error)".contains(text.dropFirst(6)) || text.count < 7)
        #expect("\(error)".contains("whsec_"))
    }

    @Test("the line end of the file that a secret came from does not belong to it")
    func secretWithLineEnd() async throws {
        let server = try await WebhookTestServer(secrets: [WebhookTestServer.secret])
        #expect(try await server.transport(secrets: [WebhookTestServer.secret + "\n"]).send(.webhook()) == .accepted)
        #expect(try server.requests.map(\.signedBy) == [[true]])
    }
}
