/// `[web]`: the pages on which people finish a follow-up from a mail. Without the table there are none.
public struct WebSettings: Sendable, Hashable {
    /// How people reach the pages: `https://HOST` with a port if it has one, and no slash behind it.
    public let publicURL: String
    /// Where the reverse proxy reaches them: a loopback address and a port.
    public let host: String
    public let port: Int

    public init(publicURL: String, host: String, port: Int) {
        self.publicURL = publicURL
        self.host = host
        self.port = port
    }
}
