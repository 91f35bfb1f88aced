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
    /// Why nobody can sign in with the school's account; nil when they can, or it is not offered. Reminders go all the same.
    let schoolAccountProblem: String?

    /// Throws every problem with the files before anything is done with them.
    init(_ settings: Settings, credentials: Credentials, limit: RateLimit, clock: @escaping @Sendable () -> Date) throws {
        self.settings = settings
        let renderer = try MessageRenderer(templatesFrom: settings.service.templates, settings.messages, rules: settings.rules)
        pass = try PassSetup(settings, renderer: renderer, credentials: credentials, limit: limit, clock: clock)
        let (transport, newMessageID) = (pass.transports[.mail], pass.newMessageID)
        let (account, problem) = Self.schoolAccount(settings, credentials)
        schoolAccountProblem = problem
        web = try WebSetup(
            settings, signInMail: transport.map { SignInMailer(renderer: renderer, transport: $0, newMessageID: newMessageID) },
            schoolAccount: account)
    }

    private static func schoolAccount(_ settings: Settings, _ credentials: Credentials) -> (account: SchoolAccount?, problem: String?) {
        guard let web = settings.web, let wanted = web.schoolAccount else { return (nil, nil) }
        do throws(CredentialError) {
            return (try SchoolAccount(wanted, at: web.publicURL, credentials: credentials), nil)
        } catch {
            let problem = "[web.oidc] client_secret_file: \(error)"
            return (SchoolAccount(unusable: problem, wanted), problem)
        }
    }

    func tellOfSchoolAccount(_ logger: Logger) {
        guard let schoolAccountProblem else { return }
        logger.error("nobody can sign in with the school's account; all else goes on. \(schoolAccountProblem), then: systemctl reload opvolgd")
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
