import Delivery
import FollowUps
import Foundation
import TestSupport
import Testing

@Suite("SMTP: messages and connections") struct SMTPMessageTests {
    static let contents: [String: Data] = [
        "dots at line starts": Data(".\r\n..\r\n.x\r\nSubject: x\r\n\r\n.\r\n...\r\n".utf8),
        "long lines": Data("Subject: x\r\n\r\n".utf8) + Data(repeating: UInt8(ascii: "y"), count: 5000) + Data("\r\n".utf8),
        "every byte but NUL, CR and LF": Data("Subject: x\r\n\r\n".utf8) + Data((1...255).filter { $0 != 10 && $0 != 13 }) + Data("\r\n".utf8),
        "a megabyte of dots": Data("Subject: x\r\n\r\n".utf8) + Data(String(repeating: ".\r\n..\r\n.xy\r\n", count: 90_000).utf8),
    ]

    @Test("the content arrives byte for byte", arguments: contents.keys.sorted())
    func bytes(name: String) async throws {
        let server = try await SMTPTestServer()
        let content = try #require(Self.contents[name])
        #expect(try await server.transport().send(.mail(content: content)) == .accepted)
        // Compared outside the macro, which would print megabytes.
        let isSame = try server.messages.first?.content == content
        #expect(isSame)
    }

    @Test(
        "an address that could smuggle a command is refused without a word to the server",
        arguments: [
            "a@b.example\r\nRCPT TO:<c@d.example>", "a@b.example\n", "a\r@b.example", "a b@c.example", "<a@b.example>", "a@b.example>", "é@b.example",
            "a@bé.example", "a@b.example\0", "", "a", "@", "a@", "@b.example", "a@b@c.example", "\u{7F}@b.example",
            "a@" + String(repeating: "b", count: 300),
        ])
    func badAddress(address: String) async throws {
        let server = try await SMTPTestServer()
        let result = try await server.transport().send(.mail(to: address))
        #expect(result.kind == .refused)
        #expect(address.isEmpty || result.reason?.contains(address) == false || address.count < 3, "\(result)")
        #expect(try server.connections == 0)
        #expect(MailAddress(address) == nil)
    }

    @Test("a message without an address is refused")
    func noAddress() async throws {
        let server = try await SMTPTestServer()
        #expect(try await server.transport().send(.mail(to: nil)).kind == .refused)
        #expect(try server.connections == 0)
    }

    @Test("a hundred messages go over no more connections than allowed", arguments: [1, 3])
    func reuse(connections: Int) async throws {
        let certificates = try await TestCertificates.shared()
        let server = try await SMTPTestServer(security: .startTLS(certificates.good), login: .init("opvolging", "geheim"))
        let transport = try server.transport(
            tls: .required, caFile: certificates.authority, username: "opvolging", password: "geheim", connections: connections)
        await withTaskGroup(of: DeliveryResult.self) { group in
            for number in 0..<100 { group.addTask { await transport.send(.mail(id: "m\(number)")) } }
            for await result in group { #expect(result == .accepted) }
        }
        #expect(try server.messages.count == 100)
        #expect(try (1...connections).contains(server.connections))
        #expect(try server.logins.count == server.connections)
    }

    @Test(
        "a connection that the server closed or ended with 421 in between costs no message",
        arguments: [SMTPMisbehaviour.dropAfterAnswer, .mail("421 idle")])
    func closedInBetween(behaviour: SMTPMisbehaviour) async throws {
        let server = try await SMTPTestServer(first: [.well, behaviour, .well, behaviour])
        let transport = try server.transport()
        for number in 0..<6 { #expect(await transport.send(.mail(id: "m\(number)")) == .accepted) }
        #expect(try server.messages.count == 6)
    }

    @Test("no more than the limit goes in any minute, and the rest is told how long to wait")
    func limit() async throws {
        let server = try await SMTPTestServer()
        let clock = HandClock()
        let transport = try server.transport(perMinute: 2, monotonic: { clock.seconds })
        #expect(await transport.send(.mail()) == .accepted)
        clock.seconds = 20
        #expect(await transport.send(.mail()) == .accepted)
        clock.seconds = 45
        #expect(await transport.send(.mail()) == .busy(seconds: 15))
        #expect(try server.messages.count == 2)
        clock.seconds = 60
        #expect(await transport.send(.mail()) == .accepted)
        #expect(await transport.send(.mail()) == .busy(seconds: 20))
    }

    @Test("a proxy in the environment is not used")
    func proxy() async throws {
        for name in ["http_proxy", "https_proxy", "all_proxy", "ALL_PROXY", "HTTPS_PROXY"] { setenv(name, "http://127.0.0.1:1", 1) }
        let mail = try await SMTPTestServer()
        #expect(try await mail.transport().send(.mail()) == .accepted)
        let webhook = try await WebhookTestServer()
        #expect(try await webhook.transport().send(.webhook()) == .accepted)
    }
}
