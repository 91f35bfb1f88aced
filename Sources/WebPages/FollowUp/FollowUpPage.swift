import FollowUps
import Templates

/// The page of a follow-up, behind a link or for whoever is signed in: everything that it is about and how it can end or has ended, however discreet the
/// mail was. Texts are one line each, in the reader's language.
public struct FollowUpPage: PageModel {
    public static let page = Page.followUp

    /// How it has ended.
    struct Ending: Sendable {
        let at: String
        /// Nil when it was the reader, or happened by itself.
        let by: String?
        let isByReader: Bool
        /// Nil when it was cancelled.
        let outcome: String?
        let isCancelled: Bool
        let opened: [NextFollowUp]
        /// The case of its own in which it was closed; nil when that is the one in which it was open.
        let ownCase: String?
    }

    /// The form with which reminders are put off.
    struct SnoozeForm: Sendable {
        let until: String
        let reason: String
        let first: String
        let latest: String
        let latestInWords: String
        let untilProblem: String?
        let reasonProblem: String?
    }

    public let followUp: FollowUp
    /// What it is called where everything may be told.
    let name: String
    let help: String?
    let school: String
    let due: String
    let isToday: Bool
    let overdueFor: String?
    /// What its owner is called: a role, never a name.
    let owner: String
    let contacts: [PageContact]
    let reader: Person
    /// Whether the catalogue still says how it can end.
    let hasKind: Bool
    public let problems: [FieldProblem]
    /// The words that the reader is asked about, because they look like a name; nil when there are none.
    let namesSeen: String?
    let outcomeProblem: String?
    public let outcomes: [OutcomeChoice]
    /// Nil when it cannot be put off.
    let snooze: SnoozeForm?
    /// Until when no reminder goes; nil when they do.
    let snoozedUntil: String?
    /// Nil while it is open.
    let ending: Ending?
    let isSignedIn: Bool

    public var language: Language { reader.language }
    public var title: String { Phrases.neutralTitle(followUp.id, in: language) }
    private var isAboutReader: Bool { followUp.employee == reader.id }

    public static let vocabulary = TemplateFields<FollowUpPage>(page: [
        .text("id") { String($0.followUp.id) }, .text("title") { $0.name }, .optional("help") { $0.help },
        .optional("case") { $0.followUp.caseCode?.rawValue.onOneLine },
        .text("school") { $0.school }, .text("due") { $0.due }, .flag("today") { $0.isToday },
        .optional("overdue_for") { $0.overdueFor }, .text("owner") { $0.owner },
        .flag("urgent") { $0.followUp.urgency == .urgent }, .flag("acute") { $0.followUp.urgency == .acute }, .flag("signed_in") { $0.isSignedIn },
        .flag("about_you") { $0.isAboutReader }, .flag("about_employee") { $0.followUp.employee != nil && !$0.isAboutReader },
        .flag("any_contacts") { !$0.contacts.isEmpty }, .list("contacts") { $0.contacts },
        .text("reader") { $0.reader.name.onOneLine }, .flag("has_kind") { $0.hasKind },
        .flag("any_problems") { !$0.problems.isEmpty }, .list("problems") { $0.problems },
        .optional("names_seen") { $0.namesSeen },
        .flag("open") { $0.ending == nil }, .flag("any_outcomes") { !$0.outcomes.isEmpty }, .list("outcomes") { $0.outcomes },
        .optional("outcome_problem") { $0.outcomeProblem },
        .optional("snoozed_until") { $0.snoozedUntil }, .flag("may_snooze") { $0.snooze != nil },
        .optional("until") { $0.snooze?.until }, .optional("snooze_reason") { $0.snooze?.reason },
        .optional("first_day") { $0.snooze?.first }, .optional("latest_day") { $0.snooze?.latest },
        .optional("latest_in_words") { $0.snooze?.latestInWords }, .optional("until_problem") { $0.snooze?.untilProblem },
        .optional("snooze_reason_problem") { $0.snooze?.reasonProblem },
        .flag("ended") { $0.ending != nil }, .flag("cancelled") { $0.ending?.isCancelled ?? false },
        .optional("ended_at") { $0.ending?.at }, .optional("ended_by") { $0.ending?.by },
        .flag("ended_by_you") { $0.ending?.isByReader ?? false }, .optional("ended_with") { $0.ending?.outcome },
        .optional("moved_to") { $0.ending?.ownCase },
        .flag("any_opened") { !($0.ending?.opened.isEmpty ?? true) }, .list("opened") { $0.ending?.opened ?? [] },
    ])
}

/// A follow-up that an outcome opens.
struct NextFollowUp: TemplateContext {
    let title: String
    let due: String

    static let vocabulary = TemplateFields<NextFollowUp>([.text("next_title") { $0.title }, .text("next_due") { $0.due }])
}

/// A way to close a follow-up, as the page offers it.
public struct OutcomeChoice: TemplateContext {
    public let id: String
    let meaning: String
    let isChosen: Bool
    let closesCase: Bool
    let needsReason: Bool
    let reason: String
    let reasonProblem: String?
    let countsFromDate: Bool
    let date: String
    let dateProblem: String?
    /// The last day that can be given.
    let today: String
    let consequences: [NextFollowUp]
    /// The code of the case of its own in which all of that would be; nil when that is the case in which it is open.
    let ownCase: String?

    public static let vocabulary = TemplateFields<OutcomeChoice>([
        .optional("own_case") { $0.ownCase },
        .text("outcome") { $0.id }, .text("meaning") { $0.meaning }, .flag("chosen") { $0.isChosen },
        .flag("closes_case") { $0.closesCase }, .flag("needs_reason") { $0.needsReason }, .optional("reason") { $0.reason },
        .optional("reason_problem") { $0.reasonProblem }, .flag("counts_from_date") { $0.countsFromDate }, .optional("date") { $0.date },
        .optional("date_problem") { $0.dateProblem }, .text("today_day") { $0.today },
        .flag("asks_more") { $0.needsReason || $0.countsFromDate },
        .flag("any_consequences") { !$0.consequences.isEmpty }, .list("consequences") { $0.consequences },
    ])
}

/// A mistake in the form, with the field that it is about.
public struct FieldProblem: TemplateContext {
    public let problem: FollowUpForm.Problem
    let text: String
    /// The id of the field.
    let field: String

    public static let vocabulary = TemplateFields<FieldProblem>([.text("problem") { $0.text }, .text("field") { $0.field }])
}

/// A partner of the sociale kaart with a number that a telephone can dial.
struct PageContact: TemplateContext {
    let contact: Contact

    static let vocabulary = TemplateFields<PageContact>([
        .text("partner") { $0.contact.name.onOneLine }, .text("phone") { $0.contact.phone.onOneLine },
        .text("dial") { $0.contact.phone.filter { "0123456789+".contains($0) } },
    ])
}
