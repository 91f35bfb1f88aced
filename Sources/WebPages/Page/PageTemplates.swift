import FollowUps
import Templates

public struct PageTemplates: Sendable {
    let languages: [Language: [Page: Template]]
    public let stylesheet: String

    /// Reads `web/*.html`, `web/partial/*.html` and `web/style.css` in a folder; throws every problem found in them.
    public static func load(from folder: String) throws(TemplateProblems) -> PageTemplates {
        try compile(TemplateFiles(readingFrom: folder, [("web", [".html", ".css"])]))
    }

    static func compile(_ files: TemplateFiles) throws(TemplateProblems) -> PageTemplates {
        var compiler = TemplateCompiler(withStylesheetNamed(files))
        let templates = compiler.pageTemplates()
        guard compiler.problems.isEmpty, let templates else { throw TemplateProblems(compiler.problems) }
        return templates
    }

    /// Templates say `/style.css`, and pages the name with its hash.
    private static func withStylesheetNamed(_ files: TemplateFiles) -> TemplateFiles {
        guard let stylesheet = files.texts["web/style.css"] else { return files }
        return files.replacing("\"/style.css\"", with: "\"\(PagePath.stylesheet(stylesheet))\"")
    }

    public func render(_ page: some PageModel) throws(PageError) -> String {
        let name = type(of: page).page
        guard let template = languages[page.language]?[name] else { throw .noTemplate(name) }
        return template.render(page)
    }
}

public enum PageError: Error, Hashable, Sendable, CustomStringConvertible {
    case unknownReader(PersonID)
    /// Only a defect leads here: loading requires a template for every page.
    case noTemplate(Page)

    public var description: String {
        switch self {
        case .unknownReader(let person): "there is no person \"\(person)\" in the configuration any more; reassign their follow-ups"
        case .noTemplate(let page): "the template web/\(page.rawValue).html is missing; run opvolg check"
        }
    }
}

extension TemplateCompiler {
    /// Nil when the style sheet is missing. Templates with a problem are left out; `problems` says why.
    mutating func pageTemplates() -> PageTemplates? {
        var languages: [Language: [Page: Template]] = [:]
        let before = problems.count
        // A file with a problem has it in every language, so one language is enough to report it.
        for language in Language.allCases where problems.count == before {
            self.language = language
            let partials = partials(in: "web", ending: ".html", form: .html)
            for page in Page.allCases {
                languages[language, default: [:]][page] = compileWhole(
                    "web/\(page.rawValue).html", form: .html, scope: page.model.vocabularyScope, partials: partials)
            }
        }
        let known = Set(Page.allCases.map { "web/\($0.rawValue).html" } + ["web/style.css"])
        for path in files.texts.keys where !known.contains(path) && !path.hasPrefix("web/partial/") {
            report(path, nil, "is used for nothing; a page is one of \(known.sorted().joined(separator: ", ")), or partial/NAME.html")
        }
        guard let stylesheet = files.texts["web/style.css"] else {
            report("web/style.css", nil, "is missing; opvolg init writes one that works")
            return nil
        }
        return PageTemplates(languages: languages, stylesheet: stylesheet)
    }
}

extension PageModel {
    fileprivate static var vocabularyScope: TemplateScope { vocabulary.scope }
}
