/// What one person may see on one day: their own follow-ups, those of people they stand in for, and what their roles
/// show of schools. Stand-ins are found as for reminders (promise 5). A case that is kept from them shows in nothing,
/// not even in a number (promise 6).
public struct Visibility: Sendable {
    public let viewer: Person
    public let hidden: Set<CaseCode>
    let catalogues: Catalogues
    let directory: Directory
    let access: CaseAccess
    /// The cases with people out of the ordinary.
    private let special: [CaseCode: RestrictedCase]

    private struct RestrictedCase: Sendable {
        let dossier: Case
        let people: CasePeople
    }

    /// Nil for somebody who has left the configuration. `special` holds every case from which anybody is excluded, that
    /// is kept from roles, or that is open and has holders of its own.
    public init?(of viewer: PersonID, rules: Ruleset, absences: [Absence] = [], channelsOff: Set<ChannelID> = [], special: [Case] = [], on day: Day) {
        guard let person = rules.directory.person(viewer) else { return nil }
        self.viewer = person
        catalogues = rules.catalogues
        directory = rules.directory
        let access = CaseAccess(
            directory: rules.directory, routing: Routing(directory: rules.directory.without(channelsOff), absences: absences), on: day)
        self.access = access
        let found = special.map { RestrictedCase(dossier: $0, people: rules.catalogues.people(of: $0)) }
        self.special = Dictionary(found.map { ($0.dossier.code, $0) }, uniquingKeysWith: { first, _ in first })
        hidden = Set(found.filter { access.isKept(from: viewer, $0.people, at: $0.dossier.school) }.map(\.dossier.code))
    }

    func takesPlace(of owner: Owner, in people: CasePeople = .ordinary, at school: SchoolID) -> Bool {
        access.takesPlace(viewer.id, of: owner, people, at: school)
    }

    // MARK: What is theirs

    /// Whether they own it, or stand in for its owner today; what cannot wait is also theirs when they cover its owner in a holiday.
    public func isTheirs(_ followUp: FollowUp) -> Bool {
        if let code = followUp.caseCode, hidden.contains(code) { return false }
        let people = followUp.caseCode.flatMap { special[$0]?.people } ?? .ordinary
        return takesPlace(of: followUp.owner, in: people, at: followUp.school)
            || followUp.urgency != .normal && covers(followUp.owner, in: people, at: followUp.school)
    }

    private func covers(_ owner: Owner, in people: CasePeople = .ordinary, at school: SchoolID) -> Bool {
        access.covers(viewer.id, for: owner, people, at: school)
    }

    /// The owners whose follow-ups are theirs, except in `hidden` cases and in those named with each.
    public var ownerships: [(OwnerScope, except: Set<CaseCode>)] {
        let people = directory.people.filter { takesPlace(of: .person($0.id), at: "") }.map { OwnerScope(.person($0.id)) }
        let roles = directory.places.flatMap { school in
            roleIDs(at: school).filter { takesPlace(of: .role($0), at: school.id) }.map { OwnerScope(.role($0), at: school.id) }
        }
        return (people + roles).map { ownership in
            let elsewhere = special.values.filter { restricted in
                let school = restricted.dossier.school
                guard (ownership.school ?? school) == school, !hidden.contains(restricted.dossier.code) else { return false }
                // With nobody passed over, the same holder is reached in the same way.
                let isSame =
                    !restricted.people.keepsSomebodyOut
                    && directory.holder(of: ownership.owner, at: school, in: restricted.people) == directory.holder(of: ownership.owner, at: school)
                return !isSame && !takesPlace(of: ownership.owner, in: restricted.people, at: school)
            }
            return (ownership, Set(elsewhere.map(\.dossier.code)))
        } + coverages
    }

    /// The owners of whom only what cannot wait is theirs, in the holidays that they cover.
    private var coverages: [(OwnerScope, except: Set<CaseCode>)] {
        directory.places.filter { directory.hasHolidayCover(at: $0.id, on: access.day) }.flatMap { school in
            let owners = roleIDs(at: school).map { Owner.role($0) } + directory.people.map { .person($0.id) }
            return owners.filter { covers($0, at: school.id) }.map { owner in
                let elsewhere = special.values.filter { $0.dossier.school == school.id && !covers(owner, in: $0.people, at: school.id) }
                return (OwnerScope(owner, at: school.id, isPressing: true), Set(elsewhere.map(\.dossier.code)))
            }
        }
    }

