/// Finds the person whom a reminder reaches, whoever is away, gone, excluded or unreachable (promise 5).
public struct Routing: Sendable {
    /// A person, and the holder for whom they stand in if that is another.
    public struct Route: Sendable, Equatable {
        public let person: Person
        public let standsInFor: PersonID?
    }

    let directory: Directory
    private let absences: [PersonID: [Absence]]

    public init(directory: Directory, absences: [Absence] = []) {
        self.directory = directory
        self.absences = Dictionary(grouping: absences, by: \.person)
    }

    /// The person reached for an owner: the holder on that day, their deputy, or the deputy's deputy; nil when the
    /// chain ends or comes back on itself. What cannot wait for the end of a holiday goes to its cover first.
    /// `avoiding` may not get it, or proved unreachable. The search stops at `ends`, so that no deputy of theirs is
    /// found.
    public func route(
        to owner: Owner, at school: SchoolID, on day: Day, canWait: Bool = true, avoiding: Set<PersonID> = [], endingAt ends: Set<PersonID> = [],
        in people: CasePeople = .ordinary
    ) -> Route? {
        guard let holder = directory.holder(of: owner, at: school, in: people) else { return nil }
        if !canWait, let cover = directory.holidayCover(for: owner, at: school, on: day, in: people), cover != holder,
            let person = present(cover, on: day, avoiding: avoiding)
        {
            return Route(person: person, standsInFor: holder)
        }
        return chain(from: holder, on: day, avoiding: avoiding, endingAt: ends).reached
            .map { Route(person: $0, standsInFor: $0.id == holder ? nil : holder) }
    }

    public struct Chain: Sendable, Equatable {
        public let passedOver: [PersonID]
        public let reached: Person?
        /// Whether the last deputy was tried already.
        public let isRing: Bool
    }

    /// Follows deputies until somebody is present. Of two absences on one day, the first given decides the deputy.
    public func chain(
        from person: PersonID, on day: Day, avoiding: Set<PersonID> = [], endingAt ends: Set<PersonID> = []
    ) -> Chain {
        var candidate: PersonID? = person
        var seen: [PersonID] = []
        while let id = candidate, !seen.contains(id) {
            if let person = present(id, on: day, avoiding: avoiding) { return Chain(passedOver: seen, reached: person, isRing: false) }
            seen.append(id)
            if ends.contains(id) { return Chain(passedOver: seen, reached: nil, isRing: false) }
            candidate = absences(of: id, on: day).lazy.compactMap(\.deputy).first ?? directory.person(id)?.deputy
        }
        return Chain(passedOver: seen, reached: nil, isRing: candidate != nil)
    }

    /// Deputies named by the configuration, or by an absence that ends on `day` or later.
    func possibleDeputies(of person: PersonID, from day: Day) -> Set<PersonID> {
        let named = absences[person, default: []].filter { $0.days.upperBound >= day }.compactMap(\.deputy)
        return Set(named + [directory.person(person)?.deputy].compactMap { $0 })
    }

    private func present(_ id: PersonID, on day: Day, avoiding: Set<PersonID>) -> Person? {
        guard let person = directory.person(id), absences(of: id, on: day).isEmpty, !avoiding.contains(id), !person.channels.isEmpty else {
            return nil
        }
        return person
    }

    private func absences(of person: PersonID, on day: Day) -> [Absence] { absences[person, default: []].filter { $0.days.contains(day) } }
}
