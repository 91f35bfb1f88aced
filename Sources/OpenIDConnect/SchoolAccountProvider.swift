import FollowUps
import Foundation
import Synchronization

/// Signs people in with the school's account: OpenID Connect's authorization code flow with PKCE (OpenID Connect Core 1.0, section 3.1; RFC 7636).
public final class SchoolAccountProvider: Sendable {
    private let issuer: Issuer
    private let clientID: String
    private let clientSecret: String
    private let callback: String
    private let connection: any ProviderConnection
    private let knowledge: ProviderKnowledge
    private let newSecret: @Sendable () -> Secret
    private let seal = AttemptSeal()
    private let answered = Mutex(AnsweredAttempts())

    /// Asks nothing yet.
    ///
    /// - Parameters:
    ///   - callback: the address of ours to which the provider sends the browser back.
    ///   - monotonic: seconds on a clock that nobody sets.
    public init(
        issuer: Issuer, clientID: String, clientSecret: String, callback: String, connection: any ProviderConnection,
        newSecret: @escaping @Sendable () -> Secret,
        monotonic: @escaping @Sendable () -> TimeInterval = { ProcessInfo.processInfo.systemUptime }
    ) {
        self.issuer = issuer
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.callback = callback
        self.connection = connection
        self.newSecret = newSecret
        knowledge = ProviderKnowledge(issuer: issuer, connection: connection, monotonic: monotonic)
    }

    /// - Parameter next: where they go when they have signed in.
    public func begin(next: String, at now: Date) async throws(SchoolAccountProblem) -> SchoolAccountStart {
        let metadata = try await knowledge.currentMetadata()
        let attempt = SignInAttempt(next: next, begun: now, newSecret: newSecret)
        guard let sealed = seal.sealed(attempt) else { throw .unavailable("the attempt cannot be sealed") }
        let address = metadata.authorizationEndpoint.text.adding([
            ("response_type", "code"), ("client_id", clientID), ("redirect_uri", callback), ("scope", metadata.scopes.joined(separator: " ")),
            ("state", attempt.state), ("nonce", attempt.nonce), ("code_challenge", attempt.challenge), ("code_challenge_method", "S256"),
        ])
        return SchoolAccountStart(address: address, sealedAttempt: sealed)
    }

    /// What the account says of whoever comes back. Each attempt is answered once.
    ///
    /// - Parameter sealedAttempt: what this browser kept.
    public func finish(
        _ answer: SchoolAccountAnswer, sealedAttempt: String?, at now: Date
    ) async throws(SchoolAccountProblem) -> SchoolAccountIdentity {
        guard let attempt = sealedAttempt.flatMap(seal.opened) else {
            throw .stale("the browser kept no attempt to sign in, or one from before opvolgd was started or read its files")
        }
        guard answer.state == attempt.state else { throw .stale("the answer is of another attempt or browser (state)") }
        guard !attempt.isOver(at: now) else { throw .stale("the attempt took longer than ten minutes") }
        guard answered.withLock({ $0.insert(attempt, at: now) }) else { throw .stale("the attempt has been answered before") }
        let metadata = try await knowledge.currentMetadata()
        if let named = answer.issuer, named != issuer.text { throw .invalid("the answer comes from another provider (iss)") }
        if answer.issuer == nil, metadata.namesItselfInAnswers { throw .invalid("the answer does not say which provider it comes from (iss)") }
        if let error = answer.error { throw .refused(error.asWord) }
        guard let code = answer.code, !code.isEmpty else { throw .invalid("the answer has no code") }
        let token = try await token(for: code, attempt, at: metadata)
        let claims = try await knowledge.verified(token)
        let expectation = IDTokenExpectation(issuer: issuer.text, clientID: clientID, nonce: attempt.nonce)
        if let objection = expectation.objection(to: claims, at: now) { throw .invalid(objection) }
        return SchoolAccountIdentity(claims: claims, next: attempt.next, signOutHint: token.text)
    }

    /// Where a browser goes to end the session at the provider as well; nil when that is not known or not possible (OpenID Connect RP-Initiated
    /// Logout 1.0).
    ///
    /// - Parameter hint: what came with the identity; without it the provider may ask whose session is meant.
    public func signOutAddress(returningTo address: String, hint: String?) async -> String? {
        guard let endpoint = try? await knowledge.currentMetadata().endSessionEndpoint else { return nil }
        let hints = hint.map { [(name: "id_token_hint", value: $0)] } ?? []
        return endpoint.text.adding(hints + [("client_id", clientID), ("post_logout_redirect_uri", address)])
    }

    private struct TokenReply: Decodable {
        let id_token: String?
        let error: String?
    }

    private func token(for code: String, _ attempt: SignInAttempt, at metadata: ProviderMetadata) async throws(SchoolAccountProblem) -> SignedToken {
        var fields = [
            (name: "grant_type", value: "authorization_code"), (name: "code", value: code), (name: "redirect_uri", value: callback),
            (name: "code_verifier", value: attempt.verifier),
        ]
        var credentials: ProviderCredentials?
        switch metadata.tokenAuthentication {
        // Encoded before they are joined (RFC 6749, section 2.3.1).
        case .basic:
            credentials = ProviderCredentials(username: PercentEncoding.encoded(clientID), password: PercentEncoding.encoded(clientSecret))
        case .post: fields += [(name: "client_id", value: clientID), (name: "client_secret", value: clientSecret)]
        }
        switch await connection.post(PercentEncoding.form(fields), to: metadata.tokenEndpoint, as: credentials) {
        case .none(let reason): throw .unavailable("asked for a token, the provider gave no answer: \(reason)")
        case .answer(let status, let body):
            let reply = try? JSONDecoder().decode(TokenReply.self, from: body)
            guard status == 200 else { throw Self.refusal(status, reply?.error?.asWord) }
            guard let token = reply?.id_token else { throw .invalid("the provider answered without an ID token") }
            return try SignedToken(token)
        }
    }

    private static func refusal(_ status: Int, _ word: String?) -> SchoolAccountProblem {
        let answer = "asked for a token, the provider answered \(status)\(word.map { " (\($0))" } ?? "")"
        return switch word {
        case "invalid_grant"?: .stale("\(answer): the code has been used, has expired or is of another application")
        case "invalid_client"?: .unavailable("\(answer): check [web.oidc] client_id and what client_secret_file holds; the secret may have expired")
        default: .unavailable(answer)
        }
    }
}

extension String {
    /// A word of the protocol such as `access_denied`; anything else could say something about somebody.
    fileprivate var asWord: String {
        let isWord = utf8.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || $0 == UInt8(ascii: "_") }
        return (1...40).contains(utf8.count) && isWord ? self : "an error"
    }

    /// An address with more in its query.
    fileprivate func adding(_ fields: [(name: String, value: String)]) -> String {
        self + (contains("?") ? "&" : "?") + PercentEncoding.form(fields)
    }
}
