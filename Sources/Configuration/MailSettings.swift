import FollowUps
import Foundation

public struct MailSettings: Sendable, Hashable {
    public enum Transport: Sendable, Hashable {
        case smtp(SMTPSettings)
        /// Resolved from the folder of the configuration file.
        case maildir(path: String)
    }

    public let transport: Transport
    public let from: Mailbox
    /// The envelope's sender, which delivery reports go to; nil for the address of `from`.
    public let bounce: MailAddress?
    /// Nil for `from`.
    public let replyTo: Mailbox?

    public var sender: MailAddress { bounce ?? from.address }

    /// The Message-ID of a new mail (RFC 5322, section 3.6.4), without angle brackets. It reveals only whose server sent the mail (promise 9).
    public func messageID(_ id: UUID) -> String { "\(id.uuidString.lowercased())@\(from.address.domain)" }
}

public struct SMTPSettings: Sendable, Hashable {
    public enum TLS: String, Sendable, CaseIterable {
        case required
        /// For a loopback address only.
        case none
    }

    /// `smtp://HOST:PORT` or `smtps://HOST:PORT`.
    public let url: String
    public let tls: TLS
    /// Certificates that are trusted instead of the system's, also for the token server.
    public let caFile: String?
    /// Nil when the server knows this machine.
    public let login: MailLogin?
    public let connections: Int
    public let perMinute: Int
    /// The name in EHLO; nil for the machine's own.
    public let helo: HostName?
}

public enum MailLogin: Sendable, Hashable {
    /// The file is a systemd credential of the path's last component, else the file at the path.
    case password(username: String, passwordFile: String)
    /// The owner of a mailbox, with a token that an application gets for itself.
    case token(username: String, OAuthSettings)

    public var username: String {
        switch self {
        case .password(let username, _), .token(let username, _): username
        }
    }
}

/// An application with OAuth2's client credentials (RFC 6749, section 4.4).
public struct OAuthSettings: Sendable, Hashable {
    /// `https`, or `http` to a loopback address.
    public let tokenURL: String
    public let clientID: String
    /// As for a password.
    public let clientSecretFile: String
    public let scope: String

    public init(tokenURL: String, clientID: String, clientSecretFile: String, scope: String) {
        self.tokenURL = tokenURL
        self.clientID = clientID
        self.clientSecretFile = clientSecretFile
        self.scope = scope
    }
}
