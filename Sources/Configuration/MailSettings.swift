import FollowUps

/// `[mail]`: how mail leaves, and in whose name.
public struct MailSettings: Sendable, Hashable {
    public enum Transport: Sendable, Hashable {
        case smtp(SMTPSettings)
        /// The path of the Maildir, resolved from the folder of the configuration file.
        case maildir(path: String)
    }

    public let transport: Transport
    public let from: Mailbox
}

/// The mail server, and how to speak with it.
public struct SMTPSettings: Sendable, Hashable {
    public enum TLS: String, Sendable, CaseIterable {
        case required
        /// Only ever for a loopback address.
        case none
    }

    /// `smtp://HOST:PORT` or `smtps://HOST:PORT`.
    public let url: String
    public let tls: TLS
    /// The path of a file with certificates to trust in place of the system's, resolved from the folder of the configuration file.
    public let caFile: String?
    public let username: String?
    /// Where the password is: a systemd credential of its last component's name, else the file of this path, resolved likewise.
    public let passwordFile: String?
    /// The most connections at a time.
    public let connections: Int
    /// The most messages in a minute.
    public let perMinute: Int
}
