import Delivery
import FollowUps
import Foundation
import TestSupport
import Testing

extension OutgoingMessage {
    /// A small mail, or one with other content.
    static func mail(id: String = "m1@opvolg.example", to address: String? = "ib@vlieger.example", content: Data = Self.text) -> OutgoingMessage {
        OutgoingMessage(messageID: id, channel: .mail, address: address.flatMap { MailAddress($0) }, content: content)
    }

    static func webhook(id: String = "m1", content: Data = Data(#"{"type":"reminder.due"}"#.utf8)) -> OutgoingMessage {
        OutgoingMessage(messageID: id, channel: "teams", address: nil, content: content)
    }

    static let text = Data("Subject: Opvolging 42\r\n\r\nActie voor vr 12 december.\r\n".utf8)
}

extension SMTPTestServer {
    /// A transport to this server with limits in seconds that a test can wait for, yet long enough for a busy machine.
    func transport(
        host: String = "127.0.0.1", scheme: String = "smtp", tls: SMTPServer.TLS = .none, caFile: String? = nil, username: String? = nil,
        password: String? = nil, connections: Int = 1, perMinute: Int? = nil, timeout: TimeInterval = 30,
        monotonic: @escaping @Sendable () -> TimeInterval = { 0 }
    ) throws -> SMTPTransport {
        let login = username.flatMap { username in password.map { MailAuthenticator.password(username: username, password: $0) } }
        return try SMTPTransport(
            MailServer(
                url: url(host: host, scheme: scheme), tls: tls, caFile: caFile, login: login, connections: connections,
                perMinute: perMinute, sender: "opvolging@perspectief.example", connectTimeout: timeout, timeout: timeout),
            monotonic: monotonic)
    }
}

/// A result without its words.
enum Kind: Equatable {
    case accepted, refusedForNow, refused, ambiguous, unknown, unavailable, busy, endpointGone
}

extension DeliveryResult {
    var kind: Kind {
        switch self {
        case .accepted: .accepted
        case .refusedForNow: .refusedForNow
        case .refused: .refused
        case .refusedAmbiguously: .ambiguous
        case .unknown: .unknown
        case .unavailable: .unavailable
        case .busy: .busy
        case .endpointGone: .endpointGone
        }
    }
}

/// A webhook from raw values.
struct WebhookEndpoint {
    let id: ChannelID
    let url: String
    let secrets: [SigningSecret]
    var caFile: String?
    var allowPrivate = false
    var connectTimeout: TimeInterval = 10
    var timeout: TimeInterval = 20
}

extension WebhookTransport {
    convenience init(_ endpoint: WebhookEndpoint, clock: @escaping @Sendable () -> Date) throws {
        try self.init(
            Webhook(id: endpoint.id, url: try #require(WebURL(endpoint.url)), allowPrivate: endpoint.allowPrivate), secrets: endpoint.secrets,
            caFile: endpoint.caFile, connectTimeout: endpoint.connectTimeout, timeout: endpoint.timeout, clock: clock)
    }
}

/// A mail server from raw values.
struct MailServer {
    let url: String
    var tls = SMTPServer.TLS.required
    var caFile: String?
    var login: MailAuthenticator?
    var connections = 2
    var perMinute: Int?
    let sender: String
    var helo: HostName?
    var domain: String?
    var connectTimeout: TimeInterval = 30
    var timeout: TimeInterval = 120
}

extension SMTPTransport {
    convenience init(
        _ server: MailServer, limit: RateLimit = RateLimit(),
        monotonic: @escaping @Sendable () -> TimeInterval = { ProcessInfo.processInfo.systemUptime },
        machine: (@Sendable () -> [String])? = nil
    ) throws {
        let sender = try #require(MailAddress(server.sender))
        try self.init(
            SMTPServer(
                url: try #require(SMTPURL(server.url)), tls: server.tls, caFile: server.caFile, connections: server.connections,
                perMinute: server.perMinute, helo: server.helo),
            authenticator: server.login, sender: sender, domain: server.domain ?? String(sender.domain), limit: limit,
            connectTimeout: server.connectTimeout, timeout: server.timeout, monotonic: monotonic, machine: machine)
    }
}

extension MailAuthenticator {
    var username: String {
        switch self {
        case .password(let username, _), .token(let username, _): username
        }
    }
}

extension IMAPBounceMailbox {
    /// From raw values.
    convenience init(url: String, login: MailAuthenticator, folder: String = "INBOX", caFile: String? = nil) throws {
        self.init(
            IMAPServer(
                url: try #require(IMAPURL(url)), login: .password(username: login.username, passwordFile: "/nowhere"), folder: folder, caFile: caFile),
            authenticator: login)
    }
}

extension TokenSource {
    /// From raw values.
    convenience init(
        tokenURL: String, id: String, secret: String, scope: String, caFile: String? = nil, timeout: TimeInterval = 20,
        clock: @escaping @Sendable () -> Date, monotonic: @escaping @Sendable () -> TimeInterval = { ProcessInfo.processInfo.systemUptime }
    ) throws {
        let client = OAuthClient(tokenURL: try #require(WebURL(tokenURL)), id: id, secretFile: "/nowhere", scope: scope, caFile: caFile)
        self.init(client, secret: secret, timeout: timeout, clock: clock, monotonic: monotonic)
    }
}

extension PingTransport {
    /// From a raw URL.
    convenience init(url: String, allowPrivate: Bool = false, caFile: String? = nil, timeout: TimeInterval = 10) throws {
        self.init(url: try WebURL(ofPing: url), allowPrivate: allowPrivate, caFile: caFile, timeout: timeout)
    }
}
