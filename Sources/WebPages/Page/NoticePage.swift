import FollowUps
import Templates

/// Why somebody does not get what they asked for. A notice says nothing of anybody or anything, so that anybody may read it.
public enum PageNotice: String, CaseIterable, Sendable {
    /// There is no such page, or the request is not one that this page takes.
    case notFound
    /// A link that was never given out, or has expired, or is somebody else's; the page does not say which.
    case noSuchLink
    case badRequest
    /// The request comes from a page of another site.
    case otherSite
    case tooLarge
    case tooMany
    /// The database cannot be used now.
    case notNow
}

/// A page that says why there is nothing else.
public struct NoticePage: PageModel {
    public static let page = Page.notice

    public let notice: PageNotice
    public let language: Language
    public let title = "opvolg"

    public init(_ notice: PageNotice, in language: Language) {
        self.notice = notice
        self.language = language
    }

    public static let vocabulary = TemplateFields<NoticePage>(page: [
        .flag("not_found") { $0.notice == .notFound }, .flag("no_such_link") { $0.notice == .noSuchLink },
        .flag("bad_request") { $0.notice == .badRequest }, .flag("other_site") { $0.notice == .otherSite },
        .flag("too_large") { $0.notice == .tooLarge }, .flag("too_many") { $0.notice == .tooMany }, .flag("not_now") { $0.notice == .notNow },
    ])
}
