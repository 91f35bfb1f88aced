import FollowUps
import Templates

/// A follow-up as a line of a list on a page. Texts are one line each, in the reader's language.
struct FollowUpLineContext: TemplateContext {
    let id: Int64
    /// With the employee whom it is about, by name, unless nobody is to know.
    let title: String
    /// What is asked, in one sentence; nil where it goes without saying, or may not be told.
    let help: String?
    /// Where the reader may finish it.
    let path: String?
    let caseCode: String?
    /// Where the reader may open the story of its case.
    let casePath: String?
    /// Nil where it goes without saying.
    let school: String?
    let due: String
    let overdueFor: String?
    let urgency: Urgency
    /// Nil where it goes without saying.
    let owner: String?

    static let vocabulary = TemplateFields<FollowUpLineContext>([
        .text("id") { String($0.id) }, .text("title") { $0.title }, .optional("help") { $0.help }, .optional("path") { $0.path },
        .optional("case") { $0.caseCode },
        .optional("case_path") { $0.casePath }, .optional("school") { $0.school },
        .text("due") { $0.due }, .optional("overdue_for") { $0.overdueFor }, .flag("urgent") { $0.urgency == .urgent },
        .flag("acute") { $0.urgency == .acute }, .flag("pressing") { $0.urgency != .normal }, .optional("owner") { $0.owner },
    ])
}
