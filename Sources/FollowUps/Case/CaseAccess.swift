/// Decides who may hear of a case on one day. Reminders, pages, lists and numbers all ask it (promise 6).
///
/// A case that is kept from roles is open to its keepers, to owners by name, to the other roles of the school, and to
/// whoever stands in for one of these on that day. It is kept from holders of an excluded role and from all who may
/// stand in for them, today or later. Keepers hear of it even when they hold such a role, so that somebody always hears
/// (promise 5).
public struct CaseAccess: Sendable {
    let directory: Directory
    let routing: Routing
    let day: Day

    public init(directory: Directory, routing: Routing, on day: Day) {
        self.directory = directory
        self.routing = routing
        self.day = day
    }

    public func isKept(from person: PersonID, _ people: CasePeople, at school: SchoolID) -> Bool {
        if people.excluded.contains(person) { return true }
        guard people.isKeptFromRoles, !people.exempt.contains(person) else { return false }
        if keepers(people, at: school).contains(person) { return false }
        if excludedHolders(people, at: school)[person] != nil { return true }
        let own = people.keepers.map { Owner.role($0) } + people.namedOwners.map { .person($0) }
        if own.contains(where: { takesPlace(person, of: $0, people, at: school) }) { return false }
        if possibleStandIns(people, at: school).contains(person) { return true }
        let others = Set(directory.school(school)?.roles.keys.map { $0 } ?? []).union(people.holders.keys)
        return !others.contains { takesPlace(person, of: .role($0), people, at: school) }
    }

    public func holder(of owner: Owner, _ people: CasePeople, at school: SchoolID) -> PersonID? {
        directory.holder(of: owner, at: school, in: people)
    }

    /// Nil when nobody can be reached, or when the owner is an excluded role. Unless it can wait, holiday cover comes first.
    func route(
        to owner: Owner, _ people: CasePeople, at school: SchoolID, canWait: Bool = true, avoiding tried: Set<PersonID> = []
    ) -> Routing.Route? {
        if isExcluded(owner, people, at: school) { return nil }
        let barred = barred(for: owner, people, at: school)
        return routing.route(
            to: owner, at: school, on: day, canWait: canWait, avoiding: barred.avoided.union(tried), endingAt: barred.ends, in: people)
    }

    func takesPlace(_ person: PersonID, of owner: Owner, _ people: CasePeople, at school: SchoolID) -> Bool {
        guard !isExcluded(owner, people, at: school), let holder = directory.holder(of: owner, at: school, in: people) else { return false }
        let barred = barred(for: owner, people, at: school)
        if barred.avoided.contains(person) { return false }
        return holder == person
            || routing.chain(from: holder, on: day, avoiding: barred.avoided, endingAt: barred.ends).reached?.id == person
    }

    /// Whether what cannot wait comes to them in a holiday, instead of to its owner.
    func covers(_ person: PersonID, for owner: Owner, _ people: CasePeople, at school: SchoolID) -> Bool {
        guard directory.hasHolidayCover(at: school, on: day), !takesPlace(person, of: owner, people, at: school) else { return false }
        return route(to: owner, people, at: school, canWait: false)?.person.id == person
    }

    /// Whether an owner is an excluded role, or falls to one.
    func isExcluded(_ owner: Owner, _ people: CasePeople, at school: SchoolID) -> Bool {
        guard people.isKeptFromRoles, case .role(let role) = owner else { return false }
        let filling = directory.role(filling: role, at: school, in: people)
        return people.excludedRoles.contains(people.role(inPlaceOf: role)) || filling.map(people.excludedRoles.contains) == true
    }

    // MARK: Who is who

    /// Who may not be reached on an owner's behalf, and where the search for a deputy stops: the deputy of an excluded
    /// holder would hear of the case in their place.
    private func barred(for owner: Owner, _ people: CasePeople, at school: SchoolID) -> (avoided: Set<PersonID>, ends: Set<PersonID>) {
        guard people.isKeptFromRoles else { return (people.excluded, []) }
        let ends = Set(excludedHolders(people, at: school).keys)
        let avoided = people.excluded.union(ends)
        let isOwn =
            switch people.owner(inPlaceOf: owner) {
            case .role(let role): people.keepers.contains(role)
            case .person: true
            }
        return (isOwn ? avoided : avoided.union(possibleStandIns(people, at: school)), ends)
    }

    private func keepers(_ people: CasePeople, at school: SchoolID) -> Set<PersonID> {
        Set(people.keepers.compactMap { directory.holder(of: .role($0), at: school, in: people) })
    }

    /// The holders of an excluded role, with that role. Keepers and exempt people are left out.
    public func excludedHolders(_ people: CasePeople, at school: SchoolID) -> [PersonID: RoleID] {
        let keepers = keepers(people, at: school)
        return roleHolders(people, at: school).filter { !keepers.contains($0.key) && !people.exempt.contains($0.key) }
    }

    /// The keepers who also hold an excluded role. Only an exclusion by name keeps the case from them: otherwise nobody
    /// might be left to look after it.
    public func keepersWithExcludedRole(_ people: CasePeople, at school: SchoolID) -> [PersonID: RoleID] {
        let keepers = keepers(people, at: school).subtracting(people.excluded)
        return roleHolders(people, at: school).filter { keepers.contains($0.key) }
    }

    private func roleHolders(_ people: CasePeople, at school: SchoolID) -> [PersonID: RoleID] {
        let held = people.excludedRoles.sorted().flatMap { role in
            [people.holders[role], directory.holder(of: .role(role), at: school)].compactMap { $0 }.map { ($0, role) }
        }
        return Dictionary(held, uniquingKeysWith: { first, _ in first })
    }

    /// Everybody who may stand in for a holder of an excluded role, today or later, or covers that role in a holiday.
    private func possibleStandIns(_ people: CasePeople, at school: SchoolID) -> Set<PersonID> {
        let keepers = keepers(people, at: school)
        var unfollowed = roleHolders(people, at: school).keys.filter { !keepers.contains($0) }
        let covers = people.excludedRoles.compactMap { directory.school(school)?.holidayCover[$0] }
        var found = Set(covers)
        unfollowed += covers
        while let person = unfollowed.popLast() {
            for deputy in routing.possibleDeputies(of: person, from: day) where found.insert(deputy).inserted { unfollowed.append(deputy) }
        }
        return found.subtracting(keepers).subtracting(people.exempt)
    }
}
