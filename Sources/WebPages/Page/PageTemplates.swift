import FollowUps
import Templates

/// The templates of the web front's pages, read, checked and compiled.
public struct PageTemplates: Sendable {
    /// The pages that there are, by the name of their file.
    enum Name: String, CaseIterable, Sendable {
        case notice
        case followUp = "follow-up"
        case signIn = "sign-in"
        case today
        case followUps = "follow-ups"
        case cases, story, figures, school, calendar

        var scope: TemplateScope {
            switch self {
            case .notice: PageNoticeContext.vocabulary.scope
            case .followUp: FollowUpPageContext.vocabulary.scope
            case .signIn: SignInContext.vocabulary.scope
            case .today: TodayContext.vocabulary.scope
            case .followUps: FollowUpsContext.vocabulary.scope
            case .cases: CasesContext.vocabulary.scope
            case .story: StoryContext.vocabulary.scope
            case .figures: FiguresContext.vocabulary.scope
            case .school: SchoolContext.vocabulary.scope
            case .calendar: CalendarContext.vocabulary.scope
            }
        }
    }

    let languages: [Language: [Name: Template]]
    /// The one style sheet that all pages use.
    public let stylesheet: String

    /// Reads `web/*.html`, `web/partial/*.html` and `web/style.css` in a folder; throws everything that is wrong with them.
    public static func load(from folder: String) throws(TemplateProblems) -> PageTemplates {
        try compile(TemplateFiles(readingFrom: folder, [("web", [".html", ".css"])]))
    }

    static func compile(_ files: TemplateFiles) throws(TemplateProblems) -> PageTemplates {
        var compiler = TemplateCompiler(files)
        let templates = compiler.pageTemplates()
        guard compiler.problems.isEmpty, let templates else { throw TemplateProblems(compiler.problems) }
        return templates
    }
}

extension TemplateCompiler {
    /// Nil when something is missing or broken; `problems` tells.
    mutating func pageTemplates() -> PageTemplates? {
        var languages: [Language: [PageTemplates.Name: Template]] = [:]
        let before = problems.count
        // What is wrong with a file is so in every language.
        for language in Language.allCases where problems.count == before {
            self.language = language
            let partials = partials(in: "web", ending: ".html", form: .html)
            var pages: [PageTemplates.Name: Template] = [:]
            for name in PageTemplates.Name.allCases {
                pages[name] = compileWhole("web/\(name.rawValue).html", form: .html, scope: name.scope, partials: partials)
            }
            languages[language] = pages
        }
        let known = Set(PageTemplates.Name.allCases.map { "web/\($0.rawValue).html" } + ["web/style.css"])
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
