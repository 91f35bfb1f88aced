import FollowUps

/// `[web]`: the pages. Without this table there are none.
public struct WebSettings: Sendable, Hashable {
    /// For people.
    public let publicURL: WebOrigin
    /// For the reverse proxy: a loopback address, unless the network was allowed, and a port.
    public let host: String
    public let port: Int
    /// Nil when people sign in by mailed links only.
    public let schoolAccount: SchoolAccountSettings?
    public let limits: WebLimits
    /// For a monitor: a port of the same loopback address or another one. Nil for none.
    public let monitoring: Listener?

    public struct Listener: Sendable, Hashable {
        public let host: String
        public let port: Int

        public init(host: String, port: Int) {
            self.host = host
            self.port = port
        }
    }

    public init(
        publicURL: WebOrigin, host: String, port: Int, monitoring: Listener? = nil, limits: WebLimits = WebLimits(),
        schoolAccount: SchoolAccountSettings? = nil
    ) {
        self.monitoring = monitoring
        self.limits = limits
        self.publicURL = publicURL
        self.host = host
        self.port = port
        self.schoolAccount = schoolAccount
    }
}

/// `[web.oidc]`: sign-in with the school's account by OpenID Connect.
public struct SchoolAccountSettings: Sendable, Hashable {
    public let issuer: Issuer
    public let clientID: String
    /// A systemd credential of the path's last component, else the file at the path.
    public let clientSecretFile: String
    public let claim: AccountClaim
    /// Certificates that are trusted instead of the system's.
    public let caFile: String?
}
