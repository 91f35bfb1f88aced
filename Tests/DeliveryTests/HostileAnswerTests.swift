import Delivery
import FollowUps
import Foundation
import TestSupport
import Testing

@Suite("Answers, however long or odd") struct HostileAnswerTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let place: HostileServer.Place
        let pieces: [HostileServer.Piece]
        let kinds: [Kind]
        var inPieces = false

        init(_ description: String, at place: HostileServer.Place, _ pieces: [HostileServer.Piece], _ kinds: [Kind], inPieces: Bool = false) {
            (testDescription, self.place, self.pieces, self.kinds, self.inPieces) = (description, place, pieces, kinds, inPieces)
        }
    }

    private static let longLine = String(repeating: "x", count: 1000)

    static let mail = [
        Case("a greeting without an end of line", at: .greeting, [.endless("220 " + longLine)], [.unavailable]),
        Case("a greeting of endless lines", at: .greeting, [.endless("220-" + longLine + "\r\n")], [.unavailable, .ambiguous]),
        Case("a greeting of nothing but zeros", at: .greeting, [.endless("\u{0}")], [.unavailable]),
        Case("endless binary", at: .greeting, [.endless("\u{FF}\u{0}\u{1B}[2J\u{7F}\n")], [.unavailable, .ambiguous]),
        Case("endless extensions", at: .hello, [.endless("250-X\(longLine)\r\n")], [.unavailable, .ambiguous]),
        Case(
            "two megabytes of refusal", at: .recipient, [.init("550-\(longLine)\r\n", times: 2000), .init("550 no\r\n")], [.ambiguous, .unavailable]),
        Case("thousands of temporary refusals", at: .recipient, [.init("450 4.2.0 later\r\n", times: 5000)], [.ambiguous]),
        Case("thousands of acceptances", at: .recipient, [.init("250 ok\r\n", times: 5000)], [.accepted, .unknown, .ambiguous, .unavailable]),
        Case("endless acceptance of the content", at: .content, [.endless("250-\(longLine)\r\n")], [.unknown]),
        Case("an endless line to the content", at: .content, [.endless(longLine)], [.unknown]),
        Case("zeros and a refusal", at: .recipient, [.init("550 5.1.1\u{0}\u{0} no\u{8}\r\n")], [.refused]),
        Case("a refusal byte by byte", at: .recipient, [.init("550-5.1.1 nobody\r\n550 5.1.1 of that name\r\n")], [.refused], inPieces: true),
        Case("line ends alone", at: .data, [.init("\r\n\n\r", times: 10_000)], [.unavailable, .ambiguous]),
        Case("numbers that are no status", at: .mail, [.init("99999999999 no\r\n-50 no\r\n000 no\r\n")], [.unavailable, .ambiguous]),
    ]

    @Test("of a mail server end in good time, as a reason of one short line", arguments: mail)
    func smtp(test: Case) async throws {
        let server = try await HostileServer(at: test.place, test.pieces, inPieces: test.inPieces)
        let transport = try SMTPTransport(
            MailServer(url: server.url(scheme: "smtp"), tls: .none, sender: "opvolging@perspectief.example", connectTimeout: 8, timeout: 8))
        check(await transport.send(.mail()), test)
    }

    static let web = [
        Case("endless headers", at: .request, [.init("HTTP/1.1 200 OK\r\n"), .endless("X-A: \(longLine)\r\n")], [.accepted, .unknown]),
        Case("a header without an end", at: .request, [.init("HTTP/1.1 500 no\r\nX-A: "), .endless(longLine)], [.refusedForNow, .unknown]),
        Case("an endless status line", at: .request, [.init("HTTP/1.1 200 "), .endless(longLine)], [.accepted, .unknown]),
        Case("endless interim answers", at: .request, [.endless("HTTP/1.1 100 Continue\r\n\r\n")], [.unknown]),
        Case("endless hints", at: .request, [.endless("HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n")], [.unknown]),
        Case("an endless body", at: .request, [.init("HTTP/1.1 503 no\r\n\r\n"), .endless(longLine)], [.refusedForNow]),
        Case(
            "chunks of nonsense", at: .request, [.init("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\nzz\r\n-1\r\n")],
            [.accepted]),
        Case(
            "endless small chunks", at: .request, [.init("HTTP/1.1 429 no\r\nTransfer-Encoding: chunked\r\n\r\n"), .endless("1\r\nx\r\n")],
            [.unavailable]),
        Case(
            "a length that is none", at: .request, [.init("HTTP/1.1 200 OK\r\nContent-Length: -99999999999999999999\r\n\r\n")], [.accepted, .unknown]),
        Case("zeros", at: .request, [.endless("\u{0}")], [.unknown]),
        Case("binary", at: .request, [.endless("\u{FF}\u{16}\u{3}\n")], [.unknown]),
        Case("a status byte by byte", at: .request, [.init("HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n")], [.endpointGone], inPieces: true),
        Case("a status out of range", at: .request, [.init("HTTP/1.1 999 x\r\nContent-Length: 0\r\n\r\n")], [.unknown, .refused]),
        Case(
            "a thousand pauses asked for", at: .request,
            [.init("HTTP/1.1 429 no\r\n"), .init("Retry-After: 99999999999999999999\r\n", times: 1000), .init("Content-Length: 0\r\n\r\n")],
            [.unavailable]),
    ]

    @Test("of a webhook end in good time, as a reason of one short line", arguments: web)
    func http(test: Case) async throws {
        let server = try await HostileServer(at: test.place, test.pieces, inPieces: test.inPieces, closes: true)
        let endpoint = WebhookEndpoint(
            id: "teams", url: server.url(scheme: "http", path: "/hook"), secrets: [try SigningSecret(WebhookTestServer.secret)], connectTimeout: 8,
            timeout: 8)
        check(await (try WebhookTransport(endpoint, clock: { Date(timeIntervalSince1970: 1_795_426_200) })).send(.webhook()), test)
    }

    @Test("of endless lines are cut off by their size, long before the time is up")
    func cutOff() async throws {
        let lines = try await HostileServer(at: .content, [.endless("250-\(Self.longLine)\r\n")])
        let headers = try await HostileServer(at: .request, [.init("HTTP/1.1 200 OK\r\n"), .endless("X: \(Self.longLine)\r\n")])
        let transport = try SMTPTransport(
            MailServer(url: lines.url(scheme: "smtp"), tls: .none, sender: "opvolging@perspectief.example", timeout: 3600))
        let endpoint = WebhookEndpoint(
            id: "teams", url: headers.url(scheme: "http"), secrets: [try SigningSecret(WebhookTestServer.secret)], timeout: 3600)
        let webhook = try WebhookTransport(endpoint, clock: { Date(timeIntervalSince1970: 1_795_426_200) })
        let start = ContinuousClock.now
        #expect(await transport.send(.mail()).kind == .unknown)
        #expect(await webhook.send(.webhook()).kind == .accepted)
        let ping = try PingTransport(url: headers.url(scheme: "http", path: "/ping"), timeout: 3600)
        #expect(await ping.ping() == nil)
        #expect(ContinuousClock.now - start < .seconds(300))
    }

    private func check(_ result: DeliveryResult, _ test: Case) {
        #expect(test.kinds.contains(result.kind), "\(test.testDescription): \(result)")
        guard let reason = result.reason else { return }
        #expect(reason.utf8.count < 300 && reason.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }, "\(reason)")
    }
}
