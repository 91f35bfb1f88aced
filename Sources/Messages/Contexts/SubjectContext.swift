/// What the subject of a mail may say: nothing that tells one sort of follow-up from another.
struct SubjectContext: TemplateContext {
    /// Of the first follow-up; 0 of a notice, and when a digest has nothing but an overview.
    let id: Int64
    /// Of reminders, or of what a notice tells.
    let count: Int
    /// The earliest due moment; its wording does not change while the follow-up is open, so that mail programs keep its mails together.
    let due: String
    /// The day of the mail.
    let day: String
    /// How many reminders of a digest cannot wait.
    let pressingCount: Int
    /// Of a digest: whether it comes weekly rather than daily.
    let isWeekly: Bool

    static let vocabulary = Vocabulary<SubjectContext>([
        .text("id") { String($0.id) }, .text("count") { String($0.count) }, .flag("one") { $0.count == 1 }, .text("due") { $0.due },
        .text("day") { $0.day }, .flag("weekly") { $0.isWeekly },
        .optional("pressing") { $0.pressingCount > 0 ? String($0.pressingCount) : nil },
    ])
}
