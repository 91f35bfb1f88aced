import HTTPTypes
import Hummingbird

/// Lets a form be sent from our own pages only.
///
/// `Sec-Fetch-Site` decides where there is one: with `Referrer-Policy: no-referrer` browsers send `Origin: null` even from ourselves. Of a browser
/// that is too old for it the origin is asked. One that tells neither is let through where the address itself is a secret, as that of a link is:
/// another site does not know it. Where a cookie says who somebody is, it has to tell (`needsProof`).
struct CSRFMiddleware: RouterMiddleware {
    typealias Context = WebContext

    let site: WebEnvironment
    var needsProof = false

    private static let fetchSite = HTTPField.Name("Sec-Fetch-Site")

    func handle(_ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response) async throws -> Response {
        if request.method != .get, request.method != .head, !isOurs(request.headers) { throw Refusal.otherSite }
        return try await next(request, context)
    }

    func isOurs(_ headers: HTTPFields) -> Bool {
        if let from = Self.fetchSite.flatMap({ headers[$0] }) { return from == "same-origin" }
        switch headers[.origin] {
        case nil, "null"?: return !needsProof
        case let origin?: return origin == site.setup.publicOrigin
        }
    }
}
