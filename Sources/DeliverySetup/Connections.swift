import Configuration
import Delivery
import FollowUps
import Foundation

/// The connections that the files describe, with their secrets. Making one sends nothing and asks nothing; it throws a
/// `CredentialError` or a `TransportError`.
public struct Connections: Sendable {
    private let settings: Settings
    private let credentials: Credentials
    private let clock: @Sendable () -> Date

    public init(_ settings: Settings, credentials: Credentials, clock: @escaping @Sendable () -> Date) {
        self.settings = settings
        self.credentials = credentials
        self.clock = clock
    }

    /// - Parameter limit: what has been sent lately, which outlives the files.
    public func mail(limit: RateLimit = RateLimit()) throws -> any MessageTransport {
        switch settings.mail.transport {
        case .maildir(let path): MaildirTransport(directory: path)
        case .smtp(let smtp): try SMTPTransport(server(smtp, sender: settings.mail.sender), limit: limit)
        }
    }

    private func server(_ smtp: SMTPSettings, sender: MailAddress) throws -> SMTPServer {
        SMTPServer(
            url: smtp.url, tls: smtp.tls == .required ? .required : .none, caFile: smtp.caFile,
            login: try smtp.login.flatMap { try MailboxLogin($0, credentials: credentials, tokens: tokens()) }, connections: smtp.connections,
            perMinute: smtp.perMinute, sender: sender, helo: smtp.helo, domain: String(settings.mail.from.address.domain))
    }

    /// The second mail server, for notices to the operator; nil when there is none.
    public func noticeMail() throws -> (any MessageTransport)? {
        guard case .mail(let mail)? = settings.watch.noticeChannel else { return nil }
        return try SMTPTransport(server(mail.server, sender: mail.from.address), limit: RateLimit())
    }

    public func webhooks() throws -> [ChannelID: any MessageTransport] {
        var transports: [ChannelID: any MessageTransport] = [:]
        for webhook in settings.webhooks where webhook.enabled { transports[webhook.id] = try transport(webhook) }
        return transports
    }

    private func transport(_ webhook: Webhook) throws -> WebhookTransport {
        // One secret per line: two while one replaces the other.
        let secrets = try webhook.secretFile.map { try credentials.read($0).split(whereSeparator: \.isNewline).map { try SigningSecret(String($0)) } }
        return try WebhookTransport(webhook, secrets: secrets ?? [], clock: clock)
    }

    /// Nil when nobody reads delivery reports.
    public func bounceMailbox() throws -> IMAPBounceMailbox? {
        guard let bounce = settings.bounce else { return nil }
        // It has a token of its own, so that a mailbox that refuses tokens does not stop mail from being sent.
        return try MailboxLogin(bounce.login, credentials: credentials, tokens: tokens()).map { login in
            try IMAPBounceMailbox(IMAPServer(url: bounce.url, login: login, folder: bounce.folder, caFile: bounce.caFile))
        }
    }

    /// The heartbeat; nil when there is none.
    public func ping() throws -> PingTransport? {
        switch settings.watch.ping {
        case .url(let url)?: try PingTransport(url: url, allowPrivate: settings.watch.allowPrivate)
        case .file(let path)?: try PingTransport(url: try credentials.read(path), allowPrivate: settings.watch.allowPrivate)
        case nil: nil
        }
    }

    private func tokens() throws -> TokenSource? { try TokenSource(settings.mail, credentials: credentials, clock: clock) }
}
