/// `[web]`: the pages. Without this table there are none.
public struct WebSettings: Sendable, Hashable {
    /// For people: `https://HOST`, with a port if it has one, and no slash at the end.
    public let publicURL: String
    /// For the reverse proxy: a loopback address and a port.
    public let host: String
    public let port: Int

    public init(publicURL: String, host: String, port: Int) {
        self.publicURL = publicURL
        self.host = host
        self.port = port
    }
}
