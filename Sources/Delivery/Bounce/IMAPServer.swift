import Foundation

public struct IMAPServer: Sendable {
    /// `imaps://HOST:PORT`, or `imap://HOST:PORT` for STARTTLS.
    public let url: String
    public let login: MailboxLogin
    /// ASCII, as the server spells it.
    public let folder: String
    public let caFile: String?
    /// Including the TLS handshake.
    public let connectTimeout: TimeInterval
    /// For one command.
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
