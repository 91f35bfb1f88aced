import FollowUps
import Templates

/// Says what was done in a case, and by whom.
struct TimelineFormatter {
    let catalogue: Catalogue
    let directory: Directory
    let language: Language

    /// Nil for what happened by itself.
    func who(_ entry: HistoryEntry) -> String? {
        entry.actor == HistoryEntry.daemon ? nil : (directory.person(PersonID(entry.actor))?.name ?? entry.actor).onOneLine
    }

    /// Nil for what says nothing about how the case went: an opening is seen in what it led to, or in what is open. Who is kept from the case is
    /// not for a page either.
    func what(_ entry: HistoryEntry, kind: KindID?) -> String? {
        func value(_ field: String) -> String? { entry.changes?.first { $0.field == field }?.to }
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
