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

    /// The contacts of its kind, each once.
    public func contacts(of followUp: FollowUp) -> [Contact] {
        var seen: Set<ContactID> = []
        return (catalogue.kind(followUp.kind)?.contacts ?? []).compactMap(directory.contact).filter { seen.insert($0.id).inserted }
    }
}
