import HTTPTypes
import Hummingbird

/// Refuses a form that another site sends. `Sec-Fetch-Site` decides when present: under our `Referrer-Policy: no-referrer` browsers send
/// `Origin: null` even from our own pages. For older browsers `Origin` decides. A request with neither passes where the address itself is a
/// secret, as behind a mailed link, but not where a cookie identifies the person (`needsProof`).
struct CSRFMiddleware: RouterMiddleware {
    typealias Context = WebContext

    let site: WebEnvironment
    var needsProof = false

    private static let fetchSite = HTTPField.Name("Sec-Fetch-Site")

    func handle(_ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response) async throws -> Response {
        if request.method != .get, request.method != .head, !isOurs(request.headers) { throw RequestError.otherSite }
        return try await next(request, context)
    }

    func isOurs(_ headers: HTTPFields) -> Bool {
        if let from = Self.fetchSite.flatMap({ headers[$0] }) { return from == "same-origin" }
        switch headers[.origin] {
        case nil, "null"?: return !needsProof
        case let origin?: return origin == site.setup.publicOrigin.text
        }
    }
}
