import FollowUps
import Foundation
import Hummingbird
import Templates
import WebPages

/// A request of somebody who is signed in. Only `SessionMiddleware` leads to a handler that takes one.
struct SignedInContext: ChildRequestContext {
    var coreContext: CoreRequestContextStorage
    let visibility: Visibility
    let setup: WebSetup
    let now: Date
    private let readings: ReadingRecorder

    /// Throws `RequestError.notFound` for a request that did not pass `SessionMiddleware`.
    init(context: WebContext) throws {
        guard let viewer = context.viewer else { throw RequestError.notFound }
        coreContext = context.coreContext
        visibility = viewer.visibility
        setup = viewer.setup
        now = viewer.now
        readings = viewer.readings
    }

    var language: Language { visibility.viewer.language }
    var clock: WallClock { setup.rules.directory.clock }
    var reader: PageReader { PageReader(visibility, rules: setup.rules, at: now) }

    /// To be called by every handler that answers with the timeline of a case or a follow-up of it.
    func noteReading(of caseCode: CaseCode?) {
        if let caseCode { readings.note(caseCode, by: visibility.viewer.id, at: now) }
    }

    func show(_ page: some SignedInPage, status: HTTPResponse.Status = .ok) throws -> Response { try setup.show(page, status: status) }
}

struct SessionMiddleware: RouterMiddleware {
    typealias Context = WebContext

    let site: WebEnvironment
    let sessions: any SignInStore
    let visibilities: any VisibilityStore
    let readings: ReadingRecorder

    func handle(_ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response) async throws -> Response {
        let (setup, now) = (site.setup, site.clock())
        guard let secret = SessionCookie(origin: setup.publicOrigin).secret(in: request), let session = try await sessions.session(secret, at: now),
            // Nil for whoever has left the configuration, even when their session is still good.
            let visibility = try await visibilities.visibility(of: session.person, rules: setup.rules, at: now),
            session.method == .schoolAccount || !visibility.needsSchoolAccount
        else {
            // What was posted is lost; its page can be looked at again.
            let wanted = request.method == .get || request.method == .head ? ReturnPath(request.uri.string) : ReturnPath(nil)
            return Response.redirect(to: PagePath.signIn(next: wanted.text))
        }
        var context = context
        context.viewer = WebContext.Viewer(visibility: visibility, setup: setup, now: now, readings: readings)
        do {
            return try await next(request, context)
        } catch {
            var refusal = RequestError(error)
            refusal.reader = PageReader(visibility, rules: setup.rules, at: now)
            throw refusal
        }
    }
}

/// Routes for whoever is signed in. Each names its page; whoever may not open that page gets 404.
struct SignedInRoutes {
    private let group: RouterGroup<SignedInContext>

    init(_ router: some RouterMethods<WebContext>, session: SessionMiddleware) {
        group = router.group().add(middleware: session).group(context: SignedInContext.self)
    }

    func get(_ path: RouterPath, of page: Page, _ answer: @escaping @Sendable (Request, SignedInContext) async throws -> Response) {
        group.get(path, use: Self.permitting(page, answer))
    }

    func post(_ path: RouterPath, of page: Page, _ answer: @escaping @Sendable (Request, SignedInContext) async throws -> Response) {
        group.post(path, use: Self.permitting(page, answer))
    }

    private static func permitting(
        _ page: Page, _ answer: @escaping @Sendable (Request, SignedInContext) async throws -> Response
    ) -> @Sendable (Request, SignedInContext) async throws -> Response {
        { request, context in
            guard context.visibility.mayOpen(page) else { throw RequestError.notFound }
            return try await answer(request, context)
        }
    }
}

extension Request {
    /// What the reader has just done, as `PagePath.done` has it.
    var done: HistoryEntry.Action? { uri.queryParameters.get("done").flatMap { HistoryEntry.Action(rawValue: String($0)) } }
}
