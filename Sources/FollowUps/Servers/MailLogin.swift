/// How to log in to a mail server, SMTP or IMAP.
public enum MailLogin: Sendable, Hashable {
    /// The file is a systemd credential of the path's last component, else the file at the path.
    case password(username: String, passwordFile: String)
    /// The owner of a mailbox, with a token that an application gets for itself.
    case token(username: String, OAuthClient)

    public var username: String {
        switch self {
        case .password(let username, _), .token(let username, _): username
        }
    }

    /// With the password, or with the secret of the application.
    public var secretFile: String {
        switch self {
        case .password(_, let file): file
        case .token(_, let client): client.secretFile
        }
    }
}

/// An application that gets tokens for itself with client credentials (RFC 6749, section 4.4).
public struct OAuthClient: Sendable, Hashable {
    public let tokenURL: WebURL
    public let id: String
    /// As for a password.
    public let secretFile: String
    public let scope: String
    /// Certificates that are trusted instead of the system's.
    public let caFile: String?

    public init(tokenURL: WebURL, id: String, secretFile: String, scope: String, caFile: String? = nil) {
        self.tokenURL = tokenURL
        self.id = id
        self.secretFile = secretFile
        self.scope = scope
        self.caFile = caFile
    }
}
