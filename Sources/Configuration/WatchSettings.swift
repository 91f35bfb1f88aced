import FollowUps
import Foundation

/// `[watch]`: who hears it when the service itself does not work.
public struct WatchSettings: Sendable, Hashable {
    /// Where the address is that is fetched after each good pass. Whoever knows it can pretend that all is well, so it is never shown or logged.
    public enum PingAddress: Sendable, Hashable {
        /// `https`, or `http` to a loopback address.
        case url(String)
        /// A file that holds it: a systemd credential of its last component's name, else the file of this path.
        case file(path: String)
    }

    /// Nil when nobody outside listens.
    public let ping: PingAddress?
    /// Whether the ping may go to an address inside the organisation's own network.
    public let allowPrivate: Bool
    /// Who is told, once a day at most, what could not be delivered or planned; nil when nobody is.
    public let operatorPerson: PersonID?
    /// In hours: when nothing could be delivered for as long, the ping stays away.
    public let undelivered: Int
    /// How the operator is told when mail does not work; nil when they are not.
    public let noticeChannel: NoticeChannel?

    /// Seconds after which the ping stays away.
    public var stallLimit: TimeInterval { Double(undelivered) * 3600 }

    public init(
        ping: PingAddress? = nil, allowPrivate: Bool = false, operatorPerson: PersonID? = nil, undelivered: Int = 2,
        noticeChannel: NoticeChannel? = nil
    ) {
        self.ping = ping
        self.allowPrivate = allowPrivate
        self.operatorPerson = operatorPerson
        self.undelivered = undelivered
        self.noticeChannel = noticeChannel
    }
}

/// Another way than mail by which the operator is told.
public enum NoticeChannel: Sendable, Hashable {
    /// One of `[[webhook]]` that is switched on.
    case webhook(ChannelID)
    case mail(NoticeMailSettings)

    public var id: ChannelID {
        switch self {
        case .webhook(let id): id
        case .mail: .noticeMail
        }
    }
}

/// `[watch.mail]`: another mail server than that of `[mail]`, for notices to the operator.
public struct NoticeMailSettings: Sendable, Hashable {
    public let server: SMTPSettings
    public let from: Mailbox
    /// Nil for the operator's own address.
    public let to: MailAddress?
}
