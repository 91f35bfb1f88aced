import FollowUps
import Foundation

public struct SMTPServer: Sendable {
    public enum TLS: Sendable {
        /// STARTTLS for `smtp://`, TLS from the first byte for `smtps://`.
        case required
        /// For a loopback address only.
        case none
    }

    /// `smtp://HOST:PORT` or `smtps://HOST:PORT`.
    public let url: String
    public let tls: TLS
    public let caFile: String?
    /// Nil when the server knows this machine.
    public let login: MailboxLogin?
    public let connections: Int
    /// Nil for no limit.
    public let perMinute: Int?
    /// The envelope's sender.
    public let sender: MailAddress
    /// The name in EHLO; nil for the machine's full name, or `domain` when it has none.
    public let helo: HostName?
    public let domain: String
    /// Including the TLS handshake.
    public let connectTimeout: TimeInterval
    /// For one whole message.
    public let timeout: TimeInterval

    public init(
        url: String, tls: TLS = .required, caFile: String? = nil, login: MailboxLogin? = nil, connections: Int = 2,
        perMinute: Int? = nil, sender: MailAddress, helo: HostName? = nil, domain: String? = nil, connectTimeout: TimeInterval = 30,
        timeout: TimeInterval = 120
    ) {
        self.url = url
        self.tls = tls
        self.caFile = caFile
        self.login = login
        self.connections = connections
        self.perMinute = perMinute
        self.sender = sender
        self.helo = helo
        self.domain = domain ?? String(sender.domain)
        self.connectTimeout = connectTimeout
        self.timeout = timeout
    }
}
