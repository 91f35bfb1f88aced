import FollowUps
import Foundation
import Templates

/// A case at a glance. Whoever may not read its timeline sees who holds which role, and what they may do.
public struct TimelinePage: SignedInPage {
    public static let page = Page.timeline

    public let reader: PageReader
    public let title: String
    let code: String
    let path: String
    let school: String
    let openedAt: String
    let closedAt: String?
    /// The day itself, for the field, and in words.
    let left: (day: String, words: String)?
    let fromCase: String?
    let readsTimeline: Bool
    let steps: [StepText]
    /// Those in force now; none in a closed case.
    let protections: [ProtectionText]
    let warnings: [WarningText]
    let open: [FollowUpLine]
    let events: [TimelineEvent]
    let roles: [RoleText]
    let hold: (since: String, reason: String)?
    let confirmation: Confirmation?
    public let controls: CaseControls
    public var hasProblems: Bool { !controls.form.problems.isEmpty }

    public init(_ view: CaseView, form: CaseForm = CaseForm(), for reader: PageReader) {
        let (dossier, clock) = (view.dossier, reader.clock)
        func day(_ instant: Date) -> String { reader.wording.day(clock.day(of: instant), unlessIn: reader.year) }
        let followUps = view.timeline?.followUps ?? []
        let catalogue = reader.catalogues.catalogue(of: dossier)
        let people = catalogue.people(of: dossier)
        self.reader = reader
        // Without the code, because the title stays in the browser's history (promise 9).
        title = LocalizedText(nl: "Dossier", en: "Case")[reader.language]
        code = dossier.code.rawValue.onOneLine
        path = PagePath.timeline(dossier.code)
        school = reader.phrases.name(of: dossier.school)
        openedAt = day(dossier.openedAt)
        closedAt = dossier.closedAt.map(day)
        left = view.permission.readsTimeline ? dossier.leftOn.map { ($0.description, reader.wording.day($0, unlessIn: reader.year)) } : nil
        readsTimeline = view.permission.readsTimeline
        fromCase = readsTimeline ? dossier.fromCase?.rawValue.onOneLine : nil
        steps = readsTimeline ? catalogue.progress(of: followUps).map { StepText($0, in: reader.language) } : []
        let inForce = dossier.isOpen ? view.timeline?.protections ?? [] : []
        protections = inForce.map { ProtectionText(title: $0.title[reader.language].onOneLine) }
        warnings = WarningText.all(about: view, people, for: reader)
        open = followUps.filter { $0.status == .open }.sorted { $0.due.overdueFrom(clock) < $1.due.overdueFrom(clock) }.map {
            FollowUpLine(inCase: $0, people, for: reader)
        }
        events = TimelineEvent.all(of: view, for: reader)
        roles = RoleText.all(of: dossier, people, for: reader)
        hold = dossier.hold.map { (day($0.since), $0.reason.onOneLine) }
        confirmation = Confirmation(view, for: reader)
        controls = CaseControls(view, form: form, protections: inForce, for: reader)
    }

    public static let vocabulary = TemplateFields<TimelinePage>(
        signedIn: [
            .text("case") { $0.code }, .text("case_path") { $0.path }, .text("case_segment") { String($0.path.dropFirst("/cases/".count)) },
            .text("school") { $0.school }, .text("opened_at") { $0.openedAt },
            .optional("closed_at") { $0.closedAt }, .optional("left_on") { $0.left?.words }, .optional("left_since") { $0.left?.day },
            .optional("from_case") { $0.fromCase }, .flag("reads") { $0.readsTimeline },
            .flag("any_steps") { !$0.steps.isEmpty }, .list("steps") { $0.steps },
            .list("protections") { $0.protections }, .flag("any_warnings") { !$0.warnings.isEmpty }, .list("warnings") { $0.warnings },
            .flag("any_open") { !$0.open.isEmpty }, .list("open") { $0.open },
            .flag("any_events") { !$0.events.isEmpty }, .list("events") { $0.events },
            .list("roles") { $0.roles }, .optional("held_since") { $0.hold?.since }, .optional("held_reason") { $0.hold?.reason },
            .confirmation { $0.confirmation },
        ] + CaseControls.words(TimelinePage.self) { $0.controls })
}

struct ProtectionText: TemplateContext {
    let title: String

    static let vocabulary = TemplateFields<ProtectionText>([.text("protection") { $0.title }])
}

struct StepText: TemplateContext {
    let number: String
    let title: String
    let state: StepProgress.State

    init(_ progress: StepProgress, in language: Language) {
        number = progress.step.id.rawValue.onOneLine
        title = progress.step.title[language].onOneLine
        state = progress.state
    }

    static let vocabulary = TemplateFields<StepText>([
        .text("step_number") { $0.number }, .text("step") { $0.title }, .flag("done") { $0.state == .done }, .flag("now") { $0.state == .now },
        .flag("not_yet") { $0.state == .notYet },
    ])
}

/// Who holds a role in a case.
struct RoleText: TemplateContext {
    let role: String
    /// Nil when nobody does.
    let holder: String?
    /// Whether they do so in this case only.
    let isOfCase: Bool

    /// Of every role that counts in the case.
    static func all(of dossier: Case, _ people: CasePeople, for reader: PageReader) -> [RoleText] {
        reader.catalogues.catalogue(of: dossier).roles.map(\.id).filter { people.role(inPlaceOf: $0) == $0 }.map { role in
            let holder = reader.directory.holder(of: .role(role), at: dossier.school, in: people)
            let isOfCase = dossier.holders[role].map { $0 == holder } ?? false
            return RoleText(role: reader.phrases.title(of: role, at: dossier.school), holder: holder.map(reader.phrases.name), isOfCase: isOfCase)
        }
    }

    static let vocabulary = TemplateFields<RoleText>([
        .text("role") { $0.role }, .optional("holder") { $0.holder }, .flag("of_case") { $0.isOfCase },
    ])
}

struct TimelineEvent: TemplateContext {
    let at: String
    let who: String?
    let what: String
    /// The title of its follow-up; from the second round on with the round.
    let about: String?
    let reason: String?

    static func all(of view: CaseView, for reader: PageReader) -> [TimelineEvent] {
        guard let timeline = view.timeline else { return [] }
        let followUps = Dictionary(timeline.followUps.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let words = TimelineFormatter(phrases: reader.phrases, restricts: view.permission.actions.contains(.exclude))
        return timeline.history.compactMap { entry in
            let followUp = entry.followUp.flatMap { followUps[$0] }
            return words.what(entry, kind: followUp.flatMap(reader.catalogues.kind)).map { what in
                TimelineEvent(
                    at: reader.wording.moment(entry.at, unlessIn: reader.year), who: words.who(entry), what: what,
                    about: followUp.map { title(of: $0, for: reader) }, reason: entry.changes?.first { $0.field == "reason" }?.to?.onOneLine)
            }
        }
    }

    private static func title(of followUp: FollowUp, for reader: PageReader) -> String {
        let title = reader.phrases.title(of: followUp)
        if followUp.round < 2 { return title }
        let times = reader.wording.ordinal(followUp.round)
        return LocalizedText(nl: "\(title) (\(times) keer)", en: "\(title) (\(times) time)")[reader.language]
    }

    static let vocabulary = TemplateFields<TimelineEvent>([
        .text("at") { $0.at }, .optional("who") { $0.who }, .text("what") { $0.what }, .optional("about") { $0.about },
        .optional("reason") { $0.reason },
    ])
}
