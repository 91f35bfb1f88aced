import FollowUps
import Foundation
import Templates

extension Confirmation {
    /// Nil when the entry is not about an absence, or about that of somebody whose absence the reader does not record.
    init?(ofAbsence entry: HistoryEntry, routing: Routing, in visibility: Visibility, for reader: PageReader) {
        guard let changes = entry.changes, let person = changes.first(where: { $0.field == "person" })?.to.map({ PersonID($0) }),
            visibility.mayRecordAbsence(of: person)
        else { return nil }
        let name = reader.phrases.name(of: person)
        switch entry.action {
        case .away:
            guard let absence = Self.absences(of: person, changes, \.to).first else { return nil }
            let standIn = routing.chain(from: person, on: max(reader.today, absence.days.lowerBound)).reached?.name.onOneLine
            self.init(
                reader.wording.away(name, reader.wording.days(absence.days, unlessIn: reader.year), standIn: standIn),
                warnings: routing.gap(in: absence, from: reader.today).map { [reader.phrases.gap($0, unlessIn: reader.year)] } ?? [],
                undo: UndoForm(path: PagePath.absences, fields: [("do", "back")] + absence.fields))
        case .back:
            // What is left of it, so that nothing is said of days that are over.
            let left = Self.absences(of: person, changes, \.from).filter { $0.days.upperBound >= reader.today }.map {
                Absence(person: person, days: max($0.days.lowerBound, reader.today)...$0.days.upperBound, deputy: $0.deputy)
            }
            let undo = left.count == 1 ? UndoForm(path: PagePath.absences, fields: [("do", "away")] + left[0].fields) : nil
            self.init(
                LocalizedText(
                    nl: "Genoteerd: \(name) is er weer. Herinneringen gaan weer naar \(name) zelf.",
                    en: "Noted: \(name) is back. Reminders go to \(name) again.")[reader.language],
                undo: undo)
        default: return nil
        }
    }

    /// The absences that an entry names, as they were or have become. The deputy of each stands behind it.
    private static func absences(
        of person: PersonID, _ changes: [HistoryEntry.Change], _ value: (HistoryEntry.Change) -> String?
    ) -> [Absence] {
        var found: [Absence] = []
        for change in changes {
            switch change.field {
            case "away":
                let days = (value(change) ?? "").components(separatedBy: " to ").compactMap { Day($0) }
                if days.count == 2, days[0] <= days[1] { found.append(Absence(person: person, days: days[0]...days[1])) }
            case "deputy":
                if let last = found.popLast() { found.append(Absence(person: person, days: last.days, deputy: value(change).map { PersonID($0) })) }
            default: break
            }
        }
        return found
    }
}

extension Absence {
    /// As the fields of a form.
    fileprivate var fields: [(name: String, value: String)] {
        [("person", person.rawValue), ("from", days.lowerBound.description), ("until", days.upperBound.description)]
            + (deputy.map { [("deputy", $0.rawValue)] } ?? [])
    }
}

extension Phrases {
    fileprivate func away(_ name: String, _ days: String, standIn: String?) -> String {
        let noted = LocalizedText(nl: "Genoteerd: \(name) is afwezig \(days).", en: "Noted: \(name) is away \(days).")[language]
        let then = standIn.map {
            LocalizedText(
                nl: " Herinneringen van die dagen gaan naar \($0); wat al verstuurd is, blijft bij \(name).",
                en: " Reminders of those days go to \($0); what has been sent stays with \(name).")[language]
        }
        return noted + (then ?? "")
    }
}
