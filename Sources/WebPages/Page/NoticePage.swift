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

    public static let vocabulary = TemplateFields<NoticePage>(page: Self.words { $0.notice })
}

/// The same for whoever is signed in.
public struct SignedInNoticePage: SignedInPage {
    public static let page = Page.noticeInside

    public let notice: PageNotice
    public let reader: PageReader
    public let title = "opvolg"

    public init(_ notice: PageNotice, for reader: PageReader) {
        self.notice = notice
        self.reader = reader
    }

    public static let vocabulary = TemplateFields<SignedInNoticePage>(signedIn: Self.words { $0.notice })
}

extension PageModel {
    fileprivate static func words(_ notice: @escaping @Sendable (Self) -> PageNotice) -> [Word<Self>] {
        let names: [(String, PageNotice)] = [
            ("not_found", .notFound), ("no_such_link", .noSuchLink), ("not_allowed", .notAllowed), ("bad_request", .badRequest),
            ("other_site", .otherSite), ("too_large", .tooLarge), ("too_many", .tooMany), ("not_now", .notNow),
        ]
        return names.map { name, asked in .flag(name) { notice($0) == asked } }
    }
}
