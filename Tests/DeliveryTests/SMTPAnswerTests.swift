import Delivery
import FollowUps
import Foundation
import TestSupport
import Testing

@Suite("SMTP: what an answer means") struct SMTPAnswerTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let server: SMTPMisbehaviour
        let kind: Kind
        /// Whether the server has the whole message.
        let received: Bool
        /// Whether the message is larger than what the sockets between us hold, so that a loss within the content is one.
        let isLarge: Bool

        init(_ description: String, _ server: SMTPMisbehaviour, _ kind: Kind, received: Bool = false, isLarge: Bool = false) {
            (testDescription, self.server, self.kind, self.received, self.isLarge) = (description, server, kind, received, isLarge)
        }
    }

    static let answers = [
        Case("421 as greeting", .greeting("421 4.3.2 later"), .unavailable),
        Case("450 as greeting", .greeting("450 later"), .unavailable),
        Case("554 as greeting", .greeting("554 5.3.2 not here"), .unavailable),
        Case("421 to MAIL", .mail("421 4.3.2 shutting down"), .unavailable),
        Case("451 to MAIL", .mail("451 4.3.0 later"), .unavailable),
        Case("550 to MAIL", .mail("550 5.7.1 sender refused"), .unavailable),
        Case("552 to MAIL", .mail("552 5.3.4 too large"), .ambiguous),
        Case("421 to RCPT", .recipient("421 4.3.2 shutting down"), .unavailable),
        Case("450 to RCPT", .recipient("450 4.2.0 greylisted"), .refusedForNow),
        Case("451 to RCPT", .recipient("451 4.3.0 later"), .ambiguous),
        Case("452 to RCPT", .recipient("452 4.2.2 full"), .refusedForNow),
        Case("550 to RCPT", .recipient("550 5.1.1 nobody of that name"), .refused),
        Case("553 to RCPT", .recipient("553 5.1.3 no"), .refused),
        Case("450 to DATA", .data("450 later"), .ambiguous),
        Case("554 to DATA", .data("554 no"), .ambiguous),
        Case("421 to the content", .content("421 4.3.2 shutting down"), .unavailable, received: true),
        Case("451 to the content", .content("451 4.3.0 later"), .ambiguous, received: true),
        Case("452 to the content", .content("452 4.3.1 full"), .unavailable, received: true),
        Case("554 to the content", .content("554 5.7.1 spam"), .ambiguous, received: true),
        Case("a long refusal of many lines", .recipient(String(repeating: "550-" + long(80) + "\r\n", count: 300) + "550 no"), .ambiguous),
        Case(
            "a long acceptance of many lines", .content(String(repeating: "250-" + long(80) + "\r\n", count: 300) + "250 ok"), .accepted,
            received: true),
        Case("many extensions", .hello(String(repeating: "250-X" + long(70) + "\r\n", count: 60) + "250 HELP"), .accepted, received: true),
        Case("a refusal without text", .recipient("550"), .ambiguous),
        Case("a refusal with control characters", .recipient("550 no\u{1B}[31m\u{7}\u{0}\u{9B}"), .ambiguous),
    ]

    private static func long(_ count: Int) -> String { String(repeating: "x", count: count) }

    @Test("each answer is taken for what it obliges us to do next", arguments: answers)
    func answer(test: Case) async throws {
        let server = try await SMTPTestServer(then: test.server)
        let result = try await server.transport().send(.mail())
        #expect(result.kind == test.kind, "\(result)")
        #expect(try server.messages.count == (test.received ? 1 : 0))
        if let reason = result.reason {
            #expect(reason.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F } && reason.count <= 420, "\(reason)")
        }
    }

    static let losses = [
        Case("dropped before the greeting", .dropAtGreeting, .unavailable),
        Case("dropped on MAIL", .dropAtMail, .ambiguous),
        Case("dropped on DATA", .dropBeforeData, .ambiguous),
        Case("dropped within the content", .dropWithinContent, .ambiguous, isLarge: true),
        Case("dropped after the content", .dropAfterContent, .unknown, received: true),
        Case("silent at the greeting", .hangAtGreeting, .unavailable),
        Case("silent on MAIL", .hangAtMail, .unavailable),
        Case("silent on DATA", .hangBeforeData, .unavailable),
        Case("silent within the content", .hangWithinContent, .unavailable, isLarge: true),
        Case("silent after the content", .hangAfterContent, .unknown, received: true),
        Case("no SMTP at all", .greeting("\u{0}\u{FF}\u{16}\u{3}garbage"), .unavailable),
        Case("garbage to RCPT", .recipient("\u{FE}\u{0}\u{1}"), .unavailable),
        Case("garbage to the content", .content("\u{FE}\u{0}\u{1}"), .unknown, received: true),
    ]

    private static let largeContent = Data("Subject: x\r\n\r\n".utf8) + Data(String(repeating: long(70) + "\r\n", count: 250_000).utf8)

    @Test("a lost answer is unknown only when the server may have the message", arguments: losses)
    func loss(test: Case) async throws {
        let server = try await SMTPTestServer(then: test.server)
        let content = test.isLarge ? Self.largeContent : OutgoingMessage.text
        let result = try await server.transport(timeout: 6).send(.mail(content: content))
        #expect(result.kind == test.kind, "\(result)")
        #expect(try server.messages.count == (test.received ? 1 : 0))
    }

    @Test("a server that cannot be reached makes the channel unavailable")
    func nobodyListens() async throws {
        let closed = try ClosedPort()
        let transport = try SMTPTransport(
            MailServer(url: "smtp://127.0.0.1:\(closed.port)", tls: .none, sender: "a@vlieger.example", connectTimeout: 10))
        #expect(await transport.send(.mail()).kind == .unavailable)
    }

    @Test("one recipient's refusal says nothing about the next one's mail")
    func onlyOneRefused() async throws {
        let server = try await SMTPTestServer(then: .recipient("550 5.1.1 unknown", only: "weg@vlieger.example"))
        let transport = try server.transport()
        #expect(await transport.send(.mail(to: "weg@vlieger.example")).kind == .refused)
        #expect(await transport.send(.mail()) == .accepted)
        #expect(try server.messages.map(\.recipients) == [["ib@vlieger.example"]])
    }

    @Test("after each failure the next attempt of the same message succeeds", arguments: losses.filter { $0.kind != .unavailable })
    func again(test: Case) async throws {
        let server = try await SMTPTestServer(first: [test.server])
        let transport = try server.transport(timeout: 6)
        _ = await transport.send(.mail())
        let second = await transport.send(.mail())
        #expect(second == .accepted, "\(second)")
        #expect(try server.messages.last?.content == OutgoingMessage.text)
        // A late answer to the first attempt must not be taken for one to the second.
        #expect(try server.connections == 2)
    }

    @Test("a reason repeats neither an address nor the password, however the server writes them")
    func nothingPersonal() async throws {
        let certificates = try await TestCertificates.shared()
        let reply = "550 5.1.1 <IB@vlieger.example> ib@VLIEGER.example unknown, forwarded to moeder@elsewhere.example; geheim-12"
        let server = try await SMTPTestServer(security: .tls(certificates.good), login: .init("opvolging", "geheim-12"), then: .recipient(reply))
        let transport = try server.transport(
            scheme: "smtps", tls: .required, caFile: certificates.authority, username: "opvolging", password: "geheim-12")
        let reason = try #require(await transport.send(.mail()).reason)
        #expect(reason.contains("550 5.1.1"))
        for secret in ["@", "ib@", "moeder", "geheim-12"] { #expect(!reason.contains(secret), "\(reason)") }
    }
}
