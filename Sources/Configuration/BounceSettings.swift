/// `[bounce]`: the mailbox in which delivery reports are read.
public struct BounceSettings: Sendable, Hashable {
    /// `imaps://HOST:PORT`, or `imap://HOST:PORT` for STARTTLS.
    public let url: String
    public let login: MailLogin
    /// In plain ASCII, as the server calls it.
    public let folder: String
    /// The path of a file with certificates to trust in place of the system's, resolved from the folder of the configuration file.
    public let caFile: String?
}
