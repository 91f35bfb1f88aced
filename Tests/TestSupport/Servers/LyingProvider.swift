import Foundation

/// An OpenID Connect provider on 127.0.0.1 that tells the lie that is asked of it, by `lie=NAME` in what a browser brings along; see the script.
public final class LyingProvider: Sendable {
    public static let clientID = "opvolg"
    public static let clientSecret = "geheim-van-de-school"

    private let server: EventServer

    /// Returns when it listens.
    ///
    /// - Parameter now: the time by its clock.
    public init(now: Date) async throws {
        struct Settings: Encodable { let client: String, secret: String, now: Int }
        server = try await EventServer(
            "lying_provider.py", settings: Settings(client: Self.clientID, secret: Self.clientSecret, now: Int(now.timeIntervalSince1970)))
    }

    public var port: Int { server.port }
    public var issuer: String { "http://127.0.0.1:\(server.port)" }

    public struct TokenRequest: Sendable, Decodable {
        /// `NAME:PASSWORD`
        public let basic: String
        /// Whether the verifier is what the challenge was made from (PKCE).
        public let proven: Bool
        /// The names of the fields.
        public let form: [String]
    }

    public var tokenRequests: [TokenRequest] { get throws { try server.events("token", as: TokenRequest.self) } }
    /// How often something was fetched.
    public func fetches(of path: String) throws -> Int {
        struct Fetch: Decodable { let path: String }
        return try server.events("get", as: Fetch.self).count { $0.path == path }
    }
}
