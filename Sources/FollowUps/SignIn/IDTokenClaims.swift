import Foundation

/// What an ID token says whose signature has been verified (OpenID Connect Core 1.0, section 2).
public struct IDTokenClaims: Hashable, Sendable {
    public var issuer: String?
    public var audiences: [String]
    public var authorizedParty: String?
    public var expiresAt: Date?
    public var issuedAt: Date?
    public var notBefore: Date?
    public var nonce: String?
    public var isEmailVerified: Bool?
    /// Every claim that is a text, those above included.
    public var texts: [String: String]

    public init(
        issuer: String?, audiences: [String], authorizedParty: String? = nil, expiresAt: Date?, issuedAt: Date?, notBefore: Date? = nil,
        nonce: String?, isEmailVerified: Bool? = nil, texts: [String: String] = [:]
    ) {
        self.issuer = issuer
        self.audiences = audiences
        self.authorizedParty = authorizedParty
        self.expiresAt = expiresAt
        self.issuedAt = issuedAt
        self.notBefore = notBefore
        self.nonce = nonce
        self.isEmailVerified = isEmailVerified
        self.texts = texts
    }
}

/// What an ID token must say to answer one attempt to sign in (OpenID Connect Core 1.0, section 3.1.3.7).
public struct IDTokenExpectation: Hashable, Sendable {
    /// In seconds: how far the provider's clock and ours may differ.
    public static let clockSkew: TimeInterval = 120

    public let issuer: String
    public let clientID: String
    public let nonce: String

    public init(issuer: String, clientID: String, nonce: String) {
        self.issuer = issuer
        self.clientID = clientID
        self.nonce = nonce
    }

    /// What is wrong with the claims at an instant, in words without a value of theirs; nil when they are good.
    public func objection(to claims: IDTokenClaims, at now: Date) -> String? {
        if claims.issuer != issuer { return "the ID token is of another issuer than [web.oidc] issuer" }
        if !claims.audiences.contains(clientID) { return "the ID token is for another application than [web.oidc] client_id" }
        if let party = claims.authorizedParty, party != clientID { return "the ID token was given out to another application (azp)" }
        if claims.audiences.count > 1, claims.authorizedParty == nil {
            return "the ID token is for several applications and does not say to which it was given out (azp)"
        }
        guard let expiresAt = claims.expiresAt else { return "the ID token does not say when it expires" }
        if now >= expiresAt.addingTimeInterval(Self.clockSkew) { return "the ID token has expired; look whether the clock of this machine is right" }
        guard let issuedAt = claims.issuedAt else { return "the ID token does not say when it was made" }
        for start in [issuedAt, claims.notBefore].compactMap({ $0 }) where now < start.addingTimeInterval(-Self.clockSkew) {
            return "the ID token is not valid yet; look whether the clock of this machine is right"
        }
        if claims.nonce != nonce { return "the ID token answers another attempt to sign in (nonce)" }
        return nil
    }
}

extension Directory {
    /// The one person whose account the claims are of. Nobody is ever made from claims.
    public func person(for claims: IDTokenClaims, by claim: AccountClaim) throws(SchoolAccountProblem) -> Person {
        guard let value = claims.texts[claim.name].flatMap({ $0.isEmpty ? nil : $0 }) else {
            throw .invalid("the ID token has no claim \"\(claim.name)\"; let the provider put it there, or name another in [web.oidc] claim")
        }
        if claim.name == "email", claims.isEmailVerified == false { throw .unverifiedEmail }
        let found = claim.people(with: value, in: self)
        guard let person = found.first else { throw .nobody(account: value) }
        guard found.count == 1 else { throw .several(account: value) }
        return person
    }
}
