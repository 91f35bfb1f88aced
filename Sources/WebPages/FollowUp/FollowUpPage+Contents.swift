import FollowUps
import Foundation
import Templates

extension FollowUpForm.Problem {
    fileprivate var names: String? {
        switch self {
        case .reasonNames(_, let words), .snoozeReasonNames(let words): words
        default: nil
        }
    }
}

extension FollowUpPage {
    /// - Throws: `unknownReader` when the recipient of the link has left the configuration.
    public init(
        _ linked: LinkedFollowUp, form: FollowUpForm = FollowUpForm(), isSignedIn: Bool = false, catalogue: Catalogue, directory: Directory,
        at now: Date
    ) throws(PageError) {
        guard let reader = directory.person(linked.person) else { throw .unknownReader(linked.person) }
        let parts = FollowUpPageParts(catalogue: catalogue, directory: directory, reader: reader, now: now)
        let (followUp, problems) = (linked.followUp, form.problems)
        let (phrases, wording, year) = (parts.phrases, parts.wording, parts.year)
        func text(_ field: String) -> String? { problems.first { $0.field == field }.map(wording.problem) }
        self.init(
            followUp: followUp, name: phrases.title(of: followUp), help: phrases.help(of: followUp), school: phrases.name(of: followUp.school),
            due: wording.due(followUp.due, unlessIn: year), isToday: followUp.due == .day(directory.clock.day(of: now)),
            overdueFor: followUp.isOverdue(at: now, directory.clock) ? wording.overdue(followUp.due, at: now) : nil,
            owner: phrases.role(.owner, of: followUp), contacts: phrases.contacts(of: followUp).map(PageContact.init), reader: reader,
            hasKind: catalogue.kind(followUp.kind) != nil,
            problems: problems.map { FieldProblem(problem: $0, text: wording.problem($0), field: $0.field) },
            namesSeen: problems.lazy.compactMap(\.names).first, outcomeProblem: text("outcome"),
            outcomes: linked.previews.map { parts.choice($0, in: form, text) }, snooze: parts.snooze(followUp, form, text),
            snoozedUntil: followUp.snoozedUntil.flatMap { $0 > now ? wording.until($0, unlessIn: year) : nil },
            ending: parts.ending(of: linked), isSignedIn: isSignedIn)
    }
}

private struct FollowUpPageParts {
    let catalogue: Catalogue
    let directory: Directory
    let reader: Person
    let now: Date

    var wording: Phrases { Phrases(language: reader.language, clock: directory.clock) }
    var phrases: FollowUpPhrases { FollowUpPhrases(catalogue: catalogue, directory: directory, wording: wording) }
    var year: Int { directory.clock.day(of: now).components.year }

    func choice(_ preview: OutcomePreview, in form: FollowUpForm, _ text: (String) -> String?) -> OutcomeChoice {
        let outcome = preview.outcome
        return OutcomeChoice(
            id: outcome.id.rawValue.onOneLine, meaning: outcome.title[reader.language].onOneLine, isChosen: form.outcome == outcome.id,
            closesCase: outcome.closesCase, needsReason: outcome.needsReason, reason: form.reasons[outcome.id, default: ""],
            reasonProblem: text("reason-\(outcome.id)"), countsFromDate: preview.countsFromDate, date: form.dates[outcome.id, default: ""],
            dateProblem: text("date-\(outcome.id)"), today: directory.clock.day(of: now).description,
            consequences: preview.openings.map { opening in
                NextFollowUp(
                    title: phrases.title(opening.title, opening.kind),
                    due: wording.due(opening.due, unlessIn: year))
            }, ownCase: preview.ownCase?.rawValue.onOneLine)
    }

    func snooze(_ followUp: FollowUp, _ form: FollowUpForm, _ text: (String) -> String?) -> FollowUpPage.SnoozeForm? {
        guard followUp.status == .open, followUp.urgency != .acute else { return nil }
        let latest = Snoozing.latest(from: now, in: directory.calendar(of: followUp.school))
        return FollowUpPage.SnoozeForm(
            until: form.until, reason: form.snoozeReason, first: directory.clock.day(of: now).adding(days: 1).description,
            latest: latest.description, latestInWords: wording.day(latest, unlessIn: year), untilProblem: text("until"),
            reasonProblem: text("snooze-reason"))
    }

    func ending(of linked: LinkedFollowUp) -> FollowUpPage.Ending? {
        let followUp = linked.followUp
        guard followUp.status != .open, let end = followUp.end else { return nil }
        let actor = linked.ending?.actor
        let isByReader = actor == reader.id.rawValue
        let outcome = end.outcome.map { id in catalogue.kind(followUp.kind)?.outcome(id)?.title[reader.language] ?? id.rawValue }
        let by = isByReader || actor == HistoryEntry.daemon ? nil : actor.map { phrases.name(of: PersonID($0)) }
        return FollowUpPage.Ending(
            at: wording.moment(end.at, unlessIn: year), by: by, isByReader: isByReader,
            outcome: outcome?.onOneLine, isCancelled: followUp.status == .cancelled,
            opened: linked.opened.map { opened in
                NextFollowUp(
                    title: phrases.title(of: opened), due: wording.due(opened.due, unlessIn: year))
            }, ownCase: linked.isInOwnCase ? followUp.caseCode?.rawValue.onOneLine : nil)
    }
}
