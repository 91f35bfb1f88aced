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
        let login = username.flatMap { username in password.map { MailboxLogin.password(username: username, password: $0) } }
        return try SMTPTransport(
            SMTPServer(
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

extension SMTPServer {
    /// From a raw sender.
    init(
        url: String, tls: TLS = .required, caFile: String? = nil, login: MailboxLogin? = nil, connections: Int = 2, perMinute: Int? = nil,
        sender: String, helo: HostName? = nil, domain: String? = nil, connectTimeout: TimeInterval = 30, timeout: TimeInterval = 120
    ) throws {
        self.init(
            url: url, tls: tls, caFile: caFile, login: login, connections: connections, perMinute: perMinute,
            sender: try #require(MailAddress(sender)), helo: helo, domain: domain, connectTimeout: connectTimeout, timeout: timeout)
    }
}
