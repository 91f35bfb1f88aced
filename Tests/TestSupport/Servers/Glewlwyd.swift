import Foundation

/// Debian's glewlwyd, an OpenID Connect provider, on 127.0.0.1 with one client and a few accounts.
public final class Glewlwyd: Sendable {
    public struct User: Sendable, Encodable {
        let name: String
        let email: String
        public let login: String
        public let password: String

        public init(name: String, email: String, login: String) {
            self.name = name
            self.email = email
            self.login = login
            password = "wachtwoord-van-\(login)"
        }
    }

    public static let clientID = "opvolg"
    public static let clientSecret = "geheim+van/de=school&meer%"

    private let server: EventServer
    private let scratch: ScratchDirectory

    /// Returns when it listens and knows client and accounts.
    ///
    /// - Parameters:
    ///   - origin: of the pages that it sends browsers back to.
    ///   - namesItself: whether each answer says whose it is (RFC 9207).
    public init(for origin: String, users: [User], namesItself: Bool = true) async throws {
        struct Client: Encodable { let id: String, secret: String, redirect: String, signed_out: String }
        struct Settings: Encodable { let folder: String, port: Int, names_itself: Bool, client: Client, users: [User] }
        scratch = try ScratchDirectory("glewlwyd")
        let client = Client(
            id: Self.clientID, secret: Self.clientSecret, redirect: "\(origin)/sign-in/school/callback", signed_out: "\(origin)/sign-in")
        server = try await EventServer(
            "glewlwyd.py",
            settings: Settings(folder: scratch.path, port: try FreePort.find(), names_itself: namesItself, client: client, users: users))
    }

    public var issuer: String { "http://127.0.0.1:\(server.port)/api/oidc" }
    public var log: String { (try? scratch.text("log")) ?? "" }
}
