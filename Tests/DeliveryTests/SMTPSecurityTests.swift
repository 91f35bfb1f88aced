import Delivery
import FollowUps
import Foundation
import TestSupport
import Testing

@Suite("SMTP: TLS and login") struct SMTPSecurityTests {
    @Test("a mail goes over STARTTLS, after a login", arguments: [["PLAIN"], ["LOGIN"], ["PLAIN", "LOGIN"]])
    func startTLS(mechanisms: [String]) async throws {
        let certificates = try await TestCertificates.shared()
        let server = try await SMTPTestServer(
            security: .startTLS(certificates.good), login: .init("opvolging", "pass word é", mechanisms: mechanisms))
        let transport = try server.transport(
            host: "localhost", tls: .required, caFile: certificates.authority, username: "opvolging", password: "pass word é")
        #expect(await transport.send(.mail()) == .accepted)
        let message = try #require(try server.messages.first)
        #expect(message.overTLS)
        #expect(message.user == "opvolging")
        #expect(message.sender == "opvolging@perspectief.example")
        #expect(message.recipients == ["ib@vlieger.example"])
        #expect(message.content == OutgoingMessage.text)
        #expect(mechanisms.contains { (try? server.logins) == ["\($0) opvolging"] })
    }

    @Test("a mail goes over TLS from the first byte, after a login", arguments: ["localhost", "127.0.0.1"])
    func implicitTLS(host: String) async throws {
        let certificates = try await TestCertificates.shared()
        let server = try await SMTPTestServer(security: .tls(certificates.good), login: .init("opvolging", "geheim"))
        let transport = try server.transport(
            host: host, scheme: "smtps", tls: .required, caFile: certificates.authority, username: "opvolging", password: "geheim")
        #expect(await transport.send(.mail()) == .accepted)
        let message = try #require(try server.messages.first)
        #expect(message.overTLS)
        #expect(message.user == "opvolging")
    }

    enum Flaw: CaseIterable { case foreign, expired, otherName, noAuthority }

    @Test("a certificate that is not right keeps every mail back, and no password is sent", arguments: Flaw.allCases, [true, false])
    func badCertificate(flaw: Flaw, startTLS: Bool) async throws {
        let certificates = try await TestCertificates.shared()
        let pair =
            switch flaw {
            case .foreign: certificates.foreign
            case .expired: certificates.expired
            case .otherName: certificates.otherName
            case .noAuthority: certificates.good
            }
        let server = try await SMTPTestServer(security: startTLS ? .startTLS(pair) : .tls(pair), login: .init("opvolging", "geheim"))
        let transport = try server.transport(
            host: "localhost", scheme: startTLS ? "smtp" : "smtps", tls: .required, caFile: flaw == .noAuthority ? nil : certificates.authority,
            username: "opvolging", password: "geheim")
        let result = await transport.send(.mail())
        #expect(result.kind == .unavailable)
        #expect(result.reason?.contains("certificate") == true, "\(result)")
        #expect(try server.logins.isEmpty)
        #expect(try server.transactions == 0)
    }

    @Test("a CA file that is not there keeps every mail back and is named")
    func noCAFile() async throws {
        let certificates = try await TestCertificates.shared()
        let server = try await SMTPTestServer(security: .tls(certificates.good))
        let result = try await server.transport(scheme: "smtps", tls: .required, caFile: "/nowhere/ca.pem").send(.mail())
        #expect(result.kind == .unavailable)
        #expect(result.reason?.contains("/nowhere/ca.pem") == true, "\(result)")
    }

    @Test("a server that offers no STARTTLS gets neither mail nor password")
    func noSTARTTLS() async throws {
        let certificates = try await TestCertificates.shared()
        let server = try await SMTPTestServer(security: .startTLS(certificates.good), then: .noSTARTTLS)
        let transport = try server.transport(tls: .required, caFile: certificates.authority, username: "opvolging", password: "geheim")
        let result = await transport.send(.mail())
        #expect(result.kind == .unavailable)
        #expect(result.reason?.contains("STARTTLS") == true, "\(result)")
        #expect(try server.transactions == 0)
        #expect(try server.logins.isEmpty)
    }

    @Test("a wrong password makes the channel unavailable, and is not repeated to anybody", arguments: [nil, "454 4.7.0 Temporary failure"])
    func wrongPassword(reply: String?) async throws {
        let certificates = try await TestCertificates.shared()
        let server = try await SMTPTestServer(
            security: .startTLS(certificates.good), login: .init("opvolging", "geheim"), then: reply.map(SMTPMisbehaviour.login))
        let transport = try server.transport(tls: .required, caFile: certificates.authority, username: "opvolging", password: "verkeerd-9")
        let result = await transport.send(.mail())
        #expect(result.kind == .unavailable)
        #expect(result.reason?.contains("verkeerd-9") == false)
        #expect(try server.messages.isEmpty)
    }

    @Test("a login that the server wants and the configuration lacks makes the channel unavailable")
    func noPassword() async throws {
        let certificates = try await TestCertificates.shared()
        let server = try await SMTPTestServer(security: .startTLS(certificates.good), login: .init("opvolging", "geheim"))
        let result = try await server.transport(tls: .required, caFile: certificates.authority).send(.mail())
        #expect(result.kind == .unavailable)
        #expect(result.reason?.contains("login") == true, "\(result)")
    }

    @Test(
        "mail without TLS is for loopback addresses only",
        arguments: ["smtp://mail.vlieger.example:587", "smtp://10.0.0.1", "smtp://127.0.0.1.example"])
    func plainToElsewhere(url: String) {
        #expect(throws: TransportError.self) { try SMTPTransport(MailServer(url: url, tls: .none, sender: "a@vlieger.example")) }
    }

    @Test(
        "only an SMTP address without a login in it will do",
        arguments: ["http://127.0.0.1", "127.0.0.1:25", "smtp://u:p@127.0.0.1", "smtp://", "file:///x"])
    func badURL(url: String) {
        #expect(SMTPURL(url) == nil)
    }
}
