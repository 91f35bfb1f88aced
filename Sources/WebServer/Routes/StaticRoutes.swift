import Hummingbird
import Templates

struct StaticRoutes {
    let site: WebEnvironment

    /// What stands below it counts towards no limit: a page needs it to be read at all.
    static let folder = "/style/"
    /// In seconds: a year.
    private static let kept = "public, max-age=31536000, immutable"

    func add(to router: Router<WebContext>) {
        router.get("style.css") { _, _ in text(site.setup.pages.stylesheet, "text/css") }
        router.get("style/:name") { request, _ in
            let stylesheet = site.setup.pages.stylesheet
            var response = text(stylesheet, "text/css")
            // A page from before a change of the style sheet names the former one, and is better shown with this one than with none.
            if request.uri.path == PagePath.stylesheet(stylesheet) { response.headers[.cacheControl] = Self.kept }
            return response
        }
        router.get("robots.txt") { _, _ in text("User-agent: *\nDisallow: /\n", "text/plain") }
    }

    private func text(_ text: String, _ type: String) -> Response {
        Response(status: .ok, headers: [.contentType: "\(type); charset=utf-8"], body: .init(byteBuffer: ByteBuffer(string: text)))
    }
}
