/// What one person may see on one day: what is theirs, what is whose place they take, and what their roles let them see of schools. Pure: every page
/// asks it, and its table of pages and roles is tested as it stands.
///
/// Whoever stands in is found as for reminders (promise 5), and whoever is excluded from a case sees nothing of it, not even in a number (promise 6).
public struct Sight: Sendable {
    public let viewer: Person
    /// The cases from which the viewer is excluded.
    public let hidden: Set<CaseCode>
    private let catalogue: Catalogue
    private let directory: Directory
    private let routing: Routing
    private let day: Day
    /// Every case from which anybody is excluded.
    private let restricted: [CaseCode: Case]

    /// Nil for whoever has left the configuration.
    ///
    /// - Parameter restricted: every case from which anybody is excluded.
    public init?(of viewer: PersonID, rules: Rules, absences: [Absence] = [], channelsOff: Set<ChannelID> = [], restricted: [Case] = [], on day: Day)
    {
        guard let person = rules.directory.person(viewer) else { return nil }
        self.viewer = person
        self.restricted = Dictionary(restricted.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
        hidden = Set(restricted.filter { $0.excluded.contains(viewer) }.map(\.code))
        catalogue = rules.catalogue
        directory = rules.directory
        routing = Routing(directory: rules.directory.without(channelsOff), absences: absences)
        self.day = day
    }

    /// Whether the viewer is somebody, or is reached today in their place when some people may not be.
    private func takesPlace(of person: PersonID, avoiding excluded: Set<PersonID> = []) -> Bool {
        if excluded.contains(viewer.id) { return false }
        return person == viewer.id || routing.chain(from: person, on: day, avoiding: excluded).reached?.id == viewer.id
    }

    // MARK: What is theirs

    /// Whether a follow-up is theirs to do, or in their charge today.
    public func isTheirs(_ followUp: FollowUp) -> Bool {
        let excluded = followUp.caseCode.flatMap { restricted[$0]?.excluded } ?? []
        return directory.holder(of: followUp.owner, at: followUp.school).map { takesPlace(of: $0, avoiding: excluded) } ?? false
    }

    /// The owners whose follow-ups are theirs, but for those of `hidden` cases.
    public var ownerships: [Ownership] { ownerships(avoiding: []) }

    /// The owners whose follow-ups are theirs in one case only, because whoever would come first is excluded from it.
    public var ownershipsInCases: [CaseCode: [Ownership]] {
        let everywhere = Set(ownerships)
        return restricted.compactMapValues { dossier in
            let here = ownerships(avoiding: dossier.excluded, at: dossier.school).filter { !everywhere.contains($0) }
            return here.isEmpty ? nil : here
        }
    }

    private func ownerships(avoiding excluded: Set<PersonID>, at school: SchoolID? = nil) -> [Ownership] {
        let people = directory.people.filter { takesPlace(of: $0.id, avoiding: excluded) }.map { Ownership(.person($0.id)) }
        let roles = directory.schools.filter { school == nil || $0.id == school }.flatMap { school in
            Set(school.roles.keys).union(directory.fallbacks.keys).sorted().compactMap { role -> Ownership? in
                guard let holder = directory.holder(of: .role(role), at: school.id), takesPlace(of: holder, avoiding: excluded) else { return nil }
                return Ownership(.role(role), at: school.id)
            }
        }
        return people + roles
    }

    // MARK: What their roles let them see

    /// What they see of a school, but for single cases.
    public func sees(at school: SchoolID) -> Set<SchoolSight> {
        Set(seeingRoles(at: school).filter { takesPlace(of: $0.holder) }.map(\.sees))
    }

    /// The schools of which they see one of these, in the order of the configuration.
    public func schools(seeing any: Set<SchoolSight>) -> [School] { directory.schools.filter { !sees(at: $0.id).isDisjoint(with: any) } }

    /// Whether they may read how a case went. Where whoever looks after the cases is excluded from it, the next of the chain goes on with it, and has to
    /// know.
    public func seesStory(of dossier: Case) -> Bool {
        seeingRoles(at: dossier.school).contains { $0.sees == .cases && takesPlace(of: $0.holder, avoiding: dossier.excluded) }
    }

    /// The cases that a list or a number for them leaves out at a school: those from which they are excluded, and those from which everybody is in
    /// whose place they see it.
    public func uncounted(at school: SchoolID) -> Set<CaseCode> {
        let holders = seeingRoles(at: school).filter { $0.sees != .cases && takesPlace(of: $0.holder) }.map(\.holder)
        return Set(
            restricted.values.filter { dossier in
                dossier.school == school && (hidden.contains(dossier.code) || holders.allSatisfy(dossier.excluded.contains))
            }.map(\.code))
    }

    /// The cases whose story is theirs although they see no others of that school.
    public var storiesBesides: [Case] {
        restricted.values.filter { !sees(at: $0.school).contains(.cases) && seesStory(of: $0) }.sorted { $0.code < $1.code }
    }

    private func seeingRoles(at school: SchoolID) -> [(sees: SchoolSight, holder: PersonID)] {
        catalogue.roles.compactMap { role in
            guard let sees = role.sees, let holder = directory.holder(of: .role(role.id), at: school) else { return nil }
            return (sees, holder)
        }
    }
}
