import FollowUps
import Foundation
import Hummingbird
import Logging
import Templates
import WebPages

/// Neither a GET of the link nor a form without its box ticked uses the link up, so that mail scanners sign nobody in and leave it to its reader.
struct SignInRoutes {
    let site: WebEnvironment
    let store: any SignInStore
    let linkSender: MagicLinkSender
    let newSecret: @Sendable () -> Secret
    let logger: Logger

    func add(to router: some RouterMethods<WebContext>) {
        router.get("sign-in") { _, _ in try answer(.form(isAddressMissing: false)) }
        router.post("sign-in") { request, _ in try ask(try await FormFields.read(request)) }
        router.get("sign-in/:secret") { _, context in try await show(context) }
        router.post("sign-in/:secret") { request, context in try await enter(try await FormFields.read(request), context) }
        router.post("sign-out") { request, _ in try await leave(request) }
    }

    private func answer(_ step: SignInPage.Step, status: HTTPResponse.Status = .ok) throws -> Response {
        let setup = site.setup
        return try setup.show(SignInPage(step, in: setup.language), status: status)
    }

    private func ask(_ fields: FormFields) throws -> Response {
        let typed = (fields["email"] ?? "").filter { !$0.isWhitespace }
        guard let address = MailAddress(typed) else { return try answer(.form(isAddressMissing: true), status: .unprocessableContent) }
        linkSender.take(address)
        return try answer(.sent)
    }

    private func show(_ context: WebContext) async throws -> Response {
        guard let (secret, person) = try await link(context) else { return try answer(.over, status: .notFound) }
        return try answer(.confirmation(name: person.name, path: PagePath.signIn(secret), isUnconfirmed: false))
    }

    private func enter(_ fields: FormFields, _ context: WebContext) async throws -> Response {
        guard let (secret, person) = try await link(context) else { return try answer(.over, status: .notFound) }
        guard fields["asked"] == "yes" else {
            let step = SignInPage.Step.confirmation(name: person.name, path: PagePath.signIn(secret), isUnconfirmed: true)
            return try answer(step, status: .unprocessableContent)
        }
        let session = newSecret()
        guard try await store.signIn(with: secret, session: session, at: site.clock()) != nil else { return try answer(.over, status: .notFound) }
        logger.info("web: somebody has signed in")
        var response = Response(status: .seeOther, headers: [.location: PagePath.today])
        response.setCookie(SessionCookie(origin: site.setup.publicOrigin).setting(session))
        return response
    }

    /// Nil for a link that signs nobody in, or whose person has left the configuration.
    private func link(_ context: WebContext) async throws -> (secret: Secret, person: Person)? {
        guard let secret = context.parameters.get("secret").flatMap({ Secret($0) }),
            let id = try await store.person(signingInWith: secret, at: site.clock()), let person = site.setup.rules.directory.person(id)
        else { return nil }
        return (secret, person)
    }

    private func leave(_ request: Request) async throws -> Response {
        let cookie = SessionCookie(origin: site.setup.publicOrigin)
        if let secret = cookie.secret(in: request) { try await store.endSession(secret) }
        var response = Response(status: .seeOther, headers: [.location: PagePath.signIn])
        response.setCookie(cookie.removing)
        return response
    }
}
