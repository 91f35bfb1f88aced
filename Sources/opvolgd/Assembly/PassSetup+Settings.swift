import Configuration
import Delivery
import DeliverySetup
import FollowUps
import Foundation
import Messages
import Reminding

extension MessageRenderer {
    /// Throws `TemplateProblems`.
    init(_ settings: Settings) throws {
        let templates = try MessageTemplates.load(from: settings.service.templates)
        if settings.web != nil { try templates.checkForPages() }
        self.init(
            templates: templates, catalogue: settings.catalogue, directory: settings.directory, language: settings.service.language,
            detail: settings.service.detail, sender: settings.mail.from, replyTo: settings.mail.replyTo, publicURL: settings.web?.publicURL,
            noticeMail: settings.noticeAddresses,
            webhookTemplates: Dictionary(settings.webhooks.map { ($0.id, $0.template) }, uniquingKeysWith: { first, _ in first }))
    }
}

extension Settings {
    /// For a second mail server; nil when there is none.
    fileprivate var noticeAddresses: NoticeAddresses? {
        guard case .mail(let mail)? = watch.noticeChannel else { return nil }
        return NoticeAddresses(sender: mail.from, recipient: mail.to)
    }
}

extension PassSetup {
    /// Throws every problem with templates, secrets or servers before anything is sent. `limit` is what has been sent
    /// lately, which outlives the files.
    init(_ settings: Settings, renderer: MessageRenderer, credentials: Credentials, limit: RateLimit, clock: @escaping @Sendable () -> Date) throws {
        let connections = Connections(settings, credentials: credentials, clock: clock)
        var transports = try connections.webhooks()
        transports[.mail] = try connections.mail(limit: limit)
        transports[.noticeMail] = try connections.noticeMail()
        self.init(
            rules: settings.rules, renderer: renderer, transports: transports.mapValues { Channelled(transport: $0) }, retry: JitteredRetry(),
            deadMansSwitch: try connections.ping(), stallLimit: settings.watch.stallLimit, reports: try connections.bounceMailbox(),
            newMessageID: { settings.mail.messageID(UUID()) },
            newLinkToken: settings.web == nil ? nil : Secret.drawn)
    }
}
