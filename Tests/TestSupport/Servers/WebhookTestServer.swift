import Foundation

/// A webhook receiver on 127.0.0.1 that keeps requests, checks signatures with its own code, and answers as told.
public final class WebhookTestServer: Sendable {
    public struct Answer: Sendable, Encodable {
        let kind: String
        var status = 0
        var headers: [String: String] = [:]
        var body = ""
        let oncePer = "request"

        public static func status(_ status: Int, _ headers: [String: String] = [:], body: String = "") -> Self {
            Self(kind: "reply", status: status, headers: headers, body: body)
        }
        /// Bytes, in Latin-1, that are not or not quite HTTP.
        public static func raw(_ text: String) -> Self { Self(kind: "raw", body: text) }
        /// Takes the request and says nothing.
        public static let hang = Self(kind: "hang")
        /// Takes the request and closes the connection.
        public static let drop = Self(kind: "drop")
        /// Answers 200 with a body that never ends.
        public static let endlessBody = Self(kind: "endless")
    }

    public struct Request: Sendable, Decodable {
        public let method: String
        public let path: String
        /// Names in lower case.
        public let headers: [String: String]
        public let body: Data
        /// For each of the server's secrets, in order: whether a signature is by it (Standard Webhooks, `v1`).
        public let signedBy: [Bool]
        public let connection: Int
    }

    private let server: EventServer
    private let secure: Bool

    /// Returns when the server listens.
    ///
    /// - Parameters:
    ///   - secrets: `whsec_` and base64, to check signatures with.
    ///   - first: its first answers, in order.
    ///   - then: its answer from then on.
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

    public var requests: [Request] { get throws { try server.events("request", as: Request.self) } }
    public var connections: Int { get throws { try server.count("connection") } }
}
