import Foundation

/// A mailbox on a server, and how to get at it.
public struct IMAPServer: Sendable {
    /// `imaps://HOST:PORT`, or `imap://HOST:PORT` for STARTTLS.
    public let url: String
    public let login: MailboxLogin
    /// In plain ASCII, as the server calls it.
    public let folder: String
    /// Certificates to trust instead of the system's.
    public let caFile: String?
    /// In seconds, the TLS handshake included.
    public let connectTimeout: TimeInterval
    /// In seconds, for one command.
    public let timeout: TimeInterval

    public init(
        url: String, login: MailboxLogin, folder: String = "INBOX", caFile: String? = nil, connectTimeout: TimeInterval = 15,
        timeout: TimeInterval = 30
    ) {
        self.url = url
        self.login = login
        self.folder = folder
        self.caFile = caFile
        self.connectTimeout = connectTimeout
        self.timeout = timeout
    }
}
