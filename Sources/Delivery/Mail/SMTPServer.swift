import Foundation

/// A mail server and how to speak with it.
public struct SMTPServer: Sendable {
    public enum TLS: Sendable {
        /// STARTTLS for `smtp://`, from the first byte for `smtps://`.
        case required
        /// For a loopback address only.
        case none
    }

    /// `smtp://HOST:PORT` or `smtps://HOST:PORT`.
    public let url: String
    public let tls: TLS
    /// Certificates to trust instead of the system's.
    public let caFile: String?
    public let username: String?
    public let password: String?
    public let connections: Int
    /// Nil for no limit.
    public let perMinute: Int?
    /// The envelope's sender, a bare address.
    public let sender: String
    /// In seconds, the TLS handshake included.
    public let connectTimeout: TimeInterval
    /// In seconds, for one whole message.
    public let timeout: TimeInterval

    public init(
        url: String, tls: TLS = .required, caFile: String? = nil, username: String? = nil, password: String? = nil, connections: Int = 2,
        perMinute: Int? = nil, sender: String, connectTimeout: TimeInterval = 30, timeout: TimeInterval = 120
    ) {
        self.url = url
        self.tls = tls
        self.caFile = caFile
        self.username = username
        self.password = password
        self.connections = connections
        self.perMinute = perMinute
        self.sender = sender
        self.connectTimeout = connectTimeout
        self.timeout = timeout
    }

    /// What must never be repeated: the password, and the forms in which a login carries it (RFC 4616, and the two lines of LOGIN).
    var secrets: [String] {
        guard let username, let password else { return [] }
        return ["\0\(username)\0\(password)", password].map { Data($0.utf8).base64EncodedString() } + [password]
    }
}
