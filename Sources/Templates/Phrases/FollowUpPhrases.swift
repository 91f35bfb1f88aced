import FollowUps

/// What mails and pages call a follow-up, its owner, its school and its contacts. Each text is one line.
public struct FollowUpPhrases: Sendable {
    public let catalogues: Catalogues
    public let directory: Directory
    public let wording: Phrases

    public init(catalogues: Catalogues, directory: Directory, wording: Phrases) {
        self.catalogues = catalogues
        self.directory = directory
        self.wording = wording
    }

    private var language: Language { wording.language }

    /// Its own title, else that of its kind; the kind's id when no catalogue has that any more.
    public func title(of followUp: FollowUp) -> String { title(followUp.title, followUp.kind, by: catalogues.catalogue(of: followUp)) }

    /// - Parameter catalogue: nil for the first that has the kind.
    public func title(_ own: String?, _ kind: KindID, by catalogue: Catalogue? = nil) -> String {
        (own ?? (catalogue?.kind(kind) ?? catalogues.kinds(kind).first)?.title[language] ?? kind.rawValue).onOneLine
    }

    public func help(of followUp: FollowUp) -> String? { catalogues.kind(of: followUp)?.help?[language].onOneLine }

    public func name(of school: SchoolID) -> String { (directory.school(school)?.name ?? school.rawValue).onOneLine }

    public func name(of person: PersonID) -> String { (directory.person(person)?.name ?? person.rawValue).onOneLine }

    /// - Parameter school: nil for what the first catalogue with the role calls it.
    public func title(of role: RoleID, at school: SchoolID? = nil) -> String {
        let here = school.flatMap { catalogues.catalogue(at: $0).role(role) }
        return ((here ?? catalogues.role(role))?.title[language] ?? role.rawValue).onOneLine
    }

    /// Always a role: the reader may learn nobody else's name (promise 9).
    public func role(_ audience: Audience, of followUp: FollowUp) -> String {
        switch (audience, followUp.owner) {
        case (.role(let role), _), (.owner, .role(let role)):
            title(of: directory.role(filling: role, at: followUp.school) ?? role, at: followUp.school)
        case (.owner, .person(let person)) where person == followUp.employee: language == .nl ? "medewerker zelf" : "employee"
        case (.owner, .person): language == .nl ? "collega op naam" : "colleague by name"
        }
    }

    /// All outcomes with which it was closed; nil while it is open, and when it was cancelled.
    public func ending(of followUp: FollowUp) -> String? {
        guard let end = followUp.end, end.outcome != nil else { return nil }
        return outcomes(end.outcomes, of: catalogues.kind(of: followUp))
    }

    public func outcomes(_ ids: [OutcomeID], of kind: Kind?) -> String {
        ids.map { kind?.outcome($0)?.title[language] ?? $0.rawValue }.joined(separator: language == .nl ? ", en ook: " : ", and also: ")
            .onOneLine
    }

    /// The contacts of its kind at its school, each once.
    public func contacts(of followUp: FollowUp) -> [Contact] {
        directory.contacts(catalogues.kind(of: followUp)?.contacts ?? [], at: [followUp.school])
    }
}
