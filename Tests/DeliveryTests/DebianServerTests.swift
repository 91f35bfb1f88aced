import FollowUps
import Foundation
import TestSupport
import Testing

@testable import Delivery

/// What Debian's mail servers really answer, each in its own words, and what we make of it (promise 15).
@Suite("Postfix, Exim and OpenSMTPD") struct DebianServerTests {
    enum Meaning: Equatable {
        case accepted
        case us(RefusalCause)
        /// The login is refused.
        case login
        case recipient, recipientForNow, unclear
    }

    enum Login { case right, wrong }

    struct Case: Sendable, CustomTestStringConvertible {
        let way: String
        let meaning: Meaning
        let login: Login?
        /// The mail has so many bytes.
        let size: Int
        var testDescription: String { login == .wrong ? "\(way), wrong password" : size > 0 ? "\(way), \(size) bytes" : way }

        init(_ way: String, _ meaning: Meaning, _ login: Login? = nil, size: Int = 0) {
            (self.way, self.meaning, self.login, self.size) = (way, meaning, login, size)
        }
    }

    static let cases: [DebianMailServer.Sort: [Case]] = [
        .postfix: [
            Case("submission", .accepted, .right), Case("open", .accepted), Case("helo", .us(.greeting)), Case("helo_name", .us(.greeting)),
            Case("sender", .us(.sender)), Case("sender_login", .us(.sender), .right), Case("relay", .us(.relay)), Case("relay_later", .us(.relay)),
            Case("client", .us(.blocked)), Case("client_only", .us(.blocked)), Case("submission", .login, .wrong),
            Case("tls_wanted", .us(.encryption)),
            Case("unknown", .recipient), Case("greylist", .recipientForNow), Case("full", .recipient), Case("policy", .unclear),
            Case("size", .unclear, size: 10_000),
        ],
        .exim: [
            Case("submission", .accepted, .right), Case("open", .accepted), Case("helo", .us(.greeting)), Case("sender", .us(.sender)),
            Case("sender_verify", .us(.sender)), Case("relay", .us(.relay)), Case("client", .us(.blocked)), Case("dnslist", .us(.blocked)),
            Case("login_wanted", .us(.login)), Case("submission", .login, .wrong), Case("rate", .us(.quota)), Case("unknown", .recipient),
            Case("greylist", .recipientForNow), Case("full", .recipient), Case("policy", .unclear), Case("size", .unclear, size: 10_000),
        ],
        .opensmtpd: [
            Case("open", .accepted), Case("helo", .us(.greeting)), Case("helo_later", .us(.server)), Case("sender", .us(.sender)),
            Case("client", .us(.blocked)), Case("login_wanted", .us(.login)), Case("tls_wanted", .us(.encryption)), Case("connections", .us(.quota)),
            // It has the same words for both.
            Case("relay", .unclear), Case("unknown", .unclear), Case("greylist", .recipientForNow), Case("full", .recipient),
            Case("policy", .unclear), Case("open", .unclear, size: 1_200_000),
        ],
    ]

    @Test("say in their own words what they have against us or a recipient, and are understood", arguments: DebianMailServer.Sort.allCases)
    func refusals(sort: DebianMailServer.Sort) async throws {
        let bed = try await Bed(sort)
        for test in Self.cases[sort] ?? [] {
            let result = try await bed.send(test)
            #expect(Self.meaning(of: result) == test.meaning, "\(sort) \(test.testDescription): \(result)")
        }
    }

    @Test("are asked for no more connections and messages than they take: that is about us", arguments: [DebianMailServer.Sort.postfix, .exim])
    func quota(sort: DebianMailServer.Sort) async throws {
        let bed = try await Bed(sort)
        let held = try RawConnection(port: bed.port("connections"))
        try await waitUntil("the first connection is taken") { held.hasData }
        let refused = try await bed.send(Case("connections", .us(.quota)))
        #expect(Self.meaning(of: refused) == .us(.quota), "\(sort): \(refused)")
        withExtendedLifetime(held) {}
        guard sort == .postfix else { return }
        let transport = try bed.transport(Case("rate", .us(.quota)))
        #expect(await transport.send(.mail()) == .accepted)
        #expect(Self.meaning(of: await transport.send(.mail(to: "ib@regenboog.example"))) == .us(.quota))
    }

    @Test("OpenSMTPD, which takes two messages over a connection here, gets a day's mail over as many as it needs")
    func messagesOfAConnection() async throws {
        let bed = try await Bed(.opensmtpd)
        let transport = try bed.transport(Case("open", .accepted))
        for number in 1...7 { #expect(await transport.send(.mail(to: "ib\(number)@vlieger.example")) == .accepted) }
    }

    private static func meaning(of result: DeliveryResult) -> Meaning? {
        switch result {
        case .accepted: .accepted
        case .refused: .recipient
        case .refusedForNow: .recipientForNow
        case .refusedAmbiguously: .unclear
        case .unavailable(let reason, _, _) where reason.contains("refused the username or password"): .login
        case .unavailable(let reason, _, _): RefusalCause.allCases.first { reason.contains($0.advice) }.map { .us($0) }
        case .unknown, .busy, .endpointGone: nil
        }
    }
}

/// A server with all that it needs.
private struct Bed {
    let server: DebianMailServer
    private let certificates: TestCertificates
    private let nextHop: SMTPTestServer
    private let mailbox: IMAPTestServer

    init(_ sort: DebianMailServer.Sort) async throws {
        certificates = try await TestCertificates.shared()
        nextHop = try await SMTPTestServer()
        mailbox = try await IMAPTestServer(certificates)
        server = try await DebianMailServer(sort, certificates, nextHop: nextHop.port, mailbox: mailbox)
    }

    func port(_ way: String) throws -> Int { Int(try server.url(way).split(separator: ":").last ?? "") ?? 0 }

    func transport(_ test: DebianServerTests.Case) throws -> SMTPTransport {
        let password = test.login == .wrong ? "verkeerd" : IMAPTestServer.password
        return try SMTPTransport(
            MailServer(
                url: server.url(test.way), tls: test.login == nil ? .none : .required, caFile: certificates.authority,
                login: test.login.map { _ in .password(username: IMAPTestServer.user, password: password) }, connections: 1,
                sender: "opvolging@perspectief.example", helo: HostName("opvolg.perspectief.example"), connectTimeout: 60, timeout: 60))
    }

    func send(_ test: DebianServerTests.Case) async throws -> DeliveryResult {
        let line = Data("Actie voor vr 12 december.\r\n".utf8)
        let content = OutgoingMessage.text + Data((0..<(test.size / line.count)).flatMap { _ in line })
        return try await transport(test).send(.mail(content: content))
    }
}