    /// The owners whose follow-ups are theirs in one case only: they hold a role there, or whoever comes first is excluded.
    public var ownershipsInCases: [CaseCode: [OwnerScope]] {
        special.filter { !hidden.contains($0.key) }.compactMapValues { restricted in
            let school = restricted.dossier.school
            // Only where somebody is passed over can another have what they own by name.
            let people = !restricted.people.keepsSomebodyOut ? [] : directory.people.map { Owner.person($0.id) }
            let roles = directory.school(school).map { roleIDs(at: $0, in: restricted.people) } ?? []
            let owners = people + roles.map { .role($0) }
            let here = owners.filter { takesPlace(of: $0, in: restricted.people, at: school) && !takesPlace(of: $0, at: school) }
            let covered = owners.filter { covers($0, in: restricted.people, at: school) && !covers($0, at: school) }
            let scopes =
                here.map { owner in
                    if case .role = owner { OwnerScope(owner, at: school) } else { OwnerScope(owner) }
                } + covered.map { OwnerScope($0, at: school, isPressing: true) }
            return scopes.isEmpty ? nil : scopes
        }
    }

    private func roleIDs(at school: School, in people: CasePeople = .ordinary) -> [RoleID] {
        Set(school.roles.keys).union(directory.fallbacks(at: school.id).keys).union(people.holders.keys).union(people.takenOver.keys).sorted()
    }

    // MARK: What their roles let them see

    public func sees(at school: SchoolID) -> Set<SchoolPermission> {
        Set(seeingRoles(at: school).filter { takesPlace(of: .role($0.role), at: school) }.map(\.sees))
    }

    public func schools(seeing any: Set<SchoolPermission>) -> [School] { directory.places.filter { !sees(at: $0.id).isDisjoint(with: any) } }

    /// Whether they may read the timeline of a case: they look after the school's cases, hold a role in this one, or it
    /// is theirs because it is kept from others. If whoever looks after the cases is excluded, the next of the chain
    /// takes over and has to know.
    public func seesTimeline(of dossier: Case) -> Bool {
        let people = catalogues.people(of: dossier)
        if access.isKept(from: viewer.id, people, at: dossier.school) { return false }
        if people.exempt.contains(viewer.id), people.isKeptFromRoles { return true }
        let roles = seeingRoles(at: dossier.school).filter { $0.sees == .cases }.map(\.role) + people.holders.keys + people.keepers
        return roles.contains { takesPlace(of: .role($0), in: people, at: dossier.school) }
    }

    /// The cases that a school's lists and numbers leave out. They are kept from the viewer, or from all whose place the
    /// viewer takes there.
    public func uncounted(at school: SchoolID) -> Set<CaseCode> {
        let roles = seeingRoles(at: school).filter { $0.sees != .cases && takesPlace(of: .role($0.role), at: school) }.map(\.role)
        let holders = roles.compactMap { directory.holder(of: .role($0), at: school) }
        return Set(
            special.values.filter { restricted in
                restricted.dossier.school == school
                    && (hidden.contains(restricted.dossier.code) || holders.allSatisfy { access.isKept(from: $0, restricted.people, at: school) })
            }.map(\.dossier.code))
    }

    /// The cases whose timeline they may read though they see no others of that school.
    public var timelinesBesides: [Case] {
        special.values.map(\.dossier).filter { !sees(at: $0.school).contains(.cases) && seesTimeline(of: $0) }.sorted { $0.code < $1.code }
    }

    // MARK: How they sign in

    /// Whether only the school's account signs them in: they hold a role that wants it, at a school or in a case, or today stand in for whoever does, or
    /// cover them in a holiday.
    public var needsSchoolAccount: Bool {
        func roles(_ catalogue: Catalogue) -> [Owner] { catalogue.roles.filter(\.needsSchoolAccount).map { .role($0.id) } }
        return directory.places.contains { school in
            roles(catalogues.catalogue(at: school.id)).contains { acts(for: $0, at: school.id) }
        }
            || special.values.contains { restricted in
                roles(catalogues.catalogue(of: restricted.dossier)).contains { acts(for: $0, in: restricted.people, at: restricted.dossier.school) }
            }
    }

    private func acts(for owner: Owner, in people: CasePeople = .ordinary, at school: SchoolID) -> Bool {
        takesPlace(of: owner, in: people, at: school) || covers(owner, in: people, at: school)
    }

    private func seeingRoles(at school: SchoolID) -> [(sees: SchoolPermission, role: RoleID)] {
        catalogues.catalogue(at: school).roles.compactMap { role in role.sees.map { ($0, role.id) } }
    }
}
