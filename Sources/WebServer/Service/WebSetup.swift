import FollowUps
import Hummingbird
import WebPages

/// Everything of the pages that comes from files, so that a reload can put another in its place.
public struct WebSetup: Sendable {
    public let rules: Ruleset
    /// Where a browser says that our own pages are from: scheme, host and, if it is not the usual one, port.
    public let publicOrigin: String
    /// Of whoever has asked for no other.
    public let language: Language
    public let pages: any PageRendering
    public let signInMail: any SignInMailing
    /// Made once: it goes through all words of the catalogue.
    let names: PossibleNames

    public init(
        rules: Ruleset, publicOrigin: String, language: Language, pages: any PageRendering,
        signInMail: any SignInMailing
    ) {
        self.rules = rules
        self.publicOrigin = publicOrigin
        self.language = language
        self.pages = pages
        self.signInMail = signInMail
        names = PossibleNames(catalogue: rules.catalogue, directory: rules.directory)
    }
}

/// Writes pages as HTML.
public protocol PageRendering: Sendable {
    func render(_ page: some PageModel) throws -> String
    /// The one style sheet that all pages use.
    var stylesheet: String { get }
}

extension PageTemplates: PageRendering {}

extension WebSetup {
    /// The answer that shows a page; throws when its template cannot be filled.
    func show(_ page: some PageModel, status: HTTPResponse.Status = .ok) throws -> Response {
        let html = try pages.render(page)
        return Response(status: status, headers: [.contentType: "text/html; charset=utf-8"], body: .init(byteBuffer: ByteBuffer(string: html)))
    }
}
