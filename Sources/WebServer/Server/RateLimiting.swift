import FollowUps
import Hummingbird
import Logging
import Synchronization

/// Refuses requests above the limits and logs how many, at most once a minute.
final class RateLimiting: RouterMiddleware {
    typealias Context = WebContext

    private struct Told {
        var at = -Double.infinity
        var refused = 0
    }

    /// In seconds.
    static let pause: Double = 60

    private let limits: RateLimits
    private let site: WebEnvironment
    private let sessions: any SignInStore
    private let logger: Logger
    private let now: @Sendable () -> Double
    private let told = Mutex(Told())

    init(site: WebEnvironment, sessions: any SignInStore, logger: Logger, now: @escaping @Sendable () -> Double) {
        self.site = site
        self.sessions = sessions
        limits = RateLimits(now: now)
        self.logger = logger
        self.now = now
    }

    func handle(_ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response) async throws -> Response {
        // A page needs its style sheet to be read at all.
        if request.uri.path.hasPrefix(StaticRoutes.folder) { return try await next(request, context) }
        if limits.take(await client(of: request, context), site.setup.limits) { return try await next(request, context) }
        note()
        throw RequestError.tooMany
    }

    /// A session counts only when it is good: anybody can make up a cookie.
    private func client(of request: Request, _ context: WebContext) async -> RateLimits.Client {
        if let secret = SessionCookie(origin: site.setup.publicOrigin).secret(in: request),
            (try? await sessions.session(secret, at: site.clock())) != nil
        {
            return .session(secret)
        }
        return .address(ClientAddress.of(request, peer: context.peer))
    }

    private func note() {
        let now = now()
        let count: Int? = told.withLock { told in
            told.refused += 1
            guard now - told.at >= Self.pause else { return nil }
            defer { told = Told(at: now) }
            return told.refused
        }
        if let count { logger.warning("web: too many requests at once; \(count) refused") }
    }
}
