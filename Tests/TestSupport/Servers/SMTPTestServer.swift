import Foundation

/// A mail server on 127.0.0.1 (aiosmtpd) that keeps what it receives and misbehaves as told.
///
///     let server = try await SMTPTestServer(security: .startTLS(certificates.good), login: .init("opvolging", "secret"))
///     …
///     let mail = try #require(try server.messages.first)
///
/// What it has answered is already in ``messages`` when the client sees the answer.
public final class SMTPTestServer: Sendable {
    public enum Security: Sendable {
        case none
        /// STARTTLS is offered, and nothing else allowed before it.
        case startTLS(TestCertificates.Pair)
        /// TLS from the first byte.
        case tls(TestCertificates.Pair)
    }

    /// A login that the server asks for before it takes mail.
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

    /// A message that was received whole.
    public struct Received: Sendable, Decodable {
        /// The envelope's, without angle brackets.
        public let sender: String
        public let recipients: [String]
        /// Byte for byte, without the doubled dots.
        public let content: Data
        /// Counted from 1.
        public let connection: Int
        public let overTLS: Bool
        /// Who had logged in.
        public let user: String?
        /// The name in EHLO.
        public let greeting: String
        /// What went wrong with it.
        let wrong: String?
        /// It was told to the client that this was refused.
        public var wasRefused: Bool { wrong == "content" }
        /// The client was told nothing at all.
        public var wasNotAnswered: Bool { wrong == "drop-after" || wrong == "hang-after" }
    }

    private let server: EventServer

    /// Starts the server; it listens when this returns.
    ///
    /// - Parameters:
    ///   - first: what it does wrong, once each and in this order, at the first opportunities
    ///   - then: what it does ever after
    ///   - mix: in its place, what it does by chance
    ///   - headersOnly: whether it keeps no more than the headers of what it receives
    ///   - port: where it listens; nil for any that is free
    public init(
        security: Security = .none, login: Login? = nil, first: [SMTPMisbehaviour] = [], then: SMTPMisbehaviour? = nil,
        mix: SMTPMisbehaviour.Mix? = nil, headersOnly: Bool = false, port: Int? = nil
    ) async throws {
        server = try await EventServer(
            "smtp_server.py",
            settings: Settings(security: security, login: login, first: first, then: then, mix: mix, headersOnly: headersOnly, port: port))
    }

    /// Grows with all that happens to the server, without a look at what.
    public var progress: Int { server.recordedBytes }

    public var port: Int { server.port }
    /// `smtp://127.0.0.1:PORT`; with TLS from the first byte `smtps://`.
    public func url(host: String = "127.0.0.1", scheme: String = "smtp") -> String { "\(scheme)://\(host):\(port)" }

    /// All messages received whole so far, in order, also those that were refused after that or never answered.
    public var messages: [Received] { get throws { try server.events("message", as: Received.self) } }
    /// How many times a client connected.
    public var connections: Int { get throws { try server.count("connection") } }
    /// How many times a client said MAIL.
    public var transactions: Int { get throws { try server.count("transaction") } }
    /// Who tried to log in, with which mechanism.
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
