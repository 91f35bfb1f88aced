import FollowUps
import Templates

struct TimelineFormatter {
    let phrases: FollowUpPhrases

    /// Nil for the daemon.
    func who(_ entry: HistoryEntry) -> String? {
        entry.actor == HistoryEntry.daemon ? nil : phrases.name(of: PersonID(entry.actor))
    }

    /// Nil for an entry that the timeline leaves out, such as the opening of a follow-up or an exclusion (promise 6).
    func what(_ entry: HistoryEntry, kind: KindID?) -> String? {
        func value(_ field: String) -> String? { entry.changes?.first { $0.field == field }?.to }
        let (catalogue, language) = (phrases.catalogue, phrases.wording.language)
        let text: LocalizedText? =
            switch entry.action {
            case .closed:
                {
                    let id = value("outcome") ?? "?"
                    let outcome = kind.flatMap { catalogue.kind($0)?.outcome(OutcomeID(id))?.title[language] } ?? id
                    return LocalizedText(nl: "Afgerond: \(outcome)", en: "Recorded: \(outcome)")
                }()
            case .cancelled, .withdrawn: LocalizedText(nl: "Ingetrokken", en: "Withdrawn")
            case .reopened: LocalizedText(nl: "Heropend", en: "Reopened")
            case .rescheduled: LocalizedText(nl: "Verzet naar een andere dag", en: "Moved to another day")
            case .snoozed: LocalizedText(nl: "Herinneringen gepauzeerd", en: "Reminders paused")
            case .assigned: LocalizedText(nl: "Aan iemand anders gegeven", en: "Given to somebody else")
            case .caseOpened: LocalizedText(nl: "Dossier geopend", en: "Case opened")
            case .caseClosed: LocalizedText(nl: "Dossier gesloten", en: "Case closed")
            case .caseReopened: LocalizedText(nl: "Dossier heropend", en: "Case reopened")
            default: nil
            }
        return text?[language].onOneLine
    }
}
