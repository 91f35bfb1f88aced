import FollowUps
import Foundation

/// How a provider says that it is spoken to (OpenID Connect Discovery 1.0, section 3).
struct ProviderMetadata: Hashable, Sendable {
    /// How we prove to be the client, the better first: providers disagree on how special characters of a secret are written in the header (Basic).
    enum TokenAuthentication: String, CaseIterable, Sendable {
        case post = "client_secret_post"
        case basic = "client_secret_basic"
    }

    let authorizationEndpoint: WebURL
    let tokenEndpoint: WebURL
    let keysURL: WebURL
    /// Nil when it has none.
    let endSessionEndpoint: WebURL?
    let tokenAuthentication: TokenAuthentication
    /// Those that we want and it knows.
    let scopes: [String]
    /// Whether every answer of its names it (RFC 9207), so that one without its name is not its own.
    let namesItselfInAnswers: Bool

    private struct Fields: Decodable {
        let issuer: String?
        let authorization_endpoint: String?
        let token_endpoint: String?
        let jwks_uri: String?
        let end_session_endpoint: String?
        let token_endpoint_auth_methods_supported: [String]?
        let scopes_supported: [String]?
        let authorization_response_iss_parameter_supported: Bool?
    }

    private static let wantedScopes = ["openid", "email", "profile"]

    init(_ body: Data, of issuer: Issuer) throws(SchoolAccountProblem) {
        guard let fields = try? JSONDecoder().decode(Fields.self, from: body) else {
            throw .unavailable("what the provider says of itself (.well-known/openid-configuration) cannot be read; check [web.oidc] issuer")
        }
        guard fields.issuer == issuer.text else {
            throw .unavailable("the provider names itself otherwise than [web.oidc] issuer; write there exactly what it calls itself")
        }
        /// A provider with TLS must not send what is secret over anything else, nor us to what listens on this machine.
        func endpoint(_ text: String?) -> WebURL? { text.flatMap { WebURL($0) }.flatMap { $0.isEncrypted || !issuer.url.isEncrypted ? $0 : nil } }
        func required(_ text: String?, _ name: String) throws(SchoolAccountProblem) -> WebURL {
            guard let url = endpoint(text) else { throw .unavailable("the provider has no \(name) that can be used") }
            return url
        }
        authorizationEndpoint = try required(fields.authorization_endpoint, "authorization_endpoint")
        tokenEndpoint = try required(fields.token_endpoint, "token_endpoint")
        keysURL = try required(fields.jwks_uri, "jwks_uri")
        endSessionEndpoint = endpoint(fields.end_session_endpoint)
        // What holds when it says nothing (OpenID Connect Discovery 1.0, section 3).
        let methods = fields.token_endpoint_auth_methods_supported ?? [TokenAuthentication.basic.rawValue]
        guard let method = TokenAuthentication.allCases.first(where: { methods.contains($0.rawValue) }) else {
            throw .unavailable("the provider takes a client's secret neither by client_secret_basic nor by client_secret_post")
        }
        tokenAuthentication = method
        scopes = Self.wantedScopes.filter { $0 == "openid" || fields.scopes_supported?.contains($0) ?? true }
        namesItselfInAnswers = fields.authorization_response_iss_parameter_supported ?? false
    }
}
