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
        case .smtp(let server): try transport(server, sender: settings.mail.sender, limit: limit)
        }
    }

    /// The Maildir, where mail goes into one.
    public func mailFolder() -> (any MailFolder)? {
        guard case .maildir(let path) = settings.mail.transport else { return nil }
        return MaildirTransport(directory: path)
    }

    /// The second mail server, for notices to the operator; nil when there is none.
    public func noticeMail() throws -> (any MessageTransport)? {
        guard case .mail(let mail)? = settings.watch.noticeChannel else { return nil }
        return try transport(mail.server, sender: mail.from.address, limit: RateLimit())
    }

    private func transport(_ server: SMTPServer, sender: MailAddress, limit: RateLimit) throws -> SMTPTransport {
        try SMTPTransport(
            server, authenticator: server.login.map(authenticator), sender: sender, domain: String(settings.mail.from.address.domain), limit: limit)
    }

    private func authenticator(_ login: MailLogin) throws -> MailAuthenticator {
        MailAuthenticator(login, secret: try credentials.read(login.secretFile), clock: clock)
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
        // It has a token of its own, so that a mailbox that refuses tokens does not stop mail from being sent.
        try settings.bounce.map { IMAPBounceMailbox($0, authenticator: try authenticator($0.login)) }
    }

    /// The heartbeat; nil when there is none.
    public func ping() throws -> PingTransport? {
        let url: WebURL? =
            switch settings.watch.ping {
            case .url(let url)?: url
            case .file(let path)?: try WebURL(ofPing: credentials.read(path))
            case nil: nil
            }
        return url.map { PingTransport(url: $0, allowPrivate: settings.watch.allowPrivate) }
    }
}
