import FollowUps
import Templates

extension Confirmation {
    /// Nil when the reader has done no such thing with the follow-up.
    init?(of action: HistoryEntry.Action, _ view: FollowUpView, next: FollowUp?, for reader: PageReader) {
        let actor = reader.person.id.rawValue
        let moved = view.linked.isInOwnCase ? view.linked.ending : nil
        guard let entry = view.history.last(where: { $0.action == action && $0.actor == actor }) ?? moved.flatMap({ $0.actor == actor ? $0 : nil })
        else { return nil }
        let followUp = view.followUp
        let undo = Undo(of: entry, followUp: followUp, rules: reader.rules, at: reader.now).flatMap { undo in
            view.actions.contains(undo.action) ? UndoForm(undo, of: followUp.id, in: reader.language) : nil
        }
        let formatter = TimelineFormatter(phrases: reader.phrases)
        self.init(
            formatter.what(entry, of: followUp, reader).map { "\($0)." } ?? "",
            undo: undo, next: next.map { Next(path: PagePath.followUp($0.id), title: reader.phrases.title(of: $0)) })
    }
}

extension Confirmation.UndoForm {
    fileprivate init(_ undo: Undo, of followUp: Int64, in language: Language) {
        let why = LocalizedText(nl: "Ongedaan gemaakt", en: "Undone")[language]
        let fields: [(name: String, value: String)] =
            switch undo {
            case .reopen: [("do", "reopen"), ("reason", why)]
            case .resume: [("do", "resume")]
            case .reschedule(let due): [("do", "reschedule"), ("due", due.text), ("reason", why)]
            case .assign(let owner): [("do", "assign"), ("to", owner.description)]
            }
        self.init(path: PagePath.followUp(followUp), fields: fields)
    }
}
