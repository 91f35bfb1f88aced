/// Whose a case is: who holds a role in it alone, which roles have been taken over, and whom it is kept from.
public struct CasePeople: Hashable, Sendable {
    /// Who holds a role in this case, in the place of whoever holds it at the school.
    public let holders: [RoleID: PersonID]
    /// Who hears nothing of it, by name.
    public let excluded: Set<PersonID>
    /// The roles that hear nothing of it, whoever holds them or stands in.
    public let excludedRoles: Set<RoleID>
    /// For each role that has been taken over (the key), the one that has it in this case.
    public let takenOver: [RoleID: RoleID]
    /// The roles for which a case is that is kept from others: they hear of it in any case, whatever else they are.
    public let keepers: Set<RoleID>
    /// Those whom no role shuts out, because they opened what keeps the case from others.
    public let exempt: Set<PersonID>
    /// The people who own by name what is open in it.
    public let namedOwners: Set<PersonID>

    /// Of a case in which nothing is out of the ordinary, and of what is about no case.
    public static let ordinary = CasePeople()

    public init(
        holders: [RoleID: PersonID] = [:], excluded: Set<PersonID> = [], excludedRoles: Set<RoleID> = [], takenOver: [RoleID: RoleID] = [:],
        keepers: Set<RoleID> = [], exempt: Set<PersonID> = [], namedOwners: Set<PersonID> = []
    ) {
        self.holders = holders
        self.excluded = excluded
        self.excludedRoles = excludedRoles
        self.takenOver = takenOver
        // A role cannot be kept from what it is to look after.
        self.keepers = keepers.subtracting(excludedRoles)
        self.exempt = exempt
        self.namedOwners = namedOwners
    }

    /// Whether it is kept from roles: then only those hear of it who have a part in it.
    public var isKeptFromRoles: Bool { !excludedRoles.isEmpty }

    /// Whether there is anybody who may hear nothing of it.
    var keepsSomebodyOut: Bool { isKeptFromRoles || !excluded.isEmpty }

    /// The role that has what the catalogue gives to a role in this case.
    public func role(inPlaceOf role: RoleID) -> RoleID {
        var (found, seen) = (role, Set([role]))
        while let next = takenOver[found], seen.insert(next).inserted { found = next }
        return found
    }

    /// The owner that has what the catalogue gives to an owner in this case.
    public func owner(inPlaceOf owner: Owner) -> Owner {
        switch owner {
        case .role(let role): .role(self.role(inPlaceOf: role))
        case .person: owner
        }
    }
}

extension Catalogue {
    /// Whose a case is by what has been opened in it.
    public func people(of dossier: Case) -> CasePeople {
        let effective = dossier.openedKinds.sorted().compactMap { kind($0) }
        let keeping = effective.filter { !$0.excludes.isEmpty }
        let owners = keeping.compactMap { if case .role(let role) = $0.owner { role } else { nil as RoleID? } }
        let takenOver = effective.reduce(into: [:]) { all, kind in all.merge(kind.takesOver) { first, _ in first } }
        return CasePeople(
            holders: dossier.holders, excluded: dossier.excluded, excludedRoles: Set(keeping.flatMap(\.excludes)), takenOver: takenOver,
            keepers: keeping.isEmpty ? [] : Set(owners).union(takenOver.values), exempt: dossier.exempt, namedOwners: dossier.namedOwners)
    }

    /// The kinds whose opening changes whose a case is.
    public var kindsThatChangePeople: Set<KindID> { Set(kinds.filter { !$0.excludes.isEmpty || !$0.takesOver.isEmpty }.map(\.id)) }
}
