import FollowUps
import Foundation
import Templates

extension FollowUpForm.Problem {
    /// The words that look like a name.
    fileprivate var names: String? {
        switch self {
        case .reasonNames(_, let words), .snoozeReasonNames(let words): words
        default: nil
        }
    }
}

/// Makes of a follow-up what its page says to one reader: everything, however discreet the mail was.
struct FollowUpPageBuilder {
    let catalogue: Catalogue
    let directory: Directory
    let reader: Person
    let now: Date

    private var wording: Phrases { Phrases(language: reader.language, clock: directory.clock) }
    private var phrases: FollowUpPhrases { FollowUpPhrases(catalogue: catalogue, directory: directory, wording: wording) }
    private var year: Int { directory.clock.day(of: now).components.year }

    func context(_ page: FollowUpPage) -> FollowUpPageContext {
        let followUp = page.linked.followUp
        let problems = page.form.problems
        func text(_ field: String) -> String? { problems.first { $0.field == field }.map(wording.problem) }
        return FollowUpPageContext(
            frame: PageFrame(language: reader.language, title: wording.neutralTitle(followUp.id)), followUp: followUp,
            title: phrases.title(of: followUp),
            help: phrases.help(of: followUp), school: phrases.name(of: followUp.school), due: wording.due(followUp.due, unlessIn: year),
            isToday: followUp.due == .day(directory.clock.day(of: now)),
            overdueFor: followUp.isOverdue(at: now, directory.clock) ? wording.overdue(followUp.due, at: now) : nil,
            owner: phrases.role(.owner, of: followUp), contacts: phrases.contacts(of: followUp).map(PageContactContext.init), reader: reader,
            hasKind: catalogue.kind(followUp.kind) != nil,
            problems: problems.map { ProblemContext(text: wording.problem($0), field: $0.field) }, namesSeen: problems.lazy.compactMap(\.names).first,
            outcomeProblem: text("outcome"),
            outcomes: page.linked.outlook.map { choice($0, in: page.form, text) },
            snooze: snooze(followUp, page.form, text),
            snoozedUntil: followUp.snoozedUntil.flatMap { $0 > now ? wording.until($0, unlessIn: year) : nil },
            ending: ending(of: page.linked), isSignedIn: page.isSignedIn)
    }

    private func choice(_ outlook: OutcomePreview, in form: FollowUpForm, _ text: (String) -> String?) -> OutcomeChoiceContext {
        let outcome = outlook.outcome
        return OutcomeChoiceContext(
            id: outcome.id.rawValue.onOneLine, meaning: outcome.title[reader.language].onOneLine, isChosen: form.outcome == outcome.id,
            closesCase: outcome.closesCase, needsReason: outcome.needsReason, reason: form.reasons[outcome.id, default: ""],
            reasonProblem: text("reason-\(outcome.id)"), countsFromDate: outlook.countsFromDate, date: form.dates[outcome.id, default: ""],
            dateProblem: text("date-\(outcome.id)"), today: directory.clock.day(of: now).description,
            consequences: outlook.openings.map { opening in
                ConsequenceContext(
                    title: phrases.title(opening.title, opening.kind),
                    due: wording.due(opening.due, unlessIn: year))
            }, ownCase: outlook.ownCase?.rawValue.onOneLine)
    }

    private func snooze(_ followUp: FollowUp, _ form: FollowUpForm, _ text: (String) -> String?) -> FollowUpPageContext.SnoozeForm? {
        guard followUp.status == .open, followUp.urgency != .acute else { return nil }
        let latest = Snoozing.latest(from: now, in: directory.calendar(of: followUp.school))
        return FollowUpPageContext.SnoozeForm(
            until: form.until, reason: form.snoozeReason, first: directory.clock.day(of: now).adding(days: 1).description,
            latest: latest.description, latestInWords: wording.day(latest, unlessIn: year), untilProblem: text("until"),
            reasonProblem: text("snooze-reason"))
    }

    private func ending(of linked: LinkedFollowUp) -> FollowUpPageContext.Ending? {
        let followUp = linked.followUp
        guard followUp.status != .open, let end = followUp.end else { return nil }
        let actor = linked.ending?.actor
        let isByReader = actor == reader.id.rawValue
        let outcome = end.outcome.map { id in catalogue.kind(followUp.kind)?.outcome(id)?.title[reader.language] ?? id.rawValue }
        let by = isByReader || actor == HistoryEntry.daemon ? nil : actor.map { directory.person(PersonID($0))?.name ?? $0 }
        return FollowUpPageContext.Ending(
            at: wording.moment(end.at, unlessIn: year), by: by?.onOneLine, isByReader: isByReader,
            outcome: outcome?.onOneLine, isCancelled: followUp.status == .cancelled,
            opened: linked.opened.map { opened in
                ConsequenceContext(
                    title: phrases.title(of: opened), due: wording.due(opened.due, unlessIn: year))
            }, ownCase: linked.isInOwnCase ? followUp.caseCode?.rawValue.onOneLine : nil)
    }
}
