import Foundation

/// A webhook receiver on 127.0.0.1 that keeps what it is sent, checks signatures with code of its own, and answers as told.
public final class WebhookTestServer: Sendable {
    /// An answer, or the lack of one, to one request.
    public struct Answer: Sendable, Encodable {
        let kind: String
        var status = 0
        var headers: [String: String] = [:]
        var body = ""
        let oncePer = "request"

        public static func status(_ status: Int, _ headers: [String: String] = [:], body: String = "") -> Self {
            Self(kind: "reply", status: status, headers: headers, body: body)
        }
        /// Bytes that are not HTTP, or not quite, in Latin-1.
        public static func raw(_ text: String) -> Self { Self(kind: "raw", body: text) }
        /// Takes the request, and says nothing.
        public static let hang = Self(kind: "hang")
        /// Takes the request, and closes the connection.
        public static let drop = Self(kind: "drop")
        /// Answers 200 with a body that does not end.
        public static let endlessBody = Self(kind: "endless")
    }

    public struct Request: Sendable, Decodable {
        public let method: String
        public let path: String
        /// Names in lower case.
        public let headers: [String: String]
        public let body: Data
        /// For each secret that the server was given, in order: whether one of the signatures is by it (Standard Webhooks, `v1`).
        public let signedBy: [Bool]
        public let connection: Int
    }

    private let server: EventServer
    private let secure: Bool

    /// Starts the server; it listens when this returns.
    ///
    /// - Parameters:
    ///   - secrets: what it checks signatures with, each `whsec_` and base64
    ///   - first: its first answers, in order
    ///   - then: its answer ever after
    public init(
        tls: TestCertificates.Pair? = nil, secrets: [String] = [], first: [Answer] = [], then: Answer = .status(200)
    ) async throws {
        struct Settings: Encodable { let certificate: String?, key: String?, secrets: [String], first: [Answer], then: Answer }
        let settings = Settings(certificate: tls?.certificate, key: tls?.key, secrets: secrets, first: first, then: then)
        server = try await EventServer("webhook_server.py", settings: settings)
        secure = tls != nil
    }

    public var port: Int { server.port }
    public func url(host: String = "127.0.0.1", path: String = "/hook") -> String { "\(secure ? "https" : "http")://\(host):\(port)\(path)" }

    /// All requests so far, in order.
    public var requests: [Request] { get throws { try server.events("request", as: Request.self) } }
    /// How many times a client connected.
    public var connections: Int { get throws { try server.count("connection") } }
}
