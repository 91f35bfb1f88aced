import FollowUps
import Templates

/// What a webhook is sent. Instants are ISO 8601 with the zone's offset, days `YYYY-MM-DD`; the rest is as the CLI has it.
struct WebhookContext: TemplateContext {
    /// Chat services refuse messages with too many parts.
    static let mostShown = 20

    struct Item: TemplateContext {
        let id: Int64
        /// Nil when the detail is discreet.
        let kind: String?
        let title: String?
        let urgency: Urgency
        let due: String
        let dueText: String
        let isOverdue: Bool
        let caseCode: String?
        let step: String
        let isLast: Bool

        static let vocabulary = TemplateFields<Item>([
            .text("id") { String($0.id) }, .optional("kind") { $0.kind }, .optional("title") { $0.title },
            .text("urgency") { $0.urgency.rawValue }, .text("due") { $0.due }, .text("due_text") { $0.dueText },
            .flag("overdue") { $0.isOverdue }, .optional("case") { $0.caseCode }, .text("step") { $0.step }, .flag("last") { $0.isLast },
        ])
    }

    let timestamp: String
    let language: Language
    let subject: String
    let recipient: String
    /// Nil for follow-ups of several schools.
    let school: String?
    let items: [Item]
    let overview: OverviewCountsContext?
    let notice: String?
    let pages: PageAddresses?

    static let vocabulary = TemplateFields<WebhookContext>(words + PageAddresses.words { $0.pages })

    private static let words: [Word<WebhookContext>] = [
        .text("timestamp") { $0.timestamp }, .flag("nl") { $0.language == .nl }, .flag("en") { $0.language == .en },
        .text("subject") { $0.subject }, .text("recipient") { $0.recipient }, .optional("school") { $0.school },
        .text("count") { String($0.items.count) }, .list("follow_ups") { $0.items },
        .optional("notice") { $0.notice },
        .list("overview") { $0.overview.map { [$0] } ?? [] },
        .list("shown") { Array($0.items.prefix(mostShown)) },
        .optional("more") { $0.items.count > mostShown ? String($0.items.count - mostShown) : nil },
    ]
}
