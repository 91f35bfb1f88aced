import FollowUps
import Foundation

/// Writes the pages of the web front, from the templates. It holds no state: one may serve many threads.
public struct PageRenderer: Sendable {
    private let templates: PageTemplates
    let catalogue: Catalogue
    let directory: Directory

    public init(templates: PageTemplates, catalogue: Catalogue, directory: Directory) {
        self.templates = templates
        self.catalogue = catalogue
        self.directory = directory
    }

    /// The one style sheet that all pages use.
    public var stylesheet: String { templates.stylesheet }

    /// The page as HTML, in a language unless the page is one person's: then in theirs. `now` is the UTC instant of the request.
    public func render(_ page: Page, in language: Language, at now: Date) throws(PageRenderingError) -> String {
        switch page {
        case .notice(let notice): return try fill(.notice, PageNoticeContext(notice, in: language))
        case .followUp(let page):
            guard let reader = directory.person(page.linked.person) else { throw .unknownReader(page.linked.person) }
            let builder = FollowUpPageBuilder(catalogue: catalogue, directory: directory, reader: reader, now: now)
            return try fill(.followUp, builder.context(page))
        case .signIn(let page): return try fill(.signIn, SignInContext(page, in: language))
        case .inside(let page): return try inside(page, at: now)
        }
    }

    private func inside(_ page: SignedInPage, at now: Date) throws(PageRenderingError) -> String {
        let builder = SignedInPageBuilder(catalogue: catalogue, directory: directory, visitor: page.visitor, now: now)
        switch page.content {
        case .today(let content): return try fill(.today, builder.today(content))
        case .followUps(let content): return try fill(.followUps, builder.followUps(content))
        case .cases(let content): return try fill(.cases, builder.cases(content))
        case .story(let content): return try fill(.story, builder.story(content))
        case .figures(let content): return try fill(.figures, builder.figures(content))
        case .school(let content): return try fill(.school, builder.school(content))
        case .calendar(let content): return try fill(.calendar, builder.calendar(content))
        }
    }

    /// A part of a list to download, in a language; the first part begins with a heading.
    public func table(_ rows: TableRows, isFirst: Bool, in language: Language, at now: Date) -> [UInt8] {
        PageTable(catalogue: catalogue, directory: directory, language: language, now: now).bytes(of: rows, isFirst: isFirst)
    }

    private func fill(_ name: PageTemplates.Name, _ context: some FramedContext) throws(PageRenderingError) -> String {
        guard let template = templates.languages[context.frame.language]?[name] else { throw .noTemplate("web/\(name.rawValue).html") }
        return template.render(context)
    }
}

/// Why a page cannot be rendered: what is wrong, with which thing, and what to do.
public enum PageRenderingError: Error, Hashable, Sendable, CustomStringConvertible {
    case unknownReader(PersonID)
    /// Loading the templates finds this first.
    case noTemplate(String)

    public var description: String {
        switch self {
        case .unknownReader(let person): "there is no person \"\(person)\" in the configuration any more; reassign their follow-ups"
        case .noTemplate(let name): "the template \(name) is missing; run opvolg check"
        }
    }
}
