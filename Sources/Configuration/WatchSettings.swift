import FollowUps
import Foundation

/// `[watch]`: who hears it when the service itself does not work (promise 12).
public struct WatchSettings: Sendable, Hashable {
    /// The heartbeat's address. Whoever knows it can pretend that all is well, so it is never shown or logged.
    public enum PingAddress: Sendable, Hashable {
        case url(WebURL)
        /// A systemd credential of the path's last component, else the file at the path.
        case file(path: String)
    }

    public let ping: PingAddress?
    public let allowPrivate: Bool
    /// Who hears, at most once a day, what could not be delivered or planned; nil for nobody.
    public let operatorPerson: PersonID?
    /// In hours without a delivery until the heartbeat stays away.
    public let undelivered: Int
    /// How the operator hears when mail does not work; nil when they do not.
    public let noticeChannel: NoticeChannel?

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

/// Another way to the operator than mail.
public enum NoticeChannel: Sendable, Hashable {
    case webhook(ChannelID)
    case mail(NoticeMailSettings)

    public var id: ChannelID {
        switch self {
        case .webhook(let id): id
        case .mail: .noticeMail
        }
    }
}

/// `[watch.mail]`: a second mail server, for notices to the operator.
public struct NoticeMailSettings: Sendable, Hashable {
    public let server: SMTPServer
    public let from: Mailbox
    /// Nil for the operator's own address.
    public let to: MailAddress?
}
