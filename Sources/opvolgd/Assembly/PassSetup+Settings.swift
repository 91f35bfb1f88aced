import Configuration
import Delivery
import DeliverySetup
import FollowUps
import Foundation
import Messages
import Reminding

extension PassSetup {
    /// Throws every problem with templates, secrets or servers before anything is sent. `limit` is what has been sent
    /// lately, which outlives the files.
    init(_ settings: Settings, renderer: MessageRenderer, credentials: Credentials, limit: RateLimit, clock: @escaping @Sendable () -> Date) throws {
        let connections = Connections(settings, credentials: credentials, clock: clock)
        var transports = try connections.webhooks()
        transports[.mail] = try connections.mail(limit: limit)
        transports[.noticeMail] = try connections.noticeMail()
        self.init(
            rules: settings.rules, renderer: renderer, transports: transports, retry: JitteredRetry(),
            deadMansSwitch: try connections.ping(), stallLimit: settings.watch.stallLimit, reports: try connections.bounceMailbox(),
            retention: settings.retention, mailFolder: connections.mailFolder(),
            fence: settings.standby.fence,
            newMessageID: { settings.mail.messageID(UUID()) },
            newLinkToken: settings.web == nil ? nil : Secret.drawn)
    }
}
