import FollowUps
import Templates

/// A page that says why there is nothing else.
struct PageNoticeContext: FramedContext {
    let frame: PageFrame
    let notice: PageNotice

    init(_ notice: PageNotice, in language: Language) {
        self.notice = notice
        frame = PageFrame(language: language, title: "opvolg")
    }

    static let vocabulary = TemplateFields<PageNoticeContext>(page: [
        .flag("not_found") { $0.notice == .notFound }, .flag("no_such_link") { $0.notice == .noSuchLink },
        .flag("bad_request") { $0.notice == .badRequest }, .flag("other_site") { $0.notice == .otherSite },
        .flag("too_large") { $0.notice == .tooLarge }, .flag("too_many") { $0.notice == .tooMany }, .flag("not_now") { $0.notice == .notNow },
    ])
}
