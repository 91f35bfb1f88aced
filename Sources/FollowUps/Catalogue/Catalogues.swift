/// The catalogues of an installation: those of the files, by which schools work, and earlier ones, by which something that is open goes on.
///
/// What is open in a case goes on by the version with which the case began, until the case is moved. What belongs to no case follows its school.
public struct Catalogues: Sendable, Equatable {
    /// Those of the files, in their order. A school that names none works by the first.
    public let current: [Catalogue]
    /// No longer in the files; nothing begins by them.
    public let earlier: [Catalogue]

    private let ofPlaces: [SchoolID: Catalogue]
    private let byVersion: [CatalogueVersion: Catalogue]
    /// As in nearly every installation.
    private let only: Catalogue?

    /// - Parameter places: the schools, and the board where it has its own.
    public init(_ first: Catalogue, _ others: [Catalogue] = [], earlier: [Catalogue] = [], for places: [School] = []) {
        current = [first] + others
        self.earlier = earlier
        only = others.isEmpty && earlier.isEmpty ? first : nil
        byVersion = Dictionary((current + earlier).map { ($0.version, $0) }, uniquingKeysWith: { first, _ in first })
        let byID = Dictionary(current.map { ($0.head.id, $0) }, uniquingKeysWith: { first, _ in first })
        ofPlaces = Dictionary(
            places.compactMap { place in place.catalogue.flatMap { byID[$0] }.map { (place.id, $0) } }, uniquingKeysWith: { first, _ in first })
    }

    public var first: Catalogue { current[0] }
    public var all: [Catalogue] { current + earlier }

    public func catalogue(_ id: CatalogueID) -> Catalogue? { current.first { $0.head.id == id } }

    /// What a school, or the board, works by.
    public func catalogue(at place: SchoolID) -> Catalogue { only ?? ofPlaces[place] ?? first }

    /// - Parameter version: with which the case began; nil for one that is older than versions are kept.
    public func catalogue(ofCaseAt school: SchoolID, begunWith version: CatalogueVersion?) -> Catalogue {
        if let only { return only }
        guard let version else { return catalogue(at: school) }
        return byVersion[version] ?? catalogue(version.id) ?? earlier.first { $0.head.id == version.id } ?? catalogue(at: school)
    }

    public func catalogue(of dossier: Case) -> Catalogue { catalogue(ofCaseAt: dossier.school, begunWith: dossier.catalogue) }

    /// That of its case, or else of its school. What that has no more goes on by one that has it.
    public func catalogue(of followUp: FollowUp) -> Catalogue {
        if let only { return only }
        let version = followUp.catalogue
        let isOfCase = followUp.caseCode != nil
        let meant = isOfCase ? catalogue(ofCaseAt: followUp.school, begunWith: version) : catalogue(at: followUp.school)
        func has(_ catalogue: Catalogue) -> Bool { catalogue.kind(followUp.kind) != nil }
        if has(meant) { return meant }
        return all.first { $0.version == version && has($0) } ?? all.first(where: has) ?? meant
    }

    public func people(of dossier: Case) -> CasePeople { catalogue(of: dossier).people(of: dossier) }

    /// Nil when no catalogue has it any more.
    public func kind(of followUp: FollowUp) -> Kind? { catalogue(of: followUp).kind(followUp.kind) }

    /// The kinds of this id, of what is current first. Without a case or a school it may be several.
    public func kinds(_ id: KindID) -> [Kind] { all.compactMap { $0.kind(id) } }

    /// Those by which some places work, each once.
    public func catalogues(at places: [SchoolID]) -> [Catalogue] { Self.each(of: places.map(catalogue(at:)), by: \.head.id) }

    /// Of each id once, the first.
    public var kinds: [Kind] { Self.each(of: current.flatMap(\.kinds), by: \.id) }
    public var roles: [Role] { Self.each(of: all.flatMap(\.roles), by: \.id) }

    /// The roles that each case has its own holders of: nobody holds them at one of these schools.
    public func rolesOfCases(at schools: [School]) -> [RoleID] {
        catalogues(at: schools.map(\.id)).flatMap { catalogue in
            catalogue.roles.map(\.id).filter { role in
                schools.contains { self.catalogue(at: $0.id).head.id == catalogue.head.id && $0.roles[role] == nil }
            }
        }.reduce(into: []) { found, role in if !found.contains(role) { found.append(role) } }
    }

    public func role(_ id: RoleID) -> Role? { all.lazy.compactMap { $0.role(id) }.first }

    /// What keeps no case going by any of them: a case is rather called silent too often.
    public var kindsThatDoNotCount: Set<KindID> { all.reduce(into: []) { $0.formUnion($1.kindsThatDoNotCount) } }

    /// Which role (the value) has at a place what is of another (the key) where nobody holds that: as its own catalogue says, and of a role that this does
    /// not have, as the first of the others that has it. A case may have come from there.
    public func fallbacks(at place: SchoolID) -> [RoleID: RoleID] { fallbacks(by: catalogue(at: place)) }

    /// Of what belongs to a school that has left the configuration.
    public var fallbacks: [RoleID: RoleID] { fallbacks(by: first) }

    private func fallbacks(by catalogue: Catalogue) -> [RoleID: RoleID] {
        let others = all.flatMap(\.roles).filter { catalogue.role($0.id) == nil }
        return Self.each(of: catalogue.roles + others, by: \.id).reduce(into: [:]) { $0[$1.id] = $1.fallback }
    }

    /// Empty where all places work by one catalogue.
    public func fallbacksOfSchools(_ places: [SchoolID]) -> [SchoolID: [RoleID: RoleID]] {
        if current.count == 1 { return [:] }
        let found = Dictionary(current.map { ($0.head.id, fallbacks(by: $0)) }, uniquingKeysWith: { first, _ in first })
        return Dictionary(places.map { ($0, found[catalogue(at: $0).head.id] ?? [:]) }, uniquingKeysWith: { first, _ in first })
    }

    /// The configured contacts, and those of the catalogues in whose place no configured one stands at every school. Where two catalogues say different
    /// things under one id, the later holds at the schools that work by it.
    public func contacts(besides configured: [Contact]) -> [Contact] {
        let own = Set(configured.filter(\.schools.isEmpty).flatMap(\.names))
        var known: [ContactID: Contact] = [:]
        return configured
            + current.flatMap { catalogue in
                let places = Set(ofPlaces.filter { $0.value.head.id == catalogue.head.id }.keys)
                return catalogue.contacts.filter { !own.contains($0.id) }.compactMap { contact -> Contact? in
                    guard let other = known[contact.id] else {
                        known[contact.id] = contact
                        return contact
                    }
                    return other == contact || places.isEmpty ? nil : contact.only(at: places)
                }
            }
    }

    private static func each<Element, ID: Hashable>(of elements: [Element], by id: (Element) -> ID) -> [Element] {
        var seen: Set<ID> = []
        return elements.filter { seen.insert(id($0)).inserted }
    }

    public func with(earlier: [Catalogue], for places: [School]) -> Catalogues {
        Catalogues(first, Array(current.dropFirst()), earlier: earlier, for: places)
    }
}

extension Catalogue {
    public var version: CatalogueVersion { CatalogueVersion(head.id, version: head.version) }
}
