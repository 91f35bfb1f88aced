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
    let visibilities: any VisibilityStore
    let linkSender: MagicLinkSender
    let newSecret: @Sendable () -> Secret
    let logger: Logger

    func add(to router: some RouterMethods<WebContext>) {
        router.get("sign-in") { request, _ in
            try answer(.form(isAddressMissing: false), next: ReturnPath(request.uri.queryParameters.get("next")))
        }
        router.post("sign-in") { request, _ in try ask(try await FormFields.read(request)) }
        router.get("sign-in/:secret") { request, context in try await show(request, context) }
        router.post("sign-in/:secret") { request, context in try await enter(request, context) }
        router.post("sign-out") { request, _ in try await leave(request) }
    }

    private func answer(_ step: SignInPage.Step, next: ReturnPath = ReturnPath(nil), status: HTTPResponse.Status = .ok) throws -> Response {
        let setup = site.setup
        let page = SignInPage(step, in: setup.language, offersSchoolAccount: setup.schoolAccount != nil, next: next.text)
        return try setup.show(page, status: status)
    }

    private func ask(_ fields: FormFields) throws -> Response {
        let typed = (fields["email"] ?? "").filter { !$0.isWhitespace }
        let next = ReturnPath(fields["next"])
        guard let address = MailAddress(typed) else { return try answer(.form(isAddressMissing: true), next: next, status: .unprocessableContent) }
        var response = try answer(.sent, next: next)
        // Only when the answer has gone: what is done for an address that is known must not delay it.
        let written = response.body
        response.body = ResponseBody(contentLength: written.contentLength) { writer in
            defer { linkSender.take(address, next: next) }
            try await written.write(writer)
        }
        return response
    }

    private func show(_ request: Request, _ context: WebContext) async throws -> Response {
        guard let (secret, person) = try await link(context) else { return try answer(.over, status: .notFound) }
        let next = ReturnPath(request.uri.queryParameters.get("next"))
        return try answer(.confirmation(name: person.name, path: PagePath.signIn(secret, next: next.text), isUnconfirmed: false))
    }

    private func enter(_ request: Request, _ context: WebContext) async throws -> Response {
        let (fields, next) = (try await FormFields.read(request), ReturnPath(request.uri.queryParameters.get("next")))
        guard let (secret, person) = try await link(context) else { return try answer(.over, status: .notFound) }
        guard fields["asked"] == "yes" else {
            let step = SignInPage.Step.confirmation(name: person.name, path: PagePath.signIn(secret, next: next.text), isUnconfirmed: true)
            return try answer(step, status: .unprocessableContent)
        }
        let session = newSecret()
        guard try await store.signIn(with: secret, session: session, at: site.clock()) != nil else { return try answer(.over, status: .notFound) }
        logger.info("web: somebody has signed in")
        var response = Response.redirect(to: next.text)
        response.setCookie(SessionCookie(origin: site.setup.publicOrigin).setting(session))
        return response
    }

    /// Nil for a link that signs nobody in, or whose person has left the configuration or has to use the school's account by now.
    private func link(_ context: WebContext) async throws -> (secret: Secret, person: Person)? {
        let now = site.clock()
        guard let secret = context.parameters.get("secret").flatMap({ Secret($0) }), let id = try await store.person(signingInWith: secret, at: now),
            let visibility = try await visibilities.visibility(of: id, rules: site.setup.rules, at: now), !visibility.needsSchoolAccount
        else { return nil }
        return (secret, visibility.viewer)
    }

    private func leave(_ request: Request) async throws -> Response {
        let (setup, now) = (site.setup, site.clock())
        let cookie = SessionCookie(origin: setup.publicOrigin)
        var session: Session?
        if let secret = cookie.secret(in: request) {
            session = try await store.session(secret, at: now)
            try await store.endSession(secret)
        }
        // Whoever came by the school's account leaves that as well, or the next one at this screen would come in by it. That page wants the cookie.
        if session?.method == .schoolAccount, setup.schoolAccount != nil {
            return Response.redirect(to: PagePath.signOutOfSchoolAccount)
        }
        var response = Response.redirect(to: PagePath.signIn)
        response.setCookie(cookie.removing)
        return response
    }
}
