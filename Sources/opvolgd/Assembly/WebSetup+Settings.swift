import Configuration
import FollowUps
import WebPages
import WebServer

extension WebSetup {
    /// Nil when there are no pages. Throws every problem with their templates.
    init?(_ settings: Settings, signInMail: SignInMailer?) throws {
        guard let web = settings.web, let signInMail else { return nil }
        self.init(
            rules: settings.rules, publicOrigin: web.publicURL, language: settings.service.language,
            pages: try PageTemplates.load(from: settings.service.templates), signInMail: signInMail,
            newMessageID: signInMail.newMessageID)
    }
}
