import FollowUps

/// `[web]`: the pages. Without this table there are none.
public struct WebSettings: Sendable, Hashable {
    /// For people.
    public let publicURL: WebOrigin
    /// For the reverse proxy: a loopback address and a port.
    public let host: String
    public let port: Int

    public init(publicURL: WebOrigin, host: String, port: Int) {
        self.publicURL = publicURL
        self.host = host
        self.port = port
    }
}
