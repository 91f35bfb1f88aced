import FollowUps
import Hummingbird
import Logging
import WebPages

/// Turns every error into a page that reveals nothing; the reason goes to the log.
struct ErrorPages: RouterMiddleware {
    let site: WebEnvironment
    let logger: Logger

    func handle(_ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response) async throws -> Response {
        let refusal: RequestError
        do {
            return try await next(request, context)
        } catch let error as RequestError {
            refusal = error
        } catch let error as any HTTPResponseError {
            refusal = Self.refusal(error.status)
        } catch {
            refusal = RequestError(status: .serviceUnavailable, notice: .notNow, reason: "\(error)")
        }
        // The pattern of the route, because the path of a link is a secret.
        let line = "web: \(request.method) \(context.endpointPath ?? "?") refused with \(refusal.status.code): \(refusal.reason)"
        switch refusal.status {
        // `RateLimiting` logs these, at most one line a minute.
        case .tooManyRequests: logger.debug("\(line)")
        case _ where refusal.status.kind == .serverError: logger.error("\(line)")
        default: logger.info("\(line)")
        }
        let setup = site.setup
        var response = try setup.show(NoticePage(refusal.notice, in: setup.language), status: refusal.status)
        if refusal.status == .tooManyRequests { response.headers[.retryAfter] = "60" }
        return response
    }

    private static func refusal(_ status: HTTPResponse.Status) -> RequestError {
        switch status {
        case .notFound: .notFound
        case .contentTooLarge: .tooLarge
        default: RequestError(status: status, notice: .badRequest, reason: status.reasonPhrase)
        }
    }
}
