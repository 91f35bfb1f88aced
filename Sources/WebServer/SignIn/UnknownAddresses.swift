import Hummingbird

/// An address that leads nowhere: whoever is signed out is led to where one signs in, as by every page, so that it does not tell which pages there are.
struct UnknownAddresses: RouterMiddleware {
    let session: SessionMiddleware

    /// What no page of a signed-in reader is below.
    private static let open: Set<Substring> = [
        "o", "style", "style.css", "robots.txt", "favicon.ico", ".well-known", "healthz", "metrics", "sign-in", "sign-out",
    ]

    func handle(_ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as HTTPError where error.status == .notFound {
            // Only the router throws this one.
            let first = request.uri.path.split(separator: "/", maxSplits: 1).first ?? ""
            if Self.open.contains(first) { throw error }
            return try await session.handle(request, context: context) { _, _ in throw RequestError.notFound }
        }
    }
}
