/// A mailbox on a server, and how to open it.
public struct IMAPServer: Sendable, Hashable {
    public let url: IMAPURL
    public let login: MailLogin
    /// ASCII, as the server spells it.
    public let folder: String
    /// Certificates that are trusted instead of the system's.
    public let caFile: String?

    public init(url: IMAPURL, login: MailLogin, folder: String = "INBOX", caFile: String? = nil) {
        self.url = url
        self.login = login
        self.folder = folder
        self.caFile = caFile
    }
}

/// The scheme and host of an `IMAPServer`, perhaps with a port.
public struct IMAPURL: Hashable, Sendable, CustomStringConvertible {
    public static let grammar = "\"imaps://HOST:PORT\", or \"imap://HOST:PORT\" for STARTTLS"

    public let text: String
    public let address: ServerAddress

    public init?(_ text: String) {
        guard let address = ServerAddress(text), ["imap", "imaps"].contains(address.scheme), address.hasNoPath else { return nil }
        self.text = text
        self.address = address
    }

    public var description: String { text }
}
