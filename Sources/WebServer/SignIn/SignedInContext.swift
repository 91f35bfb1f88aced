import FollowUps
import Foundation
import Hummingbird
import Templates
import WebPages

/// A request of somebody who is signed in. A handler that takes it cannot be reached by anybody else.
struct SignedInContext: ChildRequestContext {
    var coreContext: CoreRequestContextStorage
    let visibility: Visibility
    let setup: WebSetup
    /// The UTC instant of the request.
    let now: Date

    /// Throws for a request that did not come by `SessionMiddleware`.
    init(context: WebContext) throws {
        guard let viewer = context.viewer else { throw Refusal.notFound }
        coreContext = context.coreContext
        visibility = viewer.visibility
        setup = viewer.setup
        now = viewer.now
    }

    var language: Language { visibility.viewer.language }
    var clock: WallClock { setup.rules.directory.clock }
    var reader: PageReader { PageReader(visibility, rules: setup.rules, at: now) }

    /// The answer that shows a page.
    func show(_ page: some SignedInPage) throws -> Response { try setup.show(page) }
}

/// Lets in whoever is signed in, and sends others to where one signs in.
struct SessionMiddleware: RouterMiddleware {
    typealias Context = WebContext

    let site: WebEnvironment
    let store: any SignInStore & VisibilityStore

    func handle(_ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response) async throws -> Response {
        let (setup, now) = (site.setup, site.clock())
        guard let secret = SessionCookie(origin: setup.publicOrigin).secret(in: request), let session = try store.session(secret, at: now),
            // Whoever has left the configuration is out, whatever their session says.
            let visibility = try store.visibility(of: session.person, rules: setup.rules, at: now)
        else { return Response(status: .seeOther, headers: [.location: PagePath.signIn]) }
        var context = context
        context.viewer = WebContext.Viewer(visibility: visibility, setup: setup, now: now)
        return try await next(request, context)
    }
}

/// The routes of whoever is signed in. Each names the page that it belongs to: to whoever may not open that, there is no such page.
struct SignedInRoutes {
    private let group: RouterGroup<SignedInContext>

    init(_ router: some RouterMethods<WebContext>, site: WebEnvironment, store: any SignInStore & VisibilityStore) {
        group = router.group().add(middleware: SessionMiddleware(site: site, store: store)).group(context: SignedInContext.self)
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
            guard context.visibility.mayOpen(page) else { throw Refusal.notFound }
            return try await answer(request, context)
        }
    }
}
