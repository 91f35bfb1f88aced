import FollowUps
import Foundation
import Templates

extension FollowUpContents {
    /// - Throws: `unknownReader` when the recipient of the link has left the configuration.
    public init(
        _ linked: LinkedFollowUp, form: FollowUpForm = FollowUpForm(), casePath: String? = nil, employee: String? = nil, catalogues: Catalogues,
        directory: Directory,
        at now: Date
    ) throws(PageError) {
        guard let reader = directory.person(linked.person) else { throw .unknownReader(linked.person) }
        let parts = FollowUpContentsParts(catalogues: catalogues, directory: directory, reader: reader, now: now)
        let followUp = linked.followUp
        let catalogue = catalogues.catalogue(of: followUp)
        let (phrases, wording, year) = (parts.phrases, parts.wording, parts.year)
        self.init(
            followUp: followUp, name: phrases.title(of: followUp), help: phrases.help(of: followUp), school: phrases.name(of: followUp.school),
            due: wording.due(followUp.due, unlessIn: year), isToday: followUp.due == .day(directory.clock.day(of: now)),
            overdueFor: followUp.isOverdue(at: now, directory.clock) ? wording.overdue(followUp.due, at: now) : nil,
            owner: phrases.role(.owner, of: followUp), contacts: phrases.contacts(of: followUp).map { PageContact($0, in: reader.language) },
            sources: (catalogue.kind(followUp.kind).map { catalogue.sources(of: $0) } ?? []).map { PageSource($0, wording) }, reader: reader,
            hasKind: catalogue.kind(followUp.kind) != nil, form: form, wording: wording, today: directory.clock.day(of: now),
            outcomes: linked.previews.map { parts.choice($0, among: linked.previews, of: followUp, in: form) }, snooze: parts.snooze(followUp),
            snoozedUntil: followUp.snoozedUntil.flatMap { $0 > now ? wording.until($0, unlessIn: year) : nil },
            ending: parts.ending(of: linked), casePath: casePath, employee: employee)
    }
}

private struct FollowUpContentsParts {
    let catalogues: Catalogues
    let directory: Directory
    let reader: Person
    let now: Date

    var wording: Phrases { Phrases(language: reader.language, clock: directory.clock) }
    var phrases: FollowUpPhrases { FollowUpPhrases(catalogues: catalogues, directory: directory, wording: wording) }
    var year: Int { directory.clock.day(of: now).components.year }

    func choice(_ preview: OutcomePreview, among previews: [OutcomePreview], of followUp: FollowUp, in form: FollowUpForm) -> OutcomeChoice {
        let outcome = preview.outcome
        let isChosen = form.outcome == outcome.id
        let agreed = isChosen ? Day(typed: form.trimmed(.due)) : nil
        let ticked = isChosen ? form.beside(preview.beside) : []
        return OutcomeChoice(
            id: outcome.id.rawValue.onOneLine, meaning: outcome.title[reader.language].onOneLine, isChosen: isChosen,
            closesCase: outcome.closesCase, needsReason: outcome.needsReason, asksDue: outcome.asksDue, countsFromDate: preview.countsFromDate,
            consequences: consequences(preview, of: followUp, agreed: agreed),
            beside: preview.beside.compactMap { other in previews.first { $0.outcome.id == other.id } }.map { other in
                BesideChoice(
                    name: FollowUpForm.box(other.outcome.id, below: outcome.id), meaning: other.outcome.title[reader.language].onOneLine,
                    isChosen: ticked.contains(other.outcome.id), needsReason: other.outcome.needsReason, asksDue: other.outcome.asksDue,
                    countsFromDate: other.countsFromDate, consequences: consequences(other, of: followUp, agreed: agreed))
            }, ownCase: preview.ownCase?.rawValue.onOneLine)
    }

    private func consequences(_ preview: OutcomePreview, of followUp: FollowUp, agreed: Day?) -> [NextFollowUp] {
        preview.openings.eachOnce.map { opening in
            let due: String
            if !preview.dueAsAgreed.contains(opening.kind) {
                due = wording.due(opening.due, unlessIn: year)
            } else if let agreed {
                due = wording.due(.on(agreed, urgency: opening.urgency, in: directory.calendar(of: followUp.school)), unlessIn: year)
            } else {
                due = LocalizedText(nl: "de dag die is afgesproken", en: "the day agreed on")[reader.language]
            }
            return NextFollowUp(title: phrases.title(opening.title, opening.kind, by: catalogues.catalogue(of: followUp)), due: due)
        }
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
        let outcome = phrases.ending(of: followUp)
        let by = isByReader || actor == HistoryEntry.daemon ? nil : actor.map { phrases.name(of: PersonID($0)) }
        return FollowUpContents.Ending(
            at: wording.moment(end.at, unlessIn: year), by: by, isByReader: isByReader,
            outcome: outcome, isCancelled: followUp.status == .cancelled,
            opened: linked.opened.map { opened in
                NextFollowUp(
                    title: phrases.title(of: opened), due: wording.due(opened.due, unlessIn: year))
            }, ownCase: linked.isInOwnCase ? followUp.caseCode?.rawValue.onOneLine : nil)
    }
}

extension [NewFollowUp] {
    /// What is opened at every school stands there once.
    fileprivate var eachOnce: Self {
        enumerated().filter { place, opening in !prefix(place).contains { $0.kind == opening.kind && $0.due == opening.due } }.map(\.element)
    }
}
