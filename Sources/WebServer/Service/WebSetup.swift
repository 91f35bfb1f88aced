import FollowUps
import Hummingbird
import WebPages

/// Everything the pages read from files. A reload replaces it as a whole.
public struct WebSetup: Sendable {
    public let rules: Ruleset
    public let publicOrigin: WebOrigin
    /// Used on pages without a signed-in reader.
    public let language: Language
    public let pages: any PageRendering
    public let signInMail: any SignInMailing
    /// For a message that goes to somebody else instead.
    public let newMessageID: @Sendable () -> String
    /// Nil when people sign in by mailed links only.
    public let schoolAccount: SchoolAccount?
    public let limits: WebLimits
    /// Kept, because making it reads every text of the catalogue.
    let names: PossibleNames

    public init(
        rules: Ruleset, publicOrigin: WebOrigin, language: Language, pages: any PageRendering,
        signInMail: any SignInMailing, limits: WebLimits = WebLimits(), newMessageID: @escaping @Sendable () -> String,
        schoolAccount: SchoolAccount? = nil
    ) {
        self.rules = rules
        self.publicOrigin = publicOrigin
        self.language = language
        self.pages = pages
        self.signInMail = signInMail
        self.newMessageID = newMessageID
        self.schoolAccount = schoolAccount
        self.limits = limits
        names = PossibleNames(catalogues: rules.catalogues, directory: rules.directory)
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
