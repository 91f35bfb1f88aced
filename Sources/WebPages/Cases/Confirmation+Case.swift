import FollowUps
import Templates

extension Confirmation {
    /// Nil when nothing of the sort was done.
    init?(_ view: CaseView, for reader: PageReader) {
        guard let entry = view.done else { return nil }
        let (phrases, dossier, language) = (reader.phrases, view.dossier, reader.language)
        func change(_ field: String) -> HistoryEntry.Change? { entry.changes?.first { $0.field == field } }
        let person = change("person")
        let name = (person?.to ?? person?.from).map { phrases.name(of: PersonID($0)) } ?? "?"
        let role = change("role")?.to.map { RoleID($0) }
        let followUp = entry.followUp.flatMap { id in view.timeline?.followUps.first { $0.id == id } }
        var follows: LocalizedText?
        var undo: (CaseAction, [CaseForm.Field: String])?
        let why = LocalizedText(nl: "Ongedaan gemaakt", en: "Undone")[language]
        let what: LocalizedText
        switch entry.action {
        case .opened:
            let title = followUp.map(phrases.title) ?? "?"
            what = LocalizedText(nl: "Toegevoegd: \(title)", en: "Added: \(title)")
            follows = LocalizedText(nl: "Wie dit moet doen, krijgt er vanzelf bericht van.", en: "Whoever has to do it will be told.")
        case .caseOpened:
            what = LocalizedText(nl: "Het dossier is geopend", en: "The case is open")
            follows = LocalizedText(nl: "Wie iets moet doen, krijgt er vanzelf bericht van.", en: "Whoever has something to do will be told.")
        case .caseRole:
            let title = role.map { phrases.title(of: $0, at: dossier.school) } ?? "?"
            what =
                person?.to == nil
                ? LocalizedText(nl: "\(title): weer zoals gewoonlijk", en: "\(title): as usual again")
                : LocalizedText(nl: "\(name) is in dit dossier \(title)", en: "\(name) is \(title) in this case")
            follows = LocalizedText(
                nl: "Wat hier voor die rol openstaat, is nu van hen; zij krijgen er bericht van.",
                en: "What is open here for that role is theirs now; they will be told.")
            if dossier.isOpen, let role, dossier.holders[role]?.rawValue == person?.to {
                undo = (.role, [.role: role.rawValue, .person: person?.from ?? ""])
            }
        case .caseLeft:
            let left = change("left")
            let day = left?.to.flatMap { Day($0) }.map { reader.wording.day($0, unlessIn: reader.year) }
            what =
                day.map { LocalizedText(nl: "Vertrokken op \($0)", en: "Has left since \($0)") }
                ?? LocalizedText(nl: "Nog niet vertrokken", en: "Has not left")
            if dossier.leftOn?.description == left?.to { undo = (.left, [.day: left?.from ?? ""]) }
        case .excluded:
            what = LocalizedText(nl: "\(name) hoort niets meer van dit dossier", en: "\(name) hears nothing more of this case")
            follows = LocalizedText(
                nl: "Herinneringen die naar hen zouden gaan, gaan naar de volgende.", en: "Reminders that were to go to them go to the next person.")
            if let id = person?.to, dossier.excluded.contains(PersonID(id)) { undo = (.readmit, [.person: id, .reason: why]) }
        case .readmitted:
            what = LocalizedText(nl: "\(name) hoort weer van dit dossier", en: "\(name) hears of this case again")
            if let id = person?.to, !dossier.excluded.contains(PersonID(id)) { undo = (.exclude, [.person: id]) }
        case .held:
            what = LocalizedText(nl: "Het dossier blijft bewaard", en: "The case is kept")
            if dossier.hold != nil { undo = (.release, [.reason: why]) }
        case .released:
            what = LocalizedText(nl: "Het dossier wordt niet langer bewaard dan gewoon", en: "The case is kept no longer than usual")
            if dossier.hold == nil { undo = change("hold")?.from.map { (.hold, [.reason: $0]) } }
        case .caseClosed:
            what = LocalizedText(nl: "Het dossier is gesloten", en: "The case is closed")
            if !dossier.isOpen { undo = (.reopen, [.reason: why]) }
        case .caseReopened:
            what = LocalizedText(nl: "Het dossier is weer open", en: "The case is open again")
            follows = LocalizedText(nl: "Voeg toe wat er nu moet gebeuren.", en: "Add what has to be done now.")
        default: return nil
        }
        let form = undo.flatMap { view.permission.actions.contains($0.0) ? $0 : nil }.map { action, values in
            UndoForm(
                path: PagePath.timeline(dossier.code),
                fields: [("do", action.rawValue)] + values.sorted { $0.key.rawValue < $1.key.rawValue }.map { ($0.key.rawValue, $0.value) })
        }
        self.init([what, follows].compactMap { $0?[language].onOneLine }.joined(separator: ". ") + (follows == nil ? "." : ""), undo: form)
    }
}
