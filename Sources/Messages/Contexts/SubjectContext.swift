import Templates

/// For a subject, which may not tell one kind of follow-up from another.
struct SubjectContext: TemplateContext {
    /// Of the first follow-up; 0 for a notice, and for a digest with nothing but an overview.
    let id: Int64
    let count: Int
    /// The earliest due moment. Its wording stays the same while the follow-up is open, so that mail programs keep its mails together.
    let due: String
    let day: String
    let pressingCount: Int
    let isWeekly: Bool

    static let vocabulary = TemplateFields<SubjectContext>([
        .text("id") { String($0.id) }, .text("count") { String($0.count) }, .flag("one") { $0.count == 1 }, .text("due") { $0.due },
        .text("day") { $0.day }, .flag("weekly") { $0.isWeekly },
        .optional("pressing") { $0.pressingCount > 0 ? String($0.pressingCount) : nil },
    ])
}
