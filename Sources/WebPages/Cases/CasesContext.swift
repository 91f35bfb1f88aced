import FollowUps
import Templates

/// The open cases whose stories somebody may read.
struct CasesContext: SignedInPageContext {
    static let place = NavigationItem.cases

    let frame: PageFrame
    let visitor: Viewer
    let cases: [CaseLineContext]
    let next: String?

    static let vocabulary = TemplateFields<CasesContext>(inside: [
        .flag("any") { !$0.cases.isEmpty }, .list("cases") { $0.cases }, .optional("next") { $0.next },
    ])
}

/// A case as a line of a list.
struct CaseLineContext: TemplateContext {
    let code: String
    let path: String
    let school: String
    let openedAt: String
    let open: Int
    let nextDue: String?
    let isOverdue: Bool

    static let vocabulary = TemplateFields<CaseLineContext>([
        .text("case") { $0.code }, .text("case_path") { $0.path }, .text("school") { $0.school }, .text("opened_at") { $0.openedAt },
        .text("open_count") { String($0.open) }, .flag("one") { $0.open == 1 }, .flag("silent") { $0.open == 0 },
        .optional("next_due") { $0.nextDue }, .flag("overdue") { $0.isOverdue },
    ])
}
