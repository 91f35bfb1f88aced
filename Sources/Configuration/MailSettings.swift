import FollowUps
import Foundation

public struct MailSettings: Sendable, Hashable {
    public enum Transport: Sendable, Hashable {
        case smtp(SMTPServer)
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
