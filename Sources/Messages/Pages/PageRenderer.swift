import FollowUps
import Foundation
import Mustache

/// Writes the pages of the web front, from the templates. It holds no state: one may serve many threads.
public struct PageRenderer: Sendable {
    private let templates: PageTemplates
    let catalogue: Catalogue
    let directory: Directory
    let detail: Detail

    public init(templates: PageTemplates, catalogue: Catalogue, directory: Directory, detail: Detail) {
        self.templates = templates
        self.catalogue = catalogue
        self.directory = directory
        self.detail = detail
    }

    /// The one style sheet that all pages use.
    public var stylesheet: String { templates.stylesheet }

    /// The page as HTML. `now` is the UTC instant of the request.
    public func render(_ page: Page, in language: Language, at now: Date) throws(RenderingError) -> String {
        switch page {
        case .notice(let notice): try fill(.notice, NoticeContext(notice, in: language))
        }
    }

    private func fill(_ name: PageTemplates.Name, _ context: some FramedContext) throws(RenderingError) -> String {
        guard let template = templates.pages[name] else { throw .noText("web/\(name.rawValue).html") }
        return template.render(context, library: templates.library)
    }
}
