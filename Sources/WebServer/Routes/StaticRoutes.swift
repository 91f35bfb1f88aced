import Hummingbird

struct StaticRoutes {
    let site: WebEnvironment

    func add(to router: Router<WebContext>) {
        router.get("style.css") { _, _ in text(site.setup.pages.stylesheet, "text/css") }
        router.get("robots.txt") { _, _ in text("User-agent: *\nDisallow: /\n", "text/plain") }
    }

    private func text(_ text: String, _ type: String) -> Response {
        Response(status: .ok, headers: [.contentType: "\(type); charset=utf-8"], body: .init(byteBuffer: ByteBuffer(string: text)))
    }
}
