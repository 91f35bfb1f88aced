import FollowUps

/// What mails and pages call a follow-up, its owner, its school and its contacts. Each text is one line.
public struct FollowUpPhrases: Sendable {
    public let catalogue: Catalogue
    public let directory: Directory
    public let wording: Phrases

    public init(catalogue: Catalogue, directory: Directory, wording: Phrases) {
        self.catalogue = catalogue
        self.directory = directory
        self.wording = wording
    }

    private var language: Language { wording.language }

    /// Its own title, else that of its kind; the kind's id when that has left the catalogue.
    public func title(of followUp: FollowUp) -> String { title(followUp.title, followUp.kind) }

    public func title(_ own: String?, _ kind: KindID) -> String { (own ?? catalogue.kind(kind)?.title[language] ?? kind.rawValue).onOneLine }

    public func help(of followUp: FollowUp) -> String? { catalogue.kind(followUp.kind)?.help?[language].onOneLine }

    public func name(of school: SchoolID) -> String { (directory.school(school)?.name ?? school.rawValue).onOneLine }

    public func name(of person: PersonID) -> String { (directory.person(person)?.name ?? person.rawValue).onOneLine }

    public func title(of role: RoleID) -> String { (catalogue.role(role)?.title[language] ?? role.rawValue).onOneLine }

    /// Always a role: the reader may learn nobody else's name (promise 9).
    public func role(_ audience: Audience, of followUp: FollowUp) -> String {
        switch (audience, followUp.owner) {
        case (.role(let role), _), (.owner, .role(let role)): title(of: directory.role(filling: role, at: followUp.school) ?? role)
        case (.owner, .person(let person)) where person == followUp.employee: language == .nl ? "medewerker zelf" : "employee"
        case (.owner, .person): language == .nl ? "collega op naam" : "colleague by name"
        }
    }

    /// All outcomes with which it was closed; nil while it is open, and when it was cancelled.
    public func ending(of followUp: FollowUp) -> String? {
        guard let end = followUp.end, end.outcome != nil else { return nil }
        return outcomes(end.outcomes, of: followUp.kind)
    }

    public func outcomes(_ ids: [OutcomeID], of kind: KindID?) -> String {
        let kind = kind.flatMap(catalogue.kind)
        return ids.map { kind?.outcome($0)?.title[language] ?? $0.rawValue }.joined(separator: language == .nl ? ", en ook: " : ", and also: ")
            .onOneLine
    }

    /// The contacts of its kind at its school, each once.
    public func contacts(of followUp: FollowUp) -> [Contact] {
        directory.contacts(catalogue.kind(followUp.kind)?.contacts ?? [], at: [followUp.school])
    }
}
