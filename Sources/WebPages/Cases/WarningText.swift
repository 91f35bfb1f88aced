import FollowUps
import Templates

/// What whoever changes the people of a case has to know, in words.
struct WarningText: TemplateContext {
    let text: String

    static let vocabulary = TemplateFields<WarningText>([.text("warning") { $0.text }])

    static func all(about view: CaseView, _ people: CasePeople, for reader: PageReader) -> [WarningText] {
        guard view.dossier.isOpen else { return [] }
        let phrases = reader.phrases
        var texts: [LocalizedText] = []
        let unreachable = view.warnings.unreachable
        if let timeline = view.timeline {
            let open = timeline.followUps.filter { $0.status == .open }
            texts += open.filter { unreachable.contains($0.id) }.map { followUp in
                let title = phrases.title(of: followUp)
                return LocalizedText(
                    nl: "Van “\(title)” (nr. \(followUp.id)) kan nu niemand een herinnering krijgen. Geef haar aan iemand anders.",
                    en: "Nobody can be reminded of “\(title)” (no. \(followUp.id)) now. Give it to somebody else.")
            }
            texts += Set(
                open.filter { !unreachable.contains($0.id) }.compactMap { followUp in
                    unheldRole(of: followUp, people, reader.directory)
                }
            ).sorted().map { role in
                let title = phrases.title(of: role)
                return LocalizedText(
                    nl: "Niemand is hier \(title). Herinneringen gaan naar wie daarna komt.",
                    en: "Nobody is \(title) here. Reminders go to whoever comes next.")
            }
            texts += open.filter { owner in
                if case .person(let person) = owner.owner { view.dossier.excluded.contains(person) } else { false }
            }.map { followUp in
                LocalizedText(
                    nl:
                        "“\(phrases.title(of: followUp))” (nr. \(followUp.id)) staat op naam van iemand die is buitengesloten. Geef haar aan iemand anders.",
                    en: "“\(phrases.title(of: followUp))” (no. \(followUp.id)) is for somebody who is excluded. Give it to somebody else.")
            }
        } else if !unreachable.isEmpty {
            texts.append(
                LocalizedText(
                    nl: "Van iets in dit dossier kan nu niemand een herinnering krijgen. Zeg het wie over het dossier gaat, of laat iemand weer toe.",
                    en: "Nobody can be reminded of something in this case now. Tell whoever looks after the case, or let somebody in again."))
        }
        if view.permission.actions.contains(.exclude) {
            texts += view.warnings.keepers.sorted { $0.key < $1.key }.map { person, role in
                let (name, title) = (phrases.name(of: person), phrases.title(of: role))
                return LocalizedText(
                    nl: "\(name) is ook \(title), en hoort van dit dossier. Gaat het over \(name), sluit hen dan buiten.",
                    en: "\(name) is also \(title), and hears of this case. If it is about \(name), exclude them.")
            }
        }
        return texts.map { WarningText(text: $0[reader.language].onOneLine) }
    }

    private static func unheldRole(of followUp: FollowUp, _ people: CasePeople, _ directory: Directory) -> RoleID? {
        guard case .role(let role) = followUp.owner, directory.holder(of: followUp.owner, at: followUp.school, in: people) == nil else { return nil }
        return role
    }
}
