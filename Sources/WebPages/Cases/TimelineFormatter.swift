import FollowUps
import Templates

struct TimelineFormatter {
    let phrases: FollowUpPhrases
    /// Whether the reader may keep the case from somebody, and so sees from whom it was kept and why it is held.
    var restricts = false

    /// Nil for the daemon.
    func who(_ entry: HistoryEntry) -> String? {
        entry.actor == HistoryEntry.daemon ? nil : phrases.name(of: PersonID(entry.actor))
    }

    /// Nil for an entry that the timeline leaves out, such as the opening of a follow-up, or an exclusion for whoever may not exclude (promise 6).
    func what(_ entry: HistoryEntry, kind: Kind?) -> String? {
        func value(_ field: String) -> String? { entry.changes?.first { $0.field == field }?.to }
        let language = phrases.wording.language
        let text: LocalizedText? =
            switch entry.action {
            case .closed:
                {
                    let ids = (entry.changes ?? []).filter { $0.field == "outcome" }.compactMap(\.to).map { OutcomeID($0) }
                    let outcome = ids.isEmpty ? "?" : phrases.outcomes(ids, of: kind)
                    let agreed = value("agreed").flatMap { Day($0) }.map { phrases.wording.day($0, unlessIn: 0) }
                    return LocalizedText(
                        nl: "Afgerond: \(outcome)" + (agreed.map { ", afgesproken voor \($0)" } ?? ""),
                        en: "Recorded: \(outcome)" + (agreed.map { ", agreed for \($0)" } ?? ""))
                }()
            case .cancelled, .withdrawn: LocalizedText(nl: "Ingetrokken", en: "Withdrawn")
            case .reopened: LocalizedText(nl: "Heropend", en: "Reopened")
            case .rescheduled: LocalizedText(nl: "Verzet naar een andere dag", en: "Moved to another day")
            case .snoozed: LocalizedText(nl: "Herinneringen gepauzeerd", en: "Reminders paused")
            case .assigned: LocalizedText(nl: "Aan iemand anders gegeven", en: "Given to somebody else")
            // Other openings show in what led to them; this one has a reason.
            case .opened where value("reason") != nil: LocalizedText(nl: "Toegevoegd", en: "Added")
            case .reminded: LocalizedText(nl: "Opnieuw gevraagd", en: "Asked again")
            case .caseOpened: LocalizedText(nl: "Dossier geopend", en: "Case opened")
            case .caseLeft:
                value("left").flatMap { Day($0) }.map { phrases.wording.day($0, unlessIn: 0) }.map {
                    LocalizedText(nl: "Vertrokken op \($0)", en: "Has left since \($0)")
                } ?? LocalizedText(nl: "Toch niet vertrokken", en: "Has not left after all")
            case .caseMoved:
                LocalizedText(
                    nl: "Gaat verder met \(catalogue(value("catalogue"), .nl))", en: "Goes on by \(catalogue(value("catalogue"), .en))")
            case .caseClosed: LocalizedText(nl: "Dossier gesloten", en: "Case closed")
            case .caseReopened: LocalizedText(nl: "Dossier heropend", en: "Case reopened")
            case .caseRole: role(RoleID(value("role") ?? "?"), value("person"))
            case .excluded where restricts: LocalizedText(nl: "\(name(value("person"))) buitengesloten", en: "\(name(value("person"))) excluded")
            case .readmitted where restricts:
                LocalizedText(nl: "\(name(value("person"))) weer toegelaten", en: "\(name(value("person"))) let in again")
            case .held where restricts: LocalizedText(nl: "Wordt bewaard: \(value("hold") ?? "?")", en: "Kept: \(value("hold") ?? "?")")
            case .released where restricts: LocalizedText(nl: "Wordt niet meer bewaard", en: "No longer kept")
            default: nil
            }
        return text?[language].onOneLine
    }

    /// Its title where it has one.
    private func catalogue(_ version: String?, _ language: Language) -> String {
        let named = version.flatMap { CatalogueVersion($0) }.flatMap { phrases.catalogues.catalogue($0.id) }
        return named?.head.title?[language] ?? version ?? "?"
    }

    private func name(_ person: String?) -> String { person.map { phrases.name(of: PersonID($0)) } ?? "?" }

    private func role(_ role: RoleID, _ person: String?) -> LocalizedText {
        let title = phrases.title(of: role)
        guard let person else { return LocalizedText(nl: "\(title): weer zoals gewoonlijk", en: "\(title): as usual again") }
        return LocalizedText(nl: "\(title) in dit dossier: \(name(person))", en: "\(title) in this case: \(name(person))")
    }
}
