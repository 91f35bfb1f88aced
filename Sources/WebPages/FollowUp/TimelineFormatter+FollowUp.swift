import FollowUps
import Templates

extension TimelineFormatter {
    /// What an entry did to a follow-up, in a few words; nil for what its page does not tell.
    func what(_ entry: HistoryEntry, of followUp: FollowUp, _ reader: PageReader) -> String? {
        func change(_ field: String) -> HistoryEntry.Change? { entry.changes?.first { $0.field == field } }
        func day(_ text: String?) -> String? {
            text.flatMap { Day(String($0.prefix(10))) }.map { reader.wording.day($0, unlessIn: reader.year) }
        }
        let text: LocalizedText? =
            switch entry.action {
            case .snoozed:
                day(change("snoozed_until")?.to).map { LocalizedText(nl: "Geen herinnering tot \($0)", en: "No reminder until \($0)") }
                    ?? LocalizedText(nl: "De herinneringen gaan weer door", en: "The reminders go on")
            case .rescheduled:
                day(change("due")?.to).map { LocalizedText(nl: "Verzet naar \($0)", en: "Moved to \($0)") }
                    ?? LocalizedText(nl: "Verzet naar een andere dag", en: "Moved to another day")
            case .assigned:
                change("owner")?.to.flatMap { reader.rules.owner(named: $0) }.map { owner in
                    let name = reader.holder(of: owner, at: followUp.school, .ordinary)
                    return LocalizedText(nl: "Gegeven aan \(name)", en: "Given to \(name)")
                } ?? LocalizedText(nl: "Aan iemand anders gegeven", en: "Given to somebody else")
            default: nil
            }
        return text.map { $0[reader.language].onOneLine } ?? leftOutOfCase(entry)?[reader.language]
            ?? what(entry, kind: reader.catalogues.kind(of: followUp))
    }

    /// What the timeline of a case leaves out of what was done to a follow-up; nil for anything else.
    func leftOutOfCase(_ entry: HistoryEntry) -> LocalizedText? {
        switch entry.action {
        case .opened: LocalizedText(nl: "Geopend", en: "Opened")
        case .noted: LocalizedText(nl: "Notitie bewaard", en: "Note kept")
        case .struck: LocalizedText(nl: "Tekst doorgehaald", en: "Text struck out")
        default: nil
        }
    }

    /// - Parameter seesReasons: whether what people wrote is shown.
    func event(_ entry: HistoryEntry, of followUp: FollowUp, _ reader: PageReader, seesReasons: Bool) -> TimelineEvent? {
        guard let what = what(entry, of: followUp, reader) else { return nil }
        let written = entry.changes?.first { $0.field == "reason" || (entry.action == .noted && $0.field == "note") }?.to
        return TimelineEvent(
            at: reader.wording.moment(entry.at, unlessIn: reader.year), who: who(entry), what: what, about: nil,
            reason: seesReasons ? written?.onOneLine : nil)
    }
}
