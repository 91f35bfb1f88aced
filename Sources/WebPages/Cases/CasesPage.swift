import FollowUps
import Templates

/// The open cases whose timeline the reader may see, and those that they know by their codes alone.
public struct CasesPage: SignedInPage {
    public static let page = Page.cases

    public let reader: PageReader
    public let title: String
    let cases: [CaseLineText]
    let next: String?

    public init(_ part: ListPart<CaseSummary>, for reader: PageReader) {
        self.reader = reader
        title = LocalizedText(nl: "Dossiers", en: "Cases")[reader.language]
        cases = part.rows.map { CaseLineText($0, for: reader) }
        next = part.next
    }

    public static let vocabulary = TemplateFields<CasesPage>(signedIn: [
        .flag("any") { !$0.cases.isEmpty }, .list("cases") { $0.cases }, .optional("next") { $0.next },
    ])
}

public struct CaseLineText: TemplateContext {
    let code: String
    let path: String
    let school: String
    let openedAt: String
    let open: Int?
    let nextDue: String?
    let isOverdue: Bool

    init(_ line: CaseSummary, for reader: PageReader) {
        let clock = reader.clock
        code = line.dossier.code.rawValue.onOneLine
        path = PagePath.timeline(line.dossier.code)
        school = reader.phrases.name(of: line.dossier.school)
        openedAt = reader.wording.day(clock.day(of: line.dossier.openedAt), unlessIn: reader.year)
        open = line.open
        nextDue = line.nextDue.map { reader.wording.due($0, unlessIn: reader.year) }
        isOverdue = line.nextDue.map { $0.overdueFrom(clock) <= reader.now } ?? false
    }

    public static let vocabulary = TemplateFields<CaseLineText>([
        .text("case") { $0.code }, .text("case_path") { $0.path }, .text("school") { $0.school }, .text("opened_at") { $0.openedAt },
        .flag("reads") { $0.open != nil }, .text("open_count") { String($0.open ?? 0) }, .flag("one") { $0.open == 1 },
        .flag("silent") { $0.open == 0 },
        .optional("next_due") { $0.nextDue }, .flag("overdue") { $0.isOverdue },
    ])
}
