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
    private let logger: Logger
    private let now: @Sendable () -> Double
    private let told = Mutex(Told())

    init(logger: Logger, now: @escaping @Sendable () -> Double) {
        limits = RateLimits(now: now)
        self.logger = logger
        self.now = now
    }

    func handle(_ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response) async throws -> Response {
        if limits.take(ClientAddress.of(request, peer: context.peer)) { return try await next(request, context) }
        note()
        throw RequestError.tooMany
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
