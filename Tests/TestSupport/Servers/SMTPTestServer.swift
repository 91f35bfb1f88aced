import Foundation

/// A mail server on 127.0.0.1 (aiosmtpd) that keeps what it receives and misbehaves as told.
///
///     let server = try await SMTPTestServer(security: .startTLS(certificates.good), login: .init("opvolging", "secret"))
///     …
///     let mail = try #require(try server.messages.first)
///
/// When the client sees an answer, ``messages`` already has the message.
public final class SMTPTestServer: Sendable {
    public enum Security: Sendable {
        case none
        /// Nothing is allowed before STARTTLS.
        case startTLS(TestCertificates.Pair)
        /// TLS from the first byte.
        case tls(TestCertificates.Pair)
    }

    /// Required before mail is taken.
    public struct Login: Sendable {
        let user: String
        let password: String
        let mechanisms: [String]

        public init(_ user: String, _ password: String, mechanisms: [String] = ["PLAIN", "LOGIN"]) {
            self.user = user
            self.password = password
            self.mechanisms = mechanisms
        }
    }

    /// Received whole.
    public struct Received: Sendable, Decodable {
        /// Of the envelope, without angle brackets.
        public let sender: String
        public let recipients: [String]
        /// Without the doubled dots.
        public let content: Data
        /// From 1.
        public let connection: Int
        public let overTLS: Bool
        /// Who had logged in.
        public let user: String?
        /// The name in EHLO.
        public let greeting: String
        let wrong: String?
        /// The client was told that this was refused.
        public var wasRefused: Bool { wrong == "content" }
        /// The client got no answer.
        public var wasNotAnswered: Bool { wrong == "drop-after" || wrong == "hang-after" }
    }

    private let server: EventServer

    /// Returns when the server listens.
    ///
    /// - Parameters:
    ///   - first: what it does wrong, once each and in order.
    ///   - then: what it does wrong from then on.
    ///   - mix: instead of both, what it does wrong at random.
    ///   - port: nil for any free one.
    public init(
        security: Security = .none, login: Login? = nil, first: [SMTPMisbehaviour] = [], then: SMTPMisbehaviour? = nil,
        mix: SMTPMisbehaviour.Mix? = nil, headersOnly: Bool = false, port: Int? = nil
    ) async throws {
        server = try await EventServer(
            "smtp_server.py",
            settings: Settings(security: security, login: login, first: first, then: then, mix: mix, headersOnly: headersOnly, port: port))
    }

    /// Grows with everything that happens to the server.
    public var progress: Int { server.recordedBytes }

    public var port: Int { server.port }
    public func url(host: String = "127.0.0.1", scheme: String = "smtp") -> String { "\(scheme)://\(host):\(port)" }

    /// All messages received whole, also those refused after that or never answered.
    public var messages: [Received] { get throws { try server.events("message", as: Received.self) } }
    public var connections: Int { get throws { try server.count("connection") } }
    public var transactions: Int { get throws { try server.count("transaction") } }
    /// `MECHANISM USER`, also of failed logins.
    public var logins: [String] {
        get throws {
            struct Event: Decodable { let mechanism: String, user: String }
            return try server.events("login", as: Event.self).map { "\($0.mechanism) \($0.user)" }
        }
    }

    private struct Settings: Encodable {
        let security: String
        let certificate: String?
        let key: String?
        let user: String?
        let password: String?
        let mechanisms: [String]
        let first: [SMTPMisbehaviour]
        let then: SMTPMisbehaviour?
        let mix: SMTPMisbehaviour.Mix?
        let headersOnly: Bool
        let port: Int?

        init(
            security: Security, login: Login?, first: [SMTPMisbehaviour], then: SMTPMisbehaviour?, mix: SMTPMisbehaviour.Mix?, headersOnly: Bool,
            port: Int?
        ) {
            switch security {
            case .none: (self.security, certificate, key) = ("none", nil, nil)
            case .startTLS(let pair): (self.security, certificate, key) = ("starttls", pair.certificate, pair.key)
            case .tls(let pair): (self.security, certificate, key) = ("tls", pair.certificate, pair.key)
            }
            (user, password, mechanisms) = (login?.user, login?.password, login?.mechanisms ?? [])
            (self.first, self.then, self.mix, self.headersOnly, self.port) = (first, then, mix, headersOnly, port)
        }
    }
}
