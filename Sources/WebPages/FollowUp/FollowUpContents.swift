import FollowUps
import Templates

/// What both pages of a follow-up show: that behind a link, and that of whoever is signed in. It is everything, also when the kind is discreet in mails.
/// Each text is one line, in the reader's language.
public struct FollowUpContents: TemplateContext {
    struct Ending: Sendable {
        let at: String
        /// Nil when it was the reader or the daemon, or is not known.
        let by: String?
        let isByReader: Bool
        let outcome: String?
        let isCancelled: Bool
        let opened: [NextFollowUp]
        /// The code of the own case in which it was closed; nil when it stayed in the same case.
        let ownCase: String?
    }

    struct SnoozeForm: Sendable {
        let first: String
        let latest: String
        let latestInWords: String
    }

    public let followUp: FollowUp
    let name: String
    let help: String?
    let school: String
    let due: String
    let isToday: Bool
    let overdueFor: String?
    /// A role, never a name (promise 9).
    let owner: String
    let contacts: [PageContact]
    let sources: [PageSource]
    let reader: Person
    /// False when the kind has left the catalogue, so that no outcomes are known.
    let hasKind: Bool
    public let form: FollowUpForm
    let wording: Phrases
    let today: Day
    public let outcomes: [OutcomeChoice]
    /// Nil when it cannot be snoozed.
    let snooze: SnoozeForm?
    let snoozedUntil: String?
    let ending: Ending?
    /// Nil when the reader may not see the timeline of its case, and behind a link.
    let casePath: String?
    /// Whom it is about, if not the reader; nil behind a link.
    let employee: String?

    var problems: [FormProblem] { form.problems.map { FormProblem(text: wording.problem($0), field: form.field(of: $0)) } }
    private var namesSeen: String? {
        form.problems.lazy.compactMap { if case .names(let words) = $0 { words } else { nil as String? } }.first
    }
    private var isAboutReader: Bool { followUp.employee == reader.id }

    /// The first problem of a field of a form.
    func problem(_ field: FollowUpForm.Field, in button: FollowUpAction) -> String? {
        guard form.button == button else { return nil }
        let id = form.id(of: field)
        return form.problems.first { form.field(of: $0) == id }.map(wording.problem)
    }

    func shortText(_ field: FollowUpForm.Field, in button: FollowUpAction) -> ShortText {
        ShortText(
            id: FollowUpForm.id(of: field, in: button), name: field.rawValue, value: form.typed(field, in: button),
            problem: problem(field, in: button))
    }

