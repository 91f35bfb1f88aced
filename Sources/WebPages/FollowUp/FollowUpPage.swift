import FollowUps
import Templates

/// The page of a follow-up for whoever is signed in: what it asks, all that they may do with it, and what became of it.
public struct FollowUpPage: SignedInPage {
    public static let page = Page.followUp

    public let reader: PageReader
    public let contents: FollowUpContents
    let view: FollowUpView
    let confirmation: Confirmation?
    let owner: String
    let owners: [Choice]
    let events: [TimelineEvent]
    let sent: [SentLine]
    let strikes: [Choice]

    public var title: String { Phrases.neutralTitle(view.followUp.id, in: language) }
    public var hasProblems: Bool { !contents.problems.isEmpty }

    /// - Parameters:
    ///   - done: what the reader has just done, if they come from a form.
    ///   - next: what the reader has to do next, besides this one.
    /// - Throws: `unknownReader` when the reader has left the configuration.
    public init(
        _ view: FollowUpView, form: FollowUpForm = FollowUpForm(), owners: [Owner] = [], done: HistoryEntry.Action? = nil, next: FollowUp? = nil,
        for reader: PageReader
    ) throws(PageError) {
        self.reader = reader
        self.view = view
        let (followUp, phrases) = (view.followUp, reader.phrases)
        let casePath = reader.opensTimeline(of: followUp) ? followUp.caseCode.map(PagePath.timeline) : nil
        let employee = followUp.employee.flatMap { $0 == reader.person.id ? nil : phrases.name(of: $0) }
        contents = try FollowUpContents(
            view.linked, form: form, casePath: casePath, employee: employee, catalogues: reader.catalogues, directory: reader.directory,
            at: reader.now)
        let people = view.dossier.map(reader.catalogues.people) ?? .ordinary
        owner = reader.holder(of: followUp.owner, at: followUp.school, people)
        let chosen = form.typed(.to, in: .assign)
        self.owners = owners.filter { $0 != followUp.owner }.map { owner in
            Choice(owner.description, reader.holder(of: owner, at: followUp.school, people), isChosen: owner.description == chosen)
        }
        let words = TimelineFormatter(phrases: phrases)
        events = view.history.compactMap { words.event($0, of: followUp, reader, seesReasons: view.seesReasons) }
        sent = view.sent.map { reminder in
            SentLine(
                at: reader.wording.moment(reminder.at, unlessIn: reader.year), name: phrases.name(of: reminder.recipient),
                isEscalation: reminder.isEscalation)
        }
        strikes = view.actions.contains(.strike) ? Self.strikes(of: view, form, words, reader) : []
        confirmation = done.flatMap { Confirmation(of: $0, view, next: next, for: reader) }
    }

    private func may(_ action: FollowUpAction) -> Bool { view.actions.contains(action) }
    private var isOpen: Bool { view.followUp.status == .open }

    public static let vocabulary = TemplateFields<FollowUpPage>(
        signedIn: [
            .list("follow_up") { [$0.contents] }, .confirmation { $0.confirmation }, .text("owner_name") { $0.owner },
            .flag("may_close") { $0.isOpen && $0.may(.close) }, .flag("puts_off") { $0.isOpen && $0.may(.snooze) },
            .flag("may_resume") { $0.isOpen && $0.may(.resume) && $0.contents.snoozedUntil != nil },
            .flag("may_reschedule") { $0.isOpen && $0.may(.reschedule) }, .flag("may_assign") { $0.isOpen && $0.may(.assign) && !$0.owners.isEmpty },
            .flag("may_cancel") { $0.isOpen && $0.may(.cancel) }, .flag("may_reopen") { !$0.isOpen && $0.may(.reopen) },
            .flag("may_note") { $0.may(.note) },
            .flag("may_strike") { !$0.strikes.isEmpty }, .flag("is_due_at_time") { $0.view.followUp.urgency == .acute },
            .list("owners") { $0.owners }, .flag("any_events") { !$0.events.isEmpty }, .list("events") { $0.events },
            .flag("any_sent") { !$0.sent.isEmpty },
            .list("sent") { $0.sent }, .list("strikes") { $0.strikes }, .optional("note") { $0.view.note?.onOneLine },
        ] + forms)

    /// The fields of the forms, as typed, each with its problem: `reschedule_due`, `reschedule_due_problem`; and which form has one.
    private static var forms: [Word<FollowUpPage>] {
        let fields: [(FollowUpAction, FollowUpForm.Field)] = [
            (.reschedule, .due), (.assign, .to), (.note, .text), (.strike, .entry),
        ]
        let reasons: [FollowUpAction] = [.reschedule, .cancel, .reopen, .strike]
        let words: [Word<FollowUpPage>] = fields.flatMap { action, field in
            [
                .optional("\(action)_\(field)") { $0.contents.form.typed(field, in: action) },
                .optional("\(action)_\(field)_problem") { $0.contents.problem(field, in: action) },
            ]
        }
        return words + reasons.map { action in .shortText("\(action)_reason_field") { $0.contents.shortText(.reason, in: action) } }
            + Set([.snooze] + fields.map(\.0) + reasons).map { action in
                .flag("\(action)_has_problem") { $0.contents.form.button == action && $0.hasProblems }
            }
    }
}

struct SentLine: TemplateContext {
    let at: String
    let name: String
    let isEscalation: Bool

    static let vocabulary = TemplateFields<SentLine>([
        .text("at") { $0.at }, .text("recipient") { $0.name }, .flag("escalation") { $0.isEscalation },
    ])
}

extension FollowUpPage {
    /// The texts that somebody wrote and that can be struck out: `note`, `title` or the number of a history entry.
    private static func strikes(of view: FollowUpView, _ form: FollowUpForm, _ formatter: TimelineFormatter, _ reader: PageReader) -> [Choice] {
        let (language, chosen) = (reader.language, form.typed(.entry, in: .strike))
        func choice(_ id: String, _ words: String) -> Choice { Choice(id, words, isChosen: id == chosen) }
        let note = view.note.map { _ in choice("note", LocalizedText(nl: "De notitie van bij het openen", en: "The note of its opening")[language]) }
        let title = view.followUp.title.map { _ in choice("title", LocalizedText(nl: "De eigen titel", en: "Its own title")[language]) }
        let entries = view.history.compactMap { entry -> Choice? in
            guard entry.action != .struck,
                entry.changes?.contains(where: { ["reason", "note"].contains($0.field) && $0.to != Strike.words(in: language) }) == true
            else { return nil }
            let what = formatter.what(entry, of: view.followUp, reader) ?? entry.action.rawValue
            return choice(String(entry.id), "\(reader.wording.moment(entry.at, unlessIn: reader.year)): \(what)")
        }
        return [note, title].compactMap { $0 } + entries
    }
}
