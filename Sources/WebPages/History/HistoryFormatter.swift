import FollowUps
import Foundation
import Templates

/// A line of the history, in words.
struct HistoryLine: TemplateContext {
    let at: Date
    let moment: String
    let what: String
    /// Nil for what happened by itself.
    let who: String?
    let followUp: Int64?
    let caseCode: String?
    let reason: String?
    /// What the follow-up asks, where that is known.
    var about: String? = nil

    static let vocabulary = TemplateFields<HistoryLine>([
        .text("at") { $0.moment }, .text("what") { $0.what }, .optional("who") { $0.who }, .optional("id") { $0.followUp.map(String.init) },
        .optional("case") { $0.caseCode }, .optional("reason") { $0.reason }, .optional("about") { $0.about },
    ])
}

struct HistoryFormatter {
    let reader: PageReader
    /// Also what the timeline of a case leaves out (promise 6).
    let seesEverything: Bool

    private var language: Language { reader.language }
    private func moment(_ instant: Date) -> String { reader.wording.moment(instant, unlessIn: reader.year) }

    func line(_ entry: HistoryEntry, about followUp: FollowUp?) -> HistoryLine? {
        let formatter = TimelineFormatter(phrases: reader.phrases)
        let kind = followUp.flatMap(reader.catalogues.kind)
        guard let what = formatter.what(entry, kind: kind) ?? formatter.leftOutOfCase(entry)?[language] ?? other(entry) else { return nil }
        let isByItself = [HistoryEntry.daemon, HistoryEntry.itself].contains(entry.actor)
        return HistoryLine(
            at: entry.at, moment: moment(entry.at), what: what, who: isByItself ? nil : who(entry.actor, through: entry.through),
            followUp: entry.followUp, caseCode: seesEverything ? entry.caseCode?.rawValue.onOneLine : nil,
            reason: seesEverything ? nil : entry.changes?.first { $0.field == "reason" }?.to?.onOneLine,
            about: followUp.map { kind?.title[language].onOneLine ?? $0.kind.rawValue })
    }

    func line(_ sent: SentReminder) -> HistoryLine {
        let name = reader.phrases.name(of: sent.recipient)
        let what =
            sent.isEscalation
            ? LocalizedText(nl: "Bericht verstuurd aan \(name), omdat het te laat was", en: "Message sent to \(name), because it was late")
            : LocalizedText(nl: "Bericht verstuurd aan \(name)", en: "Message sent to \(name)")
        return HistoryLine(at: sent.at, moment: moment(sent.at), what: what[language], who: nil, followUp: nil, caseCode: nil, reason: nil)
    }

    func line(_ reading: CaseReading) -> HistoryLine {
        HistoryLine(
            at: reading.at, moment: moment(reading.at), what: LocalizedText(nl: "Dossier gelezen", en: "Case read")[language],
            who: who(reading.person.rawValue, through: reading.through), followUp: nil, caseCode: reading.caseCode.rawValue.onOneLine, reason: nil)
    }

    /// `beheerder namens IB De Vlieger`
    private func who(_ actor: String, through: String?) -> String {
        let name = reader.phrases.name(of: PersonID(actor))
        guard let through else { return name }
        let hand = reader.phrases.name(of: PersonID(through))
        return LocalizedText(nl: "\(hand) namens \(name)", en: "\(hand) on behalf of \(name)")[language]
    }

    /// What nothing else has words for; nil for what only whoever sees everything may know.
    private func other(_ entry: HistoryEntry) -> String? {
        func name(_ field: String) -> String {
            entry.changes?.first { $0.field == field }.flatMap { $0.to ?? $0.from }.map { reader.phrases.name(of: PersonID($0)) } ?? "?"
        }
        guard seesEverything else { return nil }
        let rest: LocalizedText =
            switch entry.action {
            case .away: LocalizedText(nl: "Afwezig genoteerd: \(name("person"))", en: "Noted as away: \(name("person"))")
            case .back: LocalizedText(nl: "Is er weer: \(name("person"))", en: "Is back: \(name("person"))")
            case .excluded: LocalizedText(nl: "Uitgesloten: \(name("person"))", en: "Excluded: \(name("person"))")
            case .readmitted: LocalizedText(nl: "Weer toegelaten: \(name("person"))", en: "Let in again: \(name("person"))")
            case .held: LocalizedText(nl: "Bewaren: niet verwijderen", en: "Held: not to be removed")
            case .released: LocalizedText(nl: "Hoeft niet langer bewaard", en: "No longer held")
            case .signedOut: LocalizedText(nl: "Afgemeld door de beheerder: \(name("person"))", en: "Signed out by operator: \(name("person"))")
            case .calendarMade: LocalizedText(nl: "Adres voor de agenda gemaakt", en: "Calendar address made")
            case .calendarRevoked: LocalizedText(nl: "Adres voor de agenda beëindigd", en: "Calendar address ended")
            case .messageRetried: LocalizedText(nl: "Bericht opnieuw verstuurd", en: "Message sent again")
            case .messageBounced: LocalizedText(nl: "Bericht kwam terug", en: "Message came back")
            case .channelOff: LocalizedText(nl: "Kanaal uitgezet", en: "Channel turned off")
            case .channelOn: LocalizedText(nl: "Kanaal weer aangezet", en: "Channel turned on again")
            case .purged where entry.changes?.contains { $0.field == "kind" } == true:
                LocalizedText(nl: "Afgeronde acties na de bewaartermijn verwijderd", en: "Ended actions removed after their term")
            case .purged: LocalizedText(nl: "Dossier na de bewaartermijn verwijderd", en: "Case removed after its term")
            case .restored: LocalizedText(nl: "Reservekopie teruggezet", en: "Backup restored")
            case .promoted: LocalizedText(nl: "Andere machine heeft het overgenomen", en: "Another machine took over")
            case .clockCorrected: LocalizedText(nl: "Klok rechtgezet", en: "Clock put right")
            default: LocalizedText(nl: entry.action.rawValue, en: entry.action.rawValue)
            }
        return rest[language]
    }
}
