import Configuration
import Delivery
import DeliverySetup
import Foundation
import Logging
import Messages
import Reminding
import WebServer

/// What the files say, for each part of the daemon. Made anew at each reload.
struct DaemonSetup {
    let settings: Settings
    let pass: PassSetup
    /// Nil when there are no pages.
    let web: WebSetup?

    /// Throws every problem with the files before anything is done with them.
    init(_ settings: Settings, credentials: Credentials, limit: RateLimit, clock: @escaping @Sendable () -> Date) throws {
        self.settings = settings
        let renderer = try MessageRenderer(templatesFrom: settings.service.templates, settings.messages, rules: settings.rules)
        pass = try PassSetup(settings, renderer: renderer, credentials: credentials, limit: limit, clock: clock)
        let (transport, newMessageID) = (pass.transports[.mail], pass.newMessageID)
        web = try WebSetup(
            settings, signInMail: transport.map { SignInMailer(renderer: renderer, transport: $0, newMessageID: newMessageID) },
            credentials: credentials)
    }

    /// Warns of changes that only take effect at the next start.
    func warnOfWhatStays(since former: Settings, _ logger: Logger) {
        let database = former.service.database
        if settings.service.database != database {
            logger.warning("[service] database has changed; \(database) stays in use until opvolgd is started anew")
        }
        let isElsewhere = settings.web?.host != former.web?.host || settings.web?.port != former.web?.port
        if settings.web?.monitoring != former.web?.monitoring {
            logger.warning("[web] monitoring has changed; it is taken over when opvolgd is started anew")
        }
        if isElsewhere { logger.warning("[web] listen has changed; it is taken over when opvolgd is started anew") }
    }
}
