/// A server that takes mail for everybody.
public struct SMTPServer: Sendable, Hashable {
    public enum TLS: String, Sendable, CaseIterable {
        /// STARTTLS for `smtp://`, TLS from the first byte for `smtps://`.
        case required
        /// For a loopback address only.
        case none
    }

    public let url: SMTPURL
    public let tls: TLS
    /// Certificates that are trusted instead of the system's.
    public let caFile: String?
    /// Nil when the server knows this machine.
    public let login: MailLogin?
    public let connections: Int
    /// Nil for no limit.
    public let perMinute: Int?
    /// The name in EHLO; nil for the machine's own.
    public let helo: HostName?

    public init(
        url: SMTPURL, tls: TLS = .required, caFile: String? = nil, login: MailLogin? = nil, connections: Int = 2, perMinute: Int? = nil,
        helo: HostName? = nil
    ) {
        self.url = url
        self.tls = tls
        self.caFile = caFile
        self.login = login
        self.connections = connections
        self.perMinute = perMinute
        self.helo = helo
    }
}

/// The scheme and host of an `SMTPServer`, perhaps with a port.
public struct SMTPURL: Hashable, Sendable, CustomStringConvertible {
    public static let grammar = "\"smtp://HOST:PORT\", or \"smtps://HOST:PORT\" for TLS from the first byte"

    public let text: String
    public let address: ServerAddress

    public init?(_ text: String) {
        guard let address = ServerAddress(text), ["smtp", "smtps"].contains(address.scheme), address.hasNoPath else { return nil }
        self.text = text
        self.address = address
    }

    public var description: String { text }
}
