/// `[bounce]`: the mailbox in which delivery reports are read.
public struct BounceSettings: Sendable, Hashable {
    /// `imaps://HOST:PORT`, or `imap://HOST:PORT` for STARTTLS.
    public let url: String
    public let login: MailLogin
    /// ASCII, as the server spells it.
    public let folder: String
    /// Certificates that are trusted instead of the system's.
    public let caFile: String?
}
