import FollowUps
import Foundation

/// `[mail]`: how mail leaves, and in whose name.
public struct MailSettings: Sendable, Hashable {
    public enum Transport: Sendable, Hashable {
        case smtp(SMTPSettings)
        /// The path of the Maildir, resolved from the folder of the configuration file.
        case maildir(path: String)
    }

    public let transport: Transport
    public let from: Mailbox
    /// Where delivery reports go: the envelope's sender. Nil when that is the address of `from`.
    public let bounce: MailAddress?
    /// Where answers to a mail go; nil when that is `from`.
    public let replyTo: Mailbox?

    /// The envelope's sender.
    public var sender: MailAddress { bounce ?? from.address }

    /// The Message-ID of a new mail (RFC 5322, section 3.6.4), without its brackets; opaque: it tells nothing but whose server sent it.
    public func messageID(_ id: UUID) -> String { "\(id.uuidString.lowercased())@\(from.address.domain)" }
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
    /// The path of a file with certificates to trust in place of the system's, resolved from the folder of the configuration file. Also for the
    /// server that gives out tokens.
    public let caFile: String?
    /// Nil when the server knows this machine.
    public let login: MailLogin?
    /// The most connections at a time.
    public let connections: Int
    /// The most messages in a minute.
    public let perMinute: Int
    /// The name in EHLO; nil for the machine's own.
    public let helo: HostName?
}

/// How to log in at a mail server.
public enum MailLogin: Sendable, Hashable {
    /// `passwordFile` is a systemd credential of its last component's name, else the file of this path, resolved from the folder of the
    /// configuration file.
    case password(username: String, passwordFile: String)
    /// As the owner of a mailbox, with a token that an application gets for itself.
    case token(username: String, OAuthSettings)

    public var username: String {
        switch self {
        case .password(let username, _), .token(let username, _): username
        }
    }
}

/// The application that gets tokens for itself: OAuth2's client credentials (RFC 6749, section 4.4).
public struct OAuthSettings: Sendable, Hashable {
    /// `https`, or `http` to a loopback address.
    public let tokenURL: String
    public let clientID: String
    /// Where the secret is, as for a password.
    public let clientSecretFile: String
    /// What the token is for.
    public let scope: String

    public init(tokenURL: String, clientID: String, clientSecretFile: String, scope: String) {
        self.tokenURL = tokenURL
        self.clientID = clientID
        self.clientSecretFile = clientSecretFile
        self.scope = scope
    }
}
