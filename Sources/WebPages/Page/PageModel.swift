import FollowUps
import Templates

public protocol PageModel: TemplateContext {
    static var page: Page { get }
    var language: Language { get }
    /// Shown in the browser's tab and kept in its history, so as neutral as the subject of a mail (promise 9).
    var title: String { get }
    /// Whether it is a form that came back with problems: a screen reader says the title first, and that it went wrong with it.
    var hasProblems: Bool { get }
}

extension PageModel {
    public var hasProblems: Bool { false }

    /// What the browser's tab says.
    public var titleWithProblems: String { hasProblems ? "\(LocalizedText(nl: "Fout", en: "Error")[language]): \(title)" : title }
}

public protocol SignedInPage: PageModel {
    var reader: PageReader { get }
    /// How much is overdue or due today, as the navigation says it; nil on pages that do not know.
    var pressingCount: String? { get }
}

extension SignedInPage {
    public var language: Language { reader.language }
    public var pressingCount: String? { nil }
}

extension TemplateFields where Root: PageModel {
    init(page words: [Word<Root>]) {
        self.init(
            [
                .text("language") { $0.language.rawValue }, .flag("nl") { $0.language == .nl }, .flag("en") { $0.language == .en },
                .text("page_title") { $0.titleWithProblems },
            ] + words)
    }
}

extension TemplateFields where Root: SignedInPage {
    init(signedIn words: [Word<Root>]) {
        let section = Root.page.section
        self.init(
            page: [
                .text("visitor") { $0.reader.person.name.onOneLine }, .optional("own_school") { $0.reader.ownSchool },
                .text("schools_word") { $0.reader.capitalized($0.reader.words.places) },
                .flag("opens_cases") { $0.reader.opensCases },
                .flag("opens_schools") { $0.reader.opensFigures }, .flag("opens_new_case") { $0.reader.opensNewCases },
                .flag("at_new_case") { _ in Root.page == .newCase }, .flag("at_emergency") { _ in section == .emergency },
                .flag("at_today") { _ in section == .today },
                .flag("at_follow_ups") { _ in section == .followUps }, .flag("at_cases") { _ in section == .cases },
                .flag("at_schools") { _ in section == .figures }, .flag("at_calendar") { _ in section == .calendar },
                .optional("today_count") { $0.pressingCount },
                .flag("opens_absences") { $0.reader.opensAbsences }, .flag("at_absences") { _ in section == .absences },
                .flag("at_contacts") { _ in section == .contacts },
                .flag("opens_history") { $0.reader.opensHistory }, .flag("at_history") { _ in section == .history },
            ] + words)
    }
}
