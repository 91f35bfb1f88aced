import Configuration
import Delivery
import FollowUps
import Foundation
import Messages
import Reminding

extension MessageRenderer {
    /// Throws every problem with the templates.
    init(_ settings: Settings) throws {
        let templates = try MessageTemplates.load(from: settings.service.templates)
        if settings.web != nil { try templates.checkForPages() }
        self.init(
            templates: templates, catalogue: settings.catalogue, directory: settings.directory, language: settings.service.language,
            detail: settings.service.detail, sender: settings.mail.from, replyTo: settings.mail.replyTo, publicURL: settings.web?.publicURL,
            webhookTemplates: Dictionary(settings.webhooks.map { ($0.id, $0.template) }, uniquingKeysWith: { first, _ in first }))
    }
}

extension PassSetup {
    /// Puts together what a pass needs from the files; throws every problem with templates, secrets or servers before anything is sent.
    ///
    /// - Parameter limit: what has been sent lately, which outlives the files.
    init(_ settings: Settings, renderer: MessageRenderer, credentials: Credentials, limit: RateLimit, clock: @escaping @Sendable () -> Date) throws {
        let tokens = try TokenSource(settings.mail, credentials: credentials, clock: clock)
        let mail = try Self.mailTransport(settings.mail, credentials: credentials, tokens: tokens, limit: limit)
        var transports: [ChannelID: any MessageTransport] = [.mail: Channelled(transport: mail)]
        for webhook in settings.webhooks where webhook.enabled {
            let secrets = try webhook.secretFile.map { file in
                // One secret a line: two while one is being replaced by the other.
                try credentials.read(file).split(whereSeparator: \.isNewline).map { try SigningSecret(String($0)) }
            }
            let endpoint = WebhookEndpoint(id: webhook.id, url: webhook.url, secrets: secrets ?? [], allowPrivate: webhook.allowPrivate)
            transports[webhook.id] = Channelled(transport: try WebhookTransport(endpoint, clock: clock))
        }
        self.init(
            rules: settings.rules, renderer: renderer, transports: transports, retry: JitteredRetry(),
            deadMansSwitch: try Self.ping(settings.watch, credentials: credentials),
            reports: try settings.bounce.flatMap { bounce in
                // A token of its own: a mailbox that takes none must not keep mail from being sent.
                try Self.reports(bounce, credentials: credentials, tokens: TokenSource(settings.mail, credentials: credentials, clock: clock))
            },
            newMessageID: { settings.mail.messageID(UUID()) },
            newLinkToken: settings.web == nil ? nil : Secret.drawn)
    }

    private static func ping(_ watch: WatchSettings, credentials: Credentials) throws -> PingTransport? {
        switch watch.ping {
        case .url(let url)?: try PingTransport(url: url, allowPrivate: watch.allowPrivate)
        case .file(let path)?: try PingTransport(url: try credentials.read(path), allowPrivate: watch.allowPrivate)
        case nil: nil
        }
    }

    private static func reports(_ bounce: BounceSettings, credentials: Credentials, tokens: TokenSource?) throws -> BounceMailbox? {
        try MailboxLogin(bounce.login, credentials: credentials, tokens: tokens).map { login in
            try BounceMailbox(IMAPServer(url: bounce.url, login: login, folder: bounce.folder, caFile: bounce.caFile))
        }
    }

    private static func mailTransport(
        _ mail: MailSettings, credentials: Credentials, tokens: TokenSource?, limit: RateLimit
    ) throws -> any Transport {
        switch mail.transport {
        case .maildir(let path): MaildirTransport(directory: path)
        case .smtp(let smtp):
            try SMTPTransport(
                SMTPServer(
                    url: smtp.url, tls: smtp.tls == .required ? .required : .none, caFile: smtp.caFile,
                    login: try smtp.login.flatMap { try MailboxLogin($0, credentials: credentials, tokens: tokens) }, connections: smtp.connections,
                    perMinute: smtp.perMinute, sender: mail.sender.text, helo: smtp.helo, domain: String(mail.from.address.domain)), limit: limit)
        }
    }
}
