import Configuration
import FollowUps
import WebPages
import WebServer

extension WebSetup {
    /// Nil when there are no pages. Throws every problem with their templates.
    init?(_ settings: Settings, signInMail: SignInMailer?, schoolAccount: SchoolAccount?) throws {
        guard let web = settings.web, let signInMail else { return nil }
        self.init(
            rules: settings.rules, publicOrigin: web.publicURL, language: settings.service.language,
            pages: try PageTemplates.load(from: settings.service.templates), signInMail: signInMail, limits: web.limits,
            newMessageID: signInMail.newMessageID,
            schoolAccount: schoolAccount)
    }
}
