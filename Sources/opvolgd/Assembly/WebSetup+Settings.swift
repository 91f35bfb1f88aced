import Configuration
import DeliverySetup
import FollowUps
import WebPages
import WebServer

extension WebSetup {
    /// Nil when there are no pages. Throws every problem with their templates, or that the secret of `[web.oidc]` cannot be read.
    init?(_ settings: Settings, signInMail: SignInMailer?, credentials: Credentials) throws {
        guard let web = settings.web, let signInMail else { return nil }
        self.init(
            rules: settings.rules, publicOrigin: web.publicURL, language: settings.service.language,
            pages: try PageTemplates.load(from: settings.service.templates), signInMail: signInMail, limits: web.limits,
            newMessageID: signInMail.newMessageID,
            schoolAccount: try web.schoolAccount.map { try SchoolAccount($0, at: web.publicURL, credentials: credentials) })
    }
}
