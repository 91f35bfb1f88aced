import FollowUps
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import Synchronization
import Templates
import WebPages

/// Sign-in with the school's account: there, and back with an answer. Without `[web.oidc]` these pages do not exist.
struct SchoolAccountRoutes {
    let site: WebEnvironment
    let store: any SignInStore
    let newSecret: @Sendable () -> Secret
    let logger: Logger
    private let hints = SignOutHints()

    init(site: WebEnvironment, store: any SignInStore, newSecret: @escaping @Sendable () -> Secret, logger: Logger) {
        self.site = site
        self.store = store
        self.newSecret = newSecret
        self.logger = logger
    }

    func add(to router: some RouterMethods<WebContext>) {
        router.get("sign-in/school") { request, _ in try await begin(request) }
        router.get("sign-in/school/callback") { request, _ in try await finish(request) }
        router.get("sign-out/school") { request, _ in try await leave(request) }
    }

    private func begin(_ request: Request) async throws -> Response {
        let (setup, account) = try configured()
        guard request.method == .get else { return Response(status: .ok) }
        do throws(SchoolAccountProblem) {
            let start = try await account.signIn.begin(next: ReturnPath(request.uri.queryParameters.get("next")).text, at: site.clock())
            var response = Response.redirect(to: start.address)
            response.setCookie(AttemptCookie(origin: setup.publicOrigin).setting(start.sealedAttempt))
            return response
        } catch {
            return try answer(error, setup)
        }
    }

    private func finish(_ request: Request) async throws -> Response {
        let (setup, account) = try configured()
        // A HEAD of the address must not use the attempt up.
        guard request.method == .get else { throw RequestError.notFound }
        let (cookie, query, now) = (AttemptCookie(origin: setup.publicOrigin), request.uri.queryParameters, site.clock())
        let answer = SchoolAccountAnswer(state: query.get("state"), code: query.get("code"), error: query.get("error"), issuer: query.get("iss"))
        let found: Result<(person: Person, identity: SchoolAccountIdentity), SchoolAccountProblem>
        do throws(SchoolAccountProblem) {
            let identity = try await account.signIn.finish(answer, sealedAttempt: cookie.value(in: request), at: now)
            found = .success((try setup.rules.directory.person(for: identity.claims, by: account.claim), identity))
        } catch {
            found = .failure(error)
        }
        var response =
            switch found {
            case .success(let (person, identity)): try await signedIn(person, identity, setup, at: now)
            case .failure(let problem): try self.answer(problem, setup)
            }
        response.setCookie(cookie.removing)
        return response
    }

    private func signedIn(_ person: Person, _ identity: SchoolAccountIdentity, _ setup: WebSetup, at now: Date) async throws -> Response {
        let session = newSecret()
        try await store.beginSession(session, of: person.id, by: .schoolAccount, at: now)
        hints.keep(identity.signOutHint, for: session, at: now)
        logger.info("web: somebody has signed in with the school's account")
        var response = Response.redirect(to: ReturnPath(identity.next).text)
        response.setCookie(SessionCookie(origin: setup.publicOrigin).setting(session))
        return response
    }

    private static let refresh = HTTPField.Name("Refresh")

    /// Leads whoever has just signed out here on to the provider, to sign out there as well. A page in between, because browsers let a form, such as
    /// the button to sign out, lead to our own pages only (`form-action`).
    private func leave(_ request: Request) async throws -> Response {
        let (setup, account) = try configured()
        let cookie = SessionCookie(origin: setup.publicOrigin)
        let secret = cookie.secret(in: request)
        // A link that leads here signs nobody out.
        if let secret, try await store.session(secret, at: site.clock()) != nil {
            return Response.redirect(to: PagePath.today)
        }
        let address = await account.signIn.signOutAddress(
            returningTo: setup.publicOrigin.url(PagePath.signIn), hint: request.method == .get ? secret.flatMap(hints.take) : nil)
        var response = Response.redirect(to: PagePath.signIn)
        if let address {
            response = try setup.show(SignInPage(.leaving(address: address), in: setup.language))
            if let refresh = Self.refresh { response.headers[refresh] = "0; url=\(address)" }
        }
        response.setCookie(cookie.removing)
        return response
    }

    private func configured() throws -> (setup: WebSetup, account: SchoolAccount) {
        let setup = site.setup
        guard let account = setup.schoolAccount else { throw RequestError.notFound }
        return (setup, account)
    }

    private func answer(_ problem: SchoolAccountProblem, _ setup: WebSetup) throws -> Response {
        let line = "web: nobody is signed in with the school's account: \(problem)"
        let (status, level): (HTTPResponse.Status, Logger.Level) =
            switch problem {
            case .unavailable: (.serviceUnavailable, .error)
            case .invalid: (.badRequest, .warning)
            case .stale, .refused: (.badRequest, .info)
            case .unverifiedEmail, .nobody, .several: (.forbidden, .notice)
            }
        logger.log(level: level, "\(line)")
        return try setup.show(SignInPage(.problem(problem), in: setup.language, offersSchoolAccount: true), status: status)
    }
}

/// What says to the provider whose session is meant, for each of our sessions that began there. Kept in memory only: after a restart the provider asks.
private final class SignOutHints: Sendable {
    /// Above this number the oldest are forgotten.
    static let most = 1000

    private let kept = Mutex<[Secret: (hint: String, at: Date)]>([:])

    func keep(_ hint: String, for session: Secret, at now: Date) {
        kept.withLock { kept in
            kept = kept.filter { now < $0.value.at.addingTimeInterval(Session.length) }
            if kept.count >= Self.most, let oldest = kept.min(by: { $0.value.at < $1.value.at }) { kept[oldest.key] = nil }
            kept[session] = (hint, now)
        }
    }

    func take(_ session: Secret) -> String? { kept.withLock { $0.removeValue(forKey: session)?.hint } }
}

/// What a browser keeps of an attempt to sign in, for ten minutes. `Lax`: it has to come along when the provider sends the browser back.
struct AttemptCookie {
    private let isSecure: Bool

    init(origin: WebOrigin) { isSecure = origin.isEncrypted }

    private var name: String { isSecure ? "__Host-opvolg-attempt" : "opvolg-attempt" }

    func value(in request: Request) -> String? { request.cookies[name]?.value }

    func setting(_ value: String) -> Cookie { cookie(value, maxAge: 600) }
    var removing: Cookie { cookie("", maxAge: 0) }

    private func cookie(_ value: String, maxAge: Int) -> Cookie {
        Cookie(name: name, value: value, maxAge: maxAge, path: "/", secure: isSecure, httpOnly: true, sameSite: .lax)
    }
}
