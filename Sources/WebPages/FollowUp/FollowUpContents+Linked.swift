import FollowUps
import Foundation
import Templates

extension FollowUpContents {
    /// - Throws: `unknownReader` when the recipient of the link has left the configuration.
    public init(
        _ linked: LinkedFollowUp, form: FollowUpForm = FollowUpForm(), casePath: String? = nil, employee: String? = nil, catalogue: Catalogue,
        directory: Directory,
        at now: Date
    ) throws(PageError) {
        guard let reader = directory.person(linked.person) else { throw .unknownReader(linked.person) }
        let parts = FollowUpContentsParts(catalogue: catalogue, directory: directory, reader: reader, now: now)
        let followUp = linked.followUp
        let (phrases, wording, year) = (parts.phrases, parts.wording, parts.year)
        self.init(
            followUp: followUp, name: phrases.title(of: followUp), help: phrases.help(of: followUp), school: phrases.name(of: followUp.school),
            due: wording.due(followUp.due, unlessIn: year), isToday: followUp.due == .day(directory.clock.day(of: now)),
            overdueFor: followUp.isOverdue(at: now, directory.clock) ? wording.overdue(followUp.due, at: now) : nil,
            owner: phrases.role(.owner, of: followUp), contacts: phrases.contacts(of: followUp).map(PageContact.init), reader: reader,
            hasKind: catalogue.kind(followUp.kind) != nil, form: form, wording: wording, today: directory.clock.day(of: now),
            outcomes: linked.previews.map { parts.choice($0, in: form) }, snooze: parts.snooze(followUp),
            snoozedUntil: followUp.snoozedUntil.flatMap { $0 > now ? wording.until($0, unlessIn: year) : nil },
            ending: parts.ending(of: linked), casePath: casePath, employee: employee)
    }
}

private struct FollowUpContentsParts {
    let catalogue: Catalogue
    let directory: Directory
    let reader: Person
    let now: Date

    var wording: Phrases { Phrases(language: reader.language, clock: directory.clock) }
    var phrases: FollowUpPhrases { FollowUpPhrases(catalogue: catalogue, directory: directory, wording: wording) }
    var year: Int { directory.clock.day(of: now).components.year }

    func choice(_ preview: OutcomePreview, in form: FollowUpForm) -> OutcomeChoice {
        let outcome = preview.outcome
        return OutcomeChoice(
            id: outcome.id.rawValue.onOneLine, meaning: outcome.title[reader.language].onOneLine, isChosen: form.outcome == outcome.id,
            closesCase: outcome.closesCase, needsReason: outcome.needsReason, countsFromDate: preview.countsFromDate,
            consequences: preview.openings.map { opening in
                NextFollowUp(
                    title: phrases.title(opening.title, opening.kind),
                    due: wording.due(opening.due, unlessIn: year))
            }, ownCase: preview.ownCase?.rawValue.onOneLine)
    }

    func snooze(_ followUp: FollowUp) -> FollowUpContents.SnoozeForm? {
        guard followUp.status == .open, followUp.urgency != .acute else { return nil }
        let latest = Snoozing.latest(from: now, in: directory.calendar(of: followUp.school))
        return FollowUpContents.SnoozeForm(
            first: directory.clock.day(of: now).adding(days: 1).description, latest: latest.description,
            latestInWords: wording.day(latest, unlessIn: year))
    }

    func ending(of linked: LinkedFollowUp) -> FollowUpContents.Ending? {
        let followUp = linked.followUp
        guard followUp.status != .open, let end = followUp.end else { return nil }
        let actor = linked.ending?.actor
        let isByReader = actor == reader.id.rawValue
        let outcome = end.outcome.map { id in catalogue.kind(followUp.kind)?.outcome(id)?.title[reader.language] ?? id.rawValue }
        let by = isByReader || actor == HistoryEntry.daemon ? nil : actor.map { phrases.name(of: PersonID($0)) }
        return FollowUpContents.Ending(
            at: wording.moment(end.at, unlessIn: year), by: by, isByReader: isByReader,
            outcome: outcome?.onOneLine, isCancelled: followUp.status == .cancelled,
            opened: linked.opened.map { opened in
                NextFollowUp(
                    title: phrases.title(of: opened), due: wording.due(opened.due, unlessIn: year))
            }, ownCase: linked.isInOwnCase ? followUp.caseCode?.rawValue.onOneLine : nil)
    }
}