    public static let vocabulary = TemplateFields<FollowUpContents>([
        .text("id") { String($0.followUp.id) }, .text("title") { $0.name }, .optional("help") { $0.help },
        .optional("case") { $0.followUp.caseCode?.rawValue.onOneLine }, .optional("case_path") { $0.casePath },
        .optional("employee") { $0.employee },
        .text("school") { $0.school }, .text("due") { $0.due }, .flag("today") { $0.isToday },
        .optional("overdue_for") { $0.overdueFor }, .text("owner") { $0.owner },
        .flag("urgent") { $0.followUp.urgency == .urgent }, .flag("acute") { $0.followUp.urgency == .acute },
        .flag("about_you") { $0.isAboutReader }, .flag("about_employee") { $0.followUp.employee != nil && !$0.isAboutReader },
        .flag("any_contacts") { !$0.contacts.isEmpty }, .list("contacts") { $0.contacts },
        .flag("any_sources") { !$0.sources.isEmpty }, .list("sources") { $0.sources },
        .text("reader") { $0.reader.name.onOneLine }, .flag("has_kind") { $0.hasKind },
        .flag("any_problems") { !$0.problems.isEmpty }, .list("problems") { $0.problems },
        .optional("names_seen") { $0.namesSeen },
        .flag("open") { $0.ending == nil }, .flag("any_outcomes") { !$0.outcomes.isEmpty }, .list("outcomes") { $0.outcomes },
        .flag("any_asks_reason") { $0.outcomes.contains(where: \.needsReason) },
        .flag("any_asks_date") { $0.outcomes.contains(where: \.countsFromDate) },
        .flag("any_asks_due") { $0.outcomes.contains(where: \.asksDue) }, .optional("agreed") { $0.form.typed(.due, in: .close) },
        .optional("agreed_problem") { $0.problem(.due, in: .close) }, .text("tomorrow_day") { $0.today.adding(days: 1).description },
        .shortText("reason_field") { $0.shortText(.reason, in: .close) }, .optional("on") { $0.form.typed(.on, in: .close) },
        .optional("outcome_problem") { $0.problem(.outcome, in: .close) },
        .optional("on_problem") { $0.problem(.on, in: .close) }, .text("today_day") { $0.today.description },
        .optional("snoozed_until") { $0.snoozedUntil }, .flag("may_snooze") { $0.snooze != nil },
        .optional("until") { $0.form.typed(.until, in: .snooze) }, .shortText("snooze_reason_field") { $0.shortText(.reason, in: .snooze) },
        .optional("first_day") { $0.snooze?.first }, .optional("latest_day") { $0.snooze?.latest },
        .optional("latest_in_words") { $0.snooze?.latestInWords }, .optional("until_problem") { $0.problem(.until, in: .snooze) },
        .optional("snooze_reason_problem") { $0.problem(.reason, in: .snooze) },
        .flag("ended") { $0.ending != nil }, .flag("cancelled") { $0.ending?.isCancelled ?? false },
        .optional("ended_at") { $0.ending?.at }, .optional("ended_by") { $0.ending?.by },
        .flag("ended_by_you") { $0.ending?.isByReader ?? false }, .optional("ended_with") { $0.ending?.outcome },
        .optional("moved_to") { $0.ending?.ownCase },
        .flag("any_opened") { !($0.ending?.opened.isEmpty ?? true) }, .list("opened") { $0.ending?.opened ?? [] },
    ])
}

struct NextFollowUp: TemplateContext {
    let title: String
    let due: String

    static let vocabulary = TemplateFields<NextFollowUp>([.text("next_title") { $0.title }, .text("next_due") { $0.due }])
}

public struct OutcomeChoice: TemplateContext {
    public let id: String
    let meaning: String
    let isChosen: Bool
    let closesCase: Bool
    let needsReason: Bool
    let asksDue: Bool
    let countsFromDate: Bool
    let consequences: [NextFollowUp]
    let beside: [BesideChoice]
    /// The code of the own case that this outcome leads to; nil when it stays in the same case.
    let ownCase: String?

    public static let vocabulary = TemplateFields<OutcomeChoice>([
        .optional("own_case") { $0.ownCase },
        .text("outcome") { $0.id }, .text("meaning") { $0.meaning }, .flag("chosen") { $0.isChosen },
        .flag("closes_case") { $0.closesCase }, .flag("needs_reason") { $0.needsReason }, .flag("counts_from_date") { $0.countsFromDate },
        .flag("asks_due") { $0.asksDue },
        .flag("any_consequences") { !$0.consequences.isEmpty }, .list("consequences") { $0.consequences },
        .flag("any_beside") { !$0.beside.isEmpty }, .list("beside") { $0.beside },
    ])
}

/// A box for what may have come together with an outcome.
struct BesideChoice: TemplateContext {
    let name: String
    let meaning: String
    let isChosen: Bool
    let needsReason: Bool
    let asksDue: Bool
    let countsFromDate: Bool
    /// What follows from it besides.
    let consequences: [NextFollowUp]

    static let vocabulary = TemplateFields<BesideChoice>([
        .text("box") { $0.name }, .text("meaning") { $0.meaning }, .flag("chosen") { $0.isChosen },
        .flag("needs_reason") { $0.needsReason }, .flag("counts_from_date") { $0.countsFromDate }, .flag("asks_due") { $0.asksDue },
        .flag("any_consequences") { !$0.consequences.isEmpty }, .list("consequences") { $0.consequences },
    ])
}
