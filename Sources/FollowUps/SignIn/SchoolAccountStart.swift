/// The begin of an attempt to sign in with the school's account.
public struct SchoolAccountStart: Hashable, Sendable {
    /// The provider's address, to which the browser goes.
    public let address: String
    /// What the browser keeps until it comes back, and cannot read: it binds the answer to this browser.
    public let sealedAttempt: String

    public init(address: String, sealedAttempt: String) {
        self.address = address
        self.sealedAttempt = sealedAttempt
    }
}

/// What the provider sends back by the browser (RFC 6749, section 4.1.2; `issuer`: RFC 9207).
public struct SchoolAccountAnswer: Hashable, Sendable {
    public let state: String?
    public let code: String?
    public let error: String?
    public let issuer: String?

    public init(state: String?, code: String?, error: String?, issuer: String?) {
        self.state = state
        self.code = code
        self.error = error
        self.issuer = issuer
    }
}

/// What a provider has vouched for.
public struct SchoolAccountIdentity: Hashable, Sendable {
    public let claims: IDTokenClaims
    /// Where they wanted to go.
    public let next: String
    /// Says to the provider, when they sign out, whose session is meant. It names them, so it is kept in memory only.
    public let signOutHint: String

    public init(claims: IDTokenClaims, next: String, signOutHint: String) {
        self.claims = claims
        self.next = next
        self.signOutHint = signOutHint
    }
}
