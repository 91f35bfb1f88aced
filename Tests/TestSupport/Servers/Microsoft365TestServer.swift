import Foundation

/// A Microsoft 365 on 127.0.0.1: a server that gives out tokens over TLS, and a mail server (aiosmtpd) that one logs in to with them by XOAUTH2
/// over STARTTLS. It says no as told, and as an administrator has it meanwhile.
public final class Microsoft365TestServer: Sendable {
    /// What the token server says instead of giving a token.
    public struct TokenAnswer: Sendable, Encodable {
        let kind: String
        var status = 0
        var headers: [String: String] = [:]
        var body = ""

        public static func status(_ status: Int, _ headers: [String: String] = [:], body: String = "{}") -> Self {
            Self(kind: "reply", status: status, headers: headers, body: body)
        }
        /// As Entra has it: a word and a number.
        public static func error(_ word: String, _ code: Int, status: Int = 400) -> Self {
            .status(
                status, ["Content-Type": "application/json"],
                body: "{\"error\":\"\(word)\",\"error_description\":\"AADSTS\(code): MARKER\\r\\nTrace ID: x\",\"error_codes\":[\(code)]}")
        }
        /// Takes the request, and says nothing.
        public static let hang = Self(kind: "hang")
        /// Takes the request, and closes the connection.
        public static let drop = Self(kind: "drop")
        /// Answers 200 with a body that does not end.
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
    private let desk: ScratchDirectory
    private let tokenPort: Int
    private let tokensOverTLS: Bool

    /// Starts the server; it listens when this returns.
    ///
    /// - Parameters:
    ///   - lifetime: of a token, in seconds; the mail server holds nobody to it.
    ///   - challenges: whether a login is refused as Google does: by a challenge first.
    ///   - mostConnections: how many connections the mail server bears.
    ///   - first: what the token server says first, once each and in this order; nil is a token.
    ///   - mailFirst: what the mail server does wrong, once each and in this order, at the first opportunities.
    public init(
        _ certificates: TestCertificates, tokensOverTLS: Bool = true, lifetime: Int = 3599, challenges: Bool = false, mostConnections: Int? = nil,
        first: [TokenAnswer?] = [], then: TokenAnswer? = nil, mailFirst: [SMTPMisbehaviour] = [], mailThen: SMTPMisbehaviour? = nil
    ) async throws {
        desk = try ScratchDirectory("desk")
        self.tokensOverTLS = tokensOverTLS
        server = try await EventServer(
            "microsoft365_server.py",
            settings: Settings(
                certificate: certificates.good.certificate, key: certificates.good.key, tokensOverTLS: tokensOverTLS, lifetime: lifetime,
                challenges: challenges, mostConnections: mostConnections, desk: desk.path, tokenFirst: first, tokenThen: then, first: mailFirst,
                then: mailThen))
        struct Port: Decodable { let port: Int }
        tokenPort = try server.events("tokens-at", as: Port.self).first?.port ?? 0
    }

    /// `smtp://127.0.0.1:PORT`
    public var url: String { "smtp://127.0.0.1:\(server.port)" }
    public var tokenURL: String { tokenURL(host: "127.0.0.1") }
    public func tokenURL(host: String) -> String { "\(tokensOverTLS ? "https" : "http")://\(host):\(tokenPort)\(Self.tokenPath)" }
    /// Where Dovecot asks whose a token is.
    public var tokenInfoURL: String { "http://127.0.0.1:\(tokenPort)/info?access_token=" }

    /// All requests for a token so far, in order.
    public var tokenRequests: [TokenRequest] { get throws { try server.events("token-request", as: TokenRequest.self) } }
    /// The messages received whole so far, in order.
    public var messages: [SMTPTestServer.Received] { get throws { try server.events("message", as: SMTPTestServer.Received.self) } }
    /// How many times a client connected to the mail server.
    public var connections: Int { get throws { try server.count("connection") } }
    /// Who tried to log in, by which mechanism.
    public var logins: [String] {
        get throws {
            struct Event: Decodable { let mechanism: String, user: String }
            return try server.events("login", as: Event.self).map { "\($0.mechanism) \($0.user)" }
        }
    }
    /// The numbers, from 1, of the tokens that were used to log in; 0 for one that is not good.
    public var tokensUsed: [Int] {
        get throws {
            struct Event: Decodable { let number: Int? }
            return try server.events("token-used", as: Event.self).map { $0.number ?? 0 }
        }
    }

    // MARK: What the administrator does

    /// The secret is good no more, nor is any token that it got.
    public func revokeSecret() throws { try desk.write("", to: "revoked") }
    /// A new secret, which happens to be as the old one was.
    public func restoreSecret() throws { try FileManager.default.removeItem(atPath: desk.file("revoked")) }
    /// All tokens up to this number are over.
    public func expireTokens(upTo number: Int) throws { try desk.write("\(number)", to: "expired") }
    /// No token opens the mailbox.
    public func closeMailbox() throws { try desk.write("", to: "disabled") }
    public func openMailbox() throws { try FileManager.default.removeItem(atPath: desk.file("disabled")) }
    /// No token opens the mailbox by IMAP.
    public func closeIMAP() throws { try desk.write("", to: "imap-closed") }
    /// From now on a token is given only after `giveTokens()`.
    public func holdTokens() throws { try desk.write("", to: "slow") }
    public func giveTokens() throws { try desk.write("", to: "go") }

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
        let desk: String
        let tokenFirst: [TokenAnswer?]
        let tokenThen: TokenAnswer?
        let first: [SMTPMisbehaviour]
        let then: SMTPMisbehaviour?
    }
}
