import FollowUps
import Templates

/// The cases whose timeline the reader may see, and those that they know by their codes alone.
public struct CasesPage: SignedInPage {
    public static let page = Page.cases

    public let reader: PageReader
    public let title: String
    let search: CaseSearch
    let cases: [CaseLineText]
    let found: Int
    let pages: [PageNumber]

    /// - Parameters:
    ///   - found: how many there are on all pages.
    ///   - number: of this page, from 1 on.
    public init(_ rows: [CaseSummary], matching search: CaseSearch, found: Int, page number: Int, for reader: PageReader) {
        self.reader = reader
        self.search = search
        self.found = found
        title = LocalizedText(nl: "Dossiers", en: "Cases")[reader.language]
        cases = rows.map { CaseLineText($0, for: reader) }
        pages = PageNumber.all(of: found, at: number) { PagePath.cases(search, page: $0) }
    }

    public static let vocabulary = TemplateFields<CasesPage>(signedIn: [
        .flag("any") { !$0.cases.isEmpty }, .list("cases") { $0.cases }, .optional("q") { $0.search.text.onOneLine },
        .text("found") { String($0.found) }, .flag("one_found") { $0.found == 1 },
        .list("states") { page in
            CaseSearch.State.allCases.map { Choice($0.rawValue, $0.title[page.language], isChosen: $0 == page.search.state) }
        },
        .flag("filtered") { $0.search != .open }, .text("download_path") { PagePath.casesTable($0.search) },
        .flag("any_pages") { $0.pages.count > 1 }, .list("pages") { $0.pages },
    ])
}

extension CaseSearch.State {
    fileprivate var title: LocalizedText {
        switch self {
        case .open: LocalizedText(nl: "Open", en: "Open")
        case .closed: LocalizedText(nl: "Gesloten", en: "Closed")
        case .all: LocalizedText(nl: "Allemaal", en: "All")
        }
    }
}

/// The number of a page of a list.
struct PageNumber: TemplateContext {
    let number: Int
    let isCurrent: Bool
    let path: String

    /// The first, the last and those around the present one.
    static func all(of found: Int, at current: Int, length: Int = ListPart<CaseSummary>.length, path: (Int) -> String) -> [PageNumber] {
        let last = max(1, (found + length - 1) / length)
        let near = (current - 2...current + 2).filter { (1...last).contains($0) }
        return Set([1, last] + near).sorted().map { PageNumber(number: $0, isCurrent: $0 == current, path: path($0)) }
    }

    static let vocabulary = TemplateFields<PageNumber>([
        .text("number") { String($0.number) }, .flag("current") { $0.isCurrent }, .text("page_path") { $0.path },
    ])
}

public struct CaseLineText: TemplateContext {
    let code: String
    let path: String
    let school: String
    let openedAt: String
    let closedAt: String?
    let open: Int?
    let nextDue: String?
    let isOverdue: Bool

    init(_ line: CaseSummary, for reader: PageReader) {
        let clock = reader.clock
        code = line.dossier.code.rawValue.onOneLine
        path = PagePath.timeline(line.dossier.code)
        school = reader.phrases.name(of: line.dossier.school)
        openedAt = reader.wording.day(clock.day(of: line.dossier.openedAt), unlessIn: reader.year)
        closedAt = line.dossier.closedAt.map { reader.wording.day(clock.day(of: $0), unlessIn: reader.year) }
        open = line.open
        nextDue = line.nextDue.map { reader.wording.due($0, unlessIn: reader.year) }
        isOverdue = line.nextDue.map { $0.overdueFrom(clock) <= reader.now } ?? false
    }

    public static let vocabulary = TemplateFields<CaseLineText>([
        .text("case") { $0.code }, .text("case_path") { $0.path }, .text("school") { $0.school }, .text("opened_at") { $0.openedAt },
        .optional("closed_at") { $0.closedAt },
        .flag("reads") { $0.open != nil }, .text("open_count") { String($0.open ?? 0) }, .flag("one") { $0.open == 1 },
        .flag("silent") { $0.open == 0 }, .optional("next_due") { $0.nextDue }, .flag("overdue") { $0.isOverdue },
    ])
}
