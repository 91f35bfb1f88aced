import FollowUps
import Templates

/// Why somebody does not get the page that they asked for. Says nothing about anybody, because anybody may read it.
public enum PageNotice: String, CaseIterable, Sendable {
    /// The page does not exist, or may not be opened by whoever asked.
    case notFound
    /// The link was never given out, has expired or is no longer its recipient's; the page does not say which.
    case noSuchLink
    /// They may see what it is about, but not do what they asked for.
    case notAllowed
    case badRequest
    case otherSite
    case tooLarge
    case tooMany
    case notNow
}

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
        .flag("not_allowed") { $0.notice == .notAllowed }, .flag("bad_request") { $0.notice == .badRequest },
        .flag("other_site") { $0.notice == .otherSite },
        .flag("too_large") { $0.notice == .tooLarge }, .flag("too_many") { $0.notice == .tooMany }, .flag("not_now") { $0.notice == .notNow },
    ])
}
