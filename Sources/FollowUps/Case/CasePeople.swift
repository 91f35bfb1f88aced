/// Who has a part in a case, and from whom it is kept.
public struct CasePeople: Hashable, Sendable {
    /// The people who hold a role in this case, in place of the school's holder.
    public let holders: [RoleID: PersonID]
    public let excluded: Set<PersonID>
    /// Whoever holds one of these, or stands in, hears nothing of it.
    public let excludedRoles: Set<RoleID>
    /// For each role that has been taken over (the key), the role that has it in this case.
    public let takenOver: [RoleID: RoleID]
    /// The roles that look after a case that is kept from others. They hear of it whatever else they are.
    public let keepers: Set<RoleID>
    /// The people whom no role shuts out, because they opened what keeps the case from others.
    public let exempt: Set<PersonID>
    public let namedOwners: Set<PersonID>

    /// For a case with nothing out of the ordinary, and for a follow-up without a case.
    public static let ordinary = CasePeople()

    public init(
        holders: [RoleID: PersonID] = [:], excluded: Set<PersonID> = [], excludedRoles: Set<RoleID> = [], takenOver: [RoleID: RoleID] = [:],
        keepers: Set<RoleID> = [], exempt: Set<PersonID> = [], namedOwners: Set<PersonID> = []
    ) {
        self.holders = holders
        self.excluded = excluded
        self.excludedRoles = excludedRoles
        self.takenOver = takenOver
        // An excluded role cannot look after the case.
        self.keepers = keepers.subtracting(excludedRoles)
        self.exempt = exempt
        self.namedOwners = namedOwners
    }

    public var isKeptFromRoles: Bool { !excludedRoles.isEmpty }

    var keepsSomebodyOut: Bool { isKeptFromRoles || !excluded.isEmpty }

    public func role(inPlaceOf role: RoleID) -> RoleID {
        // As in nearly every case.
        if takenOver.isEmpty { return role }
        var (found, seen) = (role, Set([role]))
        while let next = takenOver[found], seen.insert(next).inserted { found = next }
        return found
    }

    public func owner(inPlaceOf owner: Owner) -> Owner {
        switch owner {
        case .role(let role): .role(self.role(inPlaceOf: role))
        case .person: owner
        }
    }
}

extension Catalogue {
    public func people(of dossier: Case) -> CasePeople {
        let effective = Set(dossier.openedKinds.map(present)).sorted().compactMap { kind($0) }
        let keeping = effective.filter { !$0.excludes.isEmpty }
        let owners = keeping.compactMap { if case .role(let role) = $0.owner { role } else { nil as RoleID? } }
        let takenOver = takenOver(by: effective)
        return CasePeople(
            holders: dossier.holders, excluded: dossier.excluded, excludedRoles: Set(keeping.flatMap(\.excludes)), takenOver: takenOver,
            keepers: keeping.isEmpty ? [] : Set(owners).union(takenOver.values), exempt: dossier.exempt, namedOwners: dossier.namedOwners)
    }

    /// The role that has the work of another (the key), when these kinds, in the order of their ids, were opened in a case.
    func takenOver(by opened: [Kind]) -> [RoleID: RoleID] {
        opened.reduce(into: [:]) { all, kind in all.merge(kind.takesOver) { first, _ in first } }
    }

    public var kindsThatChangePeople: Set<KindID> { Set(kinds.filter { !$0.excludes.isEmpty || !$0.takesOver.isEmpty }.map(\.id)) }
}
