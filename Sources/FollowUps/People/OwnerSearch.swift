/// Finds what a role or a person has to do, by the roles of the schools and in cases with people of their own.
public struct OwnerSearch: Sendable {
    private let role: RoleID?
    private let person: PersonID?
    private let catalogues: Catalogues
    private let directory: Directory

    public init?(_ name: String, catalogues: Catalogues, directory: Directory) {
        role = catalogues.role(RoleID(name))?.id
        person = directory.person(PersonID(name))?.id
        self.catalogues = catalogues
        self.directory = directory
        if role == nil, person == nil { return nil }
    }

    public init(person: PersonID, catalogues: Catalogues, directory: Directory) {
        role = nil
        self.person = person
        self.catalogues = catalogues
        self.directory = directory
    }

    /// The owners for whom they act in ordinary cases: a role and what falls to it at each school; a person and the roles they fill at each school.
    public var ownerships: [OwnerScope] {
        var found: [OwnerScope] = []
        if let role {
            found.append(OwnerScope(.role(role)))
            for school in directory.places { found += directory.roles(fallingTo: role, at: school).map { OwnerScope(.role($0), at: school.id) } }
        }
        if let person {
            found.append(OwnerScope(.person(person)))
            for school in directory.places { found += directory.roles(of: person, at: school).map { OwnerScope(.role($0), at: school.id) } }
        }
        return found
    }

    /// Whether a follow-up is theirs in a case with people of its own.
    public func includes(_ followUp: FollowUp, of dossier: Case) -> Bool {
        let people = catalogues.catalogue(of: dossier).people(of: dossier)
        if let person, directory.holder(of: followUp.owner, at: followUp.school, in: people) == person { return true }
        guard let role, case .role(let owner) = followUp.owner else { return false }
        return owner == role || directory.role(filling: owner, at: followUp.school, in: people) == role
    }
}
