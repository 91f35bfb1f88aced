import FollowUps
import Templates

/// The page of a follow-up behind the link in a mail, for whoever has it: it can be closed and snoozed there, and nothing else. What was pressed there is
/// asked about once more before it is done.
public struct LinkPage: PageModel {
    public static let page = Page.link

    public let contents: FollowUpContents
    public let question: LinkQuestion?

    /// - Parameter secret: for the page that asks whether the form of `contents` is meant, to be sent along with it.
    public init(_ contents: FollowUpContents, confirming secret: Secret? = nil) {
        self.contents = contents
        question = secret.map { LinkQuestion(contents, secret: $0) }
    }

    public var language: Language { contents.reader.language }
    public var title: String { Phrases.neutralTitle(contents.followUp.id, in: language) }
    public var hasProblems: Bool { !contents.problems.isEmpty }

    public static let vocabulary = TemplateFields<LinkPage>(page: [
        .list("follow_up") { [$0.contents] }, .flag("asks") { $0.question != nil }, .list("question") { $0.question.map { [$0] } ?? [] },
    ])
}

/// What somebody is about to do, and what will follow.
public struct LinkQuestion: TemplateContext {
    public let secret: Secret
    let reader: String
    let title: String
    let due: String
    let outcome: OutcomeChoice?
    let beside: [BesideChoice]
    let until: String?
    let reason: String?
    let on: String?
    /// What the form held, to be sent again.
    let fields: [Confirmation.HiddenField]

    init(_ contents: FollowUpContents, secret: Secret) {
        let form = contents.form
        let year = contents.today.components.year
        func day(_ field: FollowUpForm.Field) -> String? { Day(typed: form.trimmed(field)).map { contents.wording.day($0, unlessIn: year) } }
        self.secret = secret
        reader = contents.reader.name.onOneLine
        title = contents.name
        due = contents.due
        outcome = form.button == .close ? contents.outcomes.first { $0.isChosen } : nil
        let (countsFromDate, needsReason) = (outcome?.countsFromDate ?? false, outcome?.needsReason ?? true)
        until = form.button == .snooze ? day(.until) : nil
        let came = outcome?.beside.filter(\.isChosen) ?? []
        beside = came
        let asksDate = came.contains(where: \.countsFromDate)
        on = asksDate || countsFromDate ? day(.on) : nil
        let asksReason = came.contains(where: \.needsReason)
        reason = needsReason || asksReason ? form.trimmed(.reason).onOneLine : nil
        let typed = FollowUpForm.Field.allCases.compactMap { field in
            form.fields[field].map { Confirmation.HiddenField(name: field.rawValue, value: $0) }
        }
        let ticked = form.ticked.sorted().map { Confirmation.HiddenField(name: $0, value: "1") }
        fields = typed + ticked + (form.namesSeen.isEmpty ? [] : [Confirmation.HiddenField(name: "names-seen", value: form.namesSeen)])
    }

    public static let vocabulary = TemplateFields<LinkQuestion>([
        .text("asked_of") { $0.reader }, .text("asked_about") { $0.title }, .text("stays_due") { $0.due },
        .text("confirm") { $0.secret.text }, .list("chosen") { $0.outcome.map { [$0] } ?? [] }, .flag("closes") { $0.outcome != nil },
        .optional("until_day") { $0.until }, .optional("why") { $0.reason }, .optional("on_day") { $0.on }, .list("came_beside") { $0.beside },
        .list("fields") { $0.fields },
    ])
}
