import HTTPTypes
import Hummingbird

struct SecurityHeaders: RouterMiddleware {
    typealias Context = WebContext

    let site: WebEnvironment

    private static let always: [(HTTPField.Name?, String)] = [
        (
            .init("Content-Security-Policy"),
            "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
        ),
        (.init("Referrer-Policy"), "no-referrer"), (.init("Cache-Control"), "no-store"), (.init("X-Content-Type-Options"), "nosniff"),
        (.init("X-Frame-Options"), "DENY"), (.init("X-Robots-Tag"), "noindex, nofollow"),
        (.init("Cross-Origin-Opener-Policy"), "same-origin"), (.init("Cross-Origin-Resource-Policy"), "same-origin"),
    ]
    /// A year, in seconds. No `includeSubDomains`: those hosts are not ours to decide for.
    private static let strictTransport = "max-age=31536000"

    func handle(_ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response) async throws -> Response {
        var response = try await next(request, context)
        // The calendar feed and the style sheet set their own caching.
        let caching = response.headers[.cacheControl]
        for (name, value) in Self.always { if let name { response.headers[name] = value } }
        if let caching { response.headers[.cacheControl] = caching }
        if site.setup.publicOrigin.isEncrypted { response.headers[.strictTransportSecurity] = Self.strictTransport }
        return response
    }
}
