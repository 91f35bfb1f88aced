/// Finds the person whom a reminder reaches, whoever is away, gone, excluded or unreachable (promise 5).
public struct Routing: Sendable {
    /// A person found, and the holder for whom they stand in when it is not they themselves.
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

    /// The owner's person on a day, or their deputy, or the deputy's deputy; nil when the chain ends or comes back on itself.
    ///
    /// `avoiding` holds who may not get it or has already proved unreachable.
    public func route(to owner: Owner, at school: SchoolID, on day: Day, avoiding: Set<PersonID> = []) -> Route? {
        guard let holder = directory.holder(of: owner, at: school) else { return nil }
        var candidate: PersonID? = holder
        var seen: Set<PersonID> = []
        while let id = candidate, seen.insert(id).inserted {
            let absent = absences[id, default: []].filter { $0.days.contains(day) }
            let person = directory.person(id)
            if let person, absent.isEmpty, !avoiding.contains(id), !person.channels.isEmpty {
                return Route(person: person, standsInFor: id == holder ? nil : holder)
            }
            candidate = absent.lazy.compactMap(\.deputy).first ?? person?.deputy
        }
        return nil
    }
}
