import FollowUps
import Hummingbird
import Logging
import WebPages

/// Turns every error into a page that reveals nothing; the reason goes to the log.
struct ErrorPages: RouterMiddleware {
    let site: WebEnvironment
    let logger: Logger
    let throttle: LogThrottle

    func handle(_ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response) async throws -> Response {
        let refusal: RequestError
        do {
            return try await next(request, context)
        } catch {
            refusal = RequestError(error)
        }
        // The pattern of the route, because the path of a link is a secret.
        let line = "web: \(request.method) \(context.endpointPath ?? "?") refused with \(refusal.status.code): \(refusal.reason)"
        switch refusal.status {
        // `RateLimiting` logs these, at most one line a minute.
        case .tooManyRequests: logger.debug("\(line)")
        case _ where refusal.status.kind == .serverError: logger.error("\(line)")
        default: throttle.info(line)
        }
        let setup = site.setup
        var response =
            if let reader = refusal.reader {
                try setup.show(SignedInNoticePage(refusal.notice, for: reader), status: refusal.status)
            } else {
                try setup.show(NoticePage(refusal.notice, in: setup.language), status: refusal.status)
            }
        if refusal.status == .tooManyRequests { response.headers[.retryAfter] = "60" }
        return response
    }
}

extension RequestError {
    init(_ error: any Error) {
        switch error {
        case let error as RequestError: self = error
        case let error as any HTTPResponseError:
            switch error.status {
            case .notFound: self = .notFound
            case .contentTooLarge: self = .tooLarge
            default: self.init(status: error.status, notice: .badRequest, reason: error.status.reasonPhrase)
            }
        default: self.init(status: .serviceUnavailable, notice: .notNow, reason: "\(error)")
        }
    }
}
