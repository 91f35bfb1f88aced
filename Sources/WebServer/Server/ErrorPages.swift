import FollowUps
import Hummingbird
import Logging
import WebPages

/// Turns whatever goes wrong into a page that says so and gives nothing away; the log has the rest.
struct ErrorPages: RouterMiddleware {
    let site: WebEnvironment
    let logger: Logger

    func handle(_ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response) async throws -> Response {
        let refusal: Refusal
        do {
            return try await next(request, context)
        } catch let error as Refusal {
            refusal = error
        } catch let error as any HTTPResponseError {
            refusal = Self.refusal(error.status)
        } catch {
            refusal = Refusal(status: .serviceUnavailable, notice: .notNow, reason: "\(error)")
        }
        // As its pattern: the path of a link is a secret.
        let line = "web: \(request.method) \(context.endpointPath ?? "?") refused with \(refusal.status.code): \(refusal.reason)"
        switch refusal.status {
        // Of many of these one line is enough; there is one.
        case .tooManyRequests: logger.debug("\(line)")
        case _ where refusal.status.kind == .serverError: logger.error("\(line)")
        default: logger.info("\(line)")
        }
        let setup = site.setup
        var response = try setup.show(NoticePage(refusal.notice, in: setup.language), status: refusal.status)
        if refusal.status == .tooManyRequests { response.headers[.retryAfter] = "60" }
        return response
    }

    private static func refusal(_ status: HTTPResponse.Status) -> Refusal {
        switch status {
        case .notFound: .notFound
        case .contentTooLarge: .tooLarge
        default: Refusal(status: status, notice: .badRequest, reason: status.reasonPhrase)
        }
    }
}
