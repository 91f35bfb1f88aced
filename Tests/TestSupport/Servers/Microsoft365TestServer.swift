import Foundation

/// Microsoft 365 on 127.0.0.1: a token server with TLS, and a mail server (aiosmtpd) that takes those tokens by XOAUTH2
/// over STARTTLS. It refuses as told, and as the administrator decides meanwhile.
public final class Microsoft365TestServer: Sendable {
    public struct TokenAnswer: Sendable, Encodable {
        let kind: String
        var status = 0
        var headers: [String: String] = [:]
        var body = ""

        public static func status(_ status: Int, _ headers: [String: String] = [:], body: String = "{}") -> Self {
            Self(kind: "reply", status: status, headers: headers, body: body)
        }
        /// In Entra's form.
        public static func error(_ word: String, _ code: Int, status: Int = 400) -> Self {
            .status(
                status, ["Content-Type": "application/json"],
                body: "{\"error\":\"\(word)\",\"error_description\":\"AADSTS\(code): MARKER\\r\\nTrace ID: x\",\"error_codes\":[\(code)]}")
        }
        /// Takes the request and says nothing.
        public static let hang = Self(kind: "hang")
        /// Takes the request and closes the connection.
        public static let drop = Self(kind: "drop")
        /// Answers 200 with a body that never ends.
        public static let giant = Self(kind: "giant")
    }

    public struct TokenRequest: Sendable, Decodable {
        public let path: String
        public let contentType: String?
        public let secretIsGood: Bool
        /// Without the secret.
        public let form: [String: String]
    }

    public static let mailbox = "opvolging@perspectief.example"
    public static let secret = "x7N8Q~geheim+van/de=school&meer%"
    public static let tokenPath = "/9d0a3f5c-2f2a-4c5e-8e0e-7b1f0c5d6e7f/oauth2/v2.0/token"

    private let server: EventServer
    private let control: ScratchDirectory
    private let tokenPort: Int
    private let tokensOverTLS: Bool

    /// Returns when the server listens.
    ///
    /// - Parameters:
    ///   - lifetime: of a token, in seconds; the mail server does not enforce it.
    ///   - challenges: refuses a login as Google does, with a challenge first.
    ///   - first: the token server's first answers, in order; nil is a token.
    ///   - mailFirst: what the mail server does wrong, once each and in order.
    public init(
        _ certificates: TestCertificates, tokensOverTLS: Bool = true, lifetime: Int = 3599, challenges: Bool = false, mostConnections: Int? = nil,
        first: [TokenAnswer?] = [], then: TokenAnswer? = nil, mailFirst: [SMTPMisbehaviour] = [], mailThen: SMTPMisbehaviour? = nil
    ) async throws {
        control = try ScratchDirectory("control")
        self.tokensOverTLS = tokensOverTLS
        server = try await EventServer(
            "microsoft365_server.py",
            settings: Settings(
                certificate: certificates.good.certificate, key: certificates.good.key, tokensOverTLS: tokensOverTLS, lifetime: lifetime,
                challenges: challenges, mostConnections: mostConnections, control: control.path, tokenFirst: first, tokenThen: then, first: mailFirst,
                then: mailThen))
        struct Port: Decodable { let port: Int }
        tokenPort = try server.events("tokens-at", as: Port.self).first?.port ?? 0
    }

    public var url: String { "smtp://127.0.0.1:\(server.port)" }
    public var tokenURL: String { tokenURL(host: "127.0.0.1") }
    public func tokenURL(host: String) -> String { "\(tokensOverTLS ? "https" : "http")://\(host):\(tokenPort)\(Self.tokenPath)" }
    /// Dovecot asks here whose a token is.
    public var tokenInfoURL: String { "http://127.0.0.1:\(tokenPort)/info?access_token=" }

    public var tokenRequests: [TokenRequest] { get throws { try server.events("token-request", as: TokenRequest.self) } }
    /// The messages received whole.
    public var messages: [SMTPTestServer.Received] { get throws { try server.events("message", as: SMTPTestServer.Received.self) } }
    public var connections: Int { get throws { try server.count("connection") } }
    /// `MECHANISM USER`, also of failed logins.
    public var logins: [String] {
        get throws {
            struct Event: Decodable { let mechanism: String, user: String }
            return try server.events("login", as: Event.self).map { "\($0.mechanism) \($0.user)" }
        }
    }
    /// The numbers, from 1, of the tokens used to log in; 0 for an invalid one.
    public var tokensUsed: [Int] {
        get throws {
            struct Event: Decodable { let number: Int? }
            return try server.events("token-used", as: Event.self).map { $0.number ?? 0 }
        }
    }

    // MARK: What the administrator does

    /// Invalidates the secret and all its tokens.
    public func revokeSecret() throws { try control.write("", to: "revoked") }
    /// The new secret happens to equal the old one.
    public func restoreSecret() throws { try FileManager.default.removeItem(atPath: control.file("revoked")) }
    public func expireTokens(upTo number: Int) throws { try control.write("\(number)", to: "expired") }
    /// No token opens the mailbox any more.
    public func closeMailbox() throws { try control.write("", to: "disabled") }
    public func openMailbox() throws { try FileManager.default.removeItem(atPath: control.file("disabled")) }
    /// No token opens the mailbox by IMAP any more.
    public func closeIMAP() throws { try control.write("", to: "imap-closed") }
    /// From now on tokens wait for `giveTokens()`.
    public func holdTokens() throws { try control.write("", to: "slow") }
    public func giveTokens() throws { try control.write("", to: "go") }

    private struct Settings: Encodable {
        let security = "starttls"
        let certificate: String
        let key: String
        let user = mailbox
        let password = ""
        let mechanisms = ["XOAUTH2"]
        let secret = Microsoft365TestServer.secret
        let scope = "https://outlook.office365.com/.default"
        let tokensOverTLS: Bool
        let lifetime: Int
        let challenges: Bool
        let mostConnections: Int?
        let control: String
        let tokenFirst: [TokenAnswer?]
        let tokenThen: TokenAnswer?
        let first: [SMTPMisbehaviour]
        let then: SMTPMisbehaviour?
    }
}
