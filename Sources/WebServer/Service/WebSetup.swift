import FollowUps
import Hummingbird
import WebPages

/// Everything the pages read from files. A reload replaces it as a whole.
public struct WebSetup: Sendable {
    public let rules: Ruleset
    /// The origin of our own pages as browsers write it: scheme, host and, unless it is the default, port.
    public let publicOrigin: String
    /// Used on pages without a signed-in reader.
    public let language: Language
    public let pages: any PageRendering
    public let signInMail: any SignInMailing
    /// Kept, because making it reads every text of the catalogue.
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

public protocol PageRendering: Sendable {
    func render(_ page: some PageModel) throws -> String
    var stylesheet: String { get }
}

extension PageTemplates: PageRendering {}

extension WebSetup {
    func show(_ page: some PageModel, status: HTTPResponse.Status = .ok) throws -> Response {
        let html = try pages.render(page)
        return Response(status: status, headers: [.contentType: "text/html; charset=utf-8"], body: .init(byteBuffer: ByteBuffer(string: html)))
    }
}
