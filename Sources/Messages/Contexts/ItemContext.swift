import Templates

/// One reminder for a mail. Texts are one line each, in the recipient's language.
struct ItemContext: TemplateContext {
    struct Timing: Sendable {
        let due: String
        /// Due today, until midnight.
        let isToday: Bool
        /// The due moment came less than an hour ago.
        let isNow: Bool
        /// Both nil until it is late.
        let overdueSince: String?
        let overdueFor: String?
    }

    struct Reason: Sendable {
        /// A role, never a name (promise 9).
        let owner: String
        /// The same with its article, for the middle of a sentence.
        let theOwner: String
        let isForOwner: Bool
        let isEscalation: Bool
        let standsInFor: String?
        /// In the order in which they were reminded.
        let sentBefore: String?
        /// Who else gets this escalation: roles with their articles, joined by "and" and by "or".
        let alsoTo: (all: String, any: String, areSeveral: Bool)?
        let isHolidayWarning: Bool
        let isFirst: Bool
    }

    enum Employee: Sendable {
        case nobody, recipient, somebodyElse
    }

    let id: Int64
    let title: String
    /// Nil where the catalogue has none, it may not be told, or there is no room for it.
    let help: String?
    let caseCode: String?
    let school: String
    let source: String?
    let round: Int
    let roundInWords: String
    /// It came back soon, so what it asks was not done the time before.
    let isMissed: Bool
    let timing: Timing
    let reason: Reason
    let employee: Employee
    let isUrgent: Bool
    let isAcute: Bool
    /// Then it names no task, outcome or contact.
    let isDiscreet: Bool
    let outcomes: [OutcomeContext]
    let link: String?
    let casePage: String?
    let pages: PageAddresses?
    let choices: String?
    let contacts: [ContactContext]
    let isLast: Bool

    /// Whether it would have gone out without a digest too.
    var isPressing: Bool { isUrgent || isAcute || timing.overdueFor != nil || reason.isEscalation }

    static let vocabulary = TemplateFields<ItemContext>(words + PageAddresses.words { $0.pages })

    private static let words: [Word<ItemContext>] = [
        .text("id") { String($0.id) }, .text("title") { $0.title }, .optional("case") { $0.caseCode }, .text("school") { $0.school },
        .optional("help") { $0.help },
        .optional("source") { $0.source }, .text("round") { String($0.round) }, .flag("again") { $0.round > 1 },
        .text("round_in_words") { $0.roundInWords }, .flag("missed") { $0.isMissed },
        .text("due") { $0.timing.due }, .flag("today") { $0.timing.isToday }, .flag("now") { $0.timing.isNow },
        .optional("overdue_since") { $0.timing.overdueSince }, .optional("overdue_for") { $0.timing.overdueFor },
        .text("owner") { $0.reason.owner }, .flag("for_owner") { $0.reason.isForOwner }, .flag("escalation") { $0.reason.isEscalation },
        .text("the_owner") { $0.reason.theOwner }, .flag("escalated") { $0.reason.isEscalation && !$0.reason.isForOwner },
        .optional("also_to") { $0.reason.alsoTo?.all }, .optional("any_also_to") { $0.reason.alsoTo?.any },
        .flag("also_to_several") { $0.reason.alsoTo?.areSeveral ?? false },
        .optional("stands_in_for") { $0.reason.standsInFor }, .optional("sent_before") { $0.reason.sentBefore },
        .flag("holiday") { $0.reason.isHolidayWarning }, .flag("first") { $0.reason.isFirst },
        .flag("about_you") { $0.employee == .recipient }, .flag("about_employee") { $0.employee == .somebodyElse },
        .flag("urgent") { $0.isUrgent }, .flag("acute") { $0.isAcute }, .flag("discreet") { $0.isDiscreet },
        .flag("any_outcomes") { !$0.outcomes.isEmpty }, .list("outcomes") { $0.outcomes }, .optional("choices") { $0.choices },
        .flag("any_contacts") { !$0.contacts.isEmpty }, .list("contacts") { $0.contacts },
        .flag("any_phones") { $0.contacts.contains { $0.phone != nil } }, .flag("last") { $0.isLast },
        .optional("link") { $0.link }, .optional("case_page") { $0.casePage },
    ]
}
