/// Who there is: schools, people and the partners of the sociale kaart, as the configuration has them.
public struct Directory: Sendable, Equatable {
    public let clock: WallClock
    /// In the order of the configuration.
    public let schools: [School]
    public let people: [Person]
    public let contacts: [Contact]
    /// For a role that nobody at a school holds, the one that has it instead (see `Role.fallback`).
    public let fallbacks: [RoleID: RoleID]

    private let schoolsByID: [SchoolID: School]
    private let peopleByID: [PersonID: Person]
    private let contactsByID: [ContactID: Contact]

    /// Where an id stands twice the first one counts; the configuration refuses it before it gets here.
    public init(clock: WallClock, schools: [School], people: [Person], contacts: [Contact] = [], fallbacks: [RoleID: RoleID] = [:]) {
        self.clock = clock
        self.schools = schools
        self.people = people
        self.contacts = contacts
        self.fallbacks = fallbacks
        schoolsByID = Dictionary(schools.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        peopleByID = Dictionary(people.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        contactsByID = Dictionary(
            contacts.flatMap { contact in ([contact.id] + contact.also).map { ($0, contact) } }, uniquingKeysWith: { first, _ in first })
    }

    public func school(_ id: SchoolID) -> School? { schoolsByID[id] }
    public func person(_ id: PersonID) -> Person? { peopleByID[id] }
    /// Found by its id or by one of its other names.
    public func contact(_ id: ContactID) -> Contact? { contactsByID[id] }

    /// The calendar of a school; for one that has left the configuration, weekdays less public holidays.
    public func calendar(of school: SchoolID) -> SchoolCalendar { schoolsByID[school]?.calendar ?? SchoolCalendar(clock: clock) }

    /// The person that an owner is: themselves, or whoever holds the role in the case, at the school, or else its fallback; nil when nobody does.
    public func holder(of owner: Owner, at school: SchoolID, in people: CasePeople = .ordinary) -> PersonID? {
        switch owner {
        case .person(let person): person
        case .role(let role): self.role(filling: role, at: school, in: people).flatMap { self.person(holding: $0, at: school, in: people) }
        }
    }

    /// Whoever holds a role itself: in the case, else at the school. One who holds it in the case and has left the configuration holds it no more.
    private func person(holding role: RoleID, at school: SchoolID, in people: CasePeople) -> PersonID? {
        people.holders[role].flatMap { person($0)?.id } ?? schoolsByID[school]?.roles[role]
    }

    /// Who has an owner's urgent and acute follow-ups on a day in a holiday of the school; nil on any other day, and where nobody is named for it.
    ///
    /// What somebody has by name goes where their role goes, the first of them if there are several.
    func holidayCover(for owner: Owner, at id: SchoolID, on day: Day, in people: CasePeople = .ordinary) -> PersonID? {
        guard let school = schoolsByID[id], !school.holidayCover.isEmpty, school.calendar.isHoliday(day) else { return nil }
        switch people.owner(inPlaceOf: owner) {
        case .role(let role):
            return school.holidayCover[role] ?? self.role(filling: role, at: id, in: people).flatMap { school.holidayCover[$0] }
        case .person(let person): return roles(of: person, at: school, in: people).lazy.compactMap { school.holidayCover[$0] }.first
        }
    }

    /// Whether there is anybody to be the owner: the person has not left the configuration, or somebody fills the role in the case or at the school.
    public func hasSomebody(for owner: Owner, at school: SchoolID, in people: CasePeople = .ordinary) -> Bool {
        holder(of: owner, at: school, in: people).flatMap { person($0) } != nil
    }

    /// The role that is really held where this one is asked for: itself, or whichever has taken it over in the case, or the first of its fallbacks; nil
    /// when nobody holds any.
    public func role(filling role: RoleID, at school: SchoolID, in people: CasePeople = .ordinary) -> RoleID? {
        var candidate: RoleID? = people.role(inPlaceOf: role)
        // The catalogue refuses a ring of fallbacks; one that got here all the same ends where it began.
        var seen: Set<RoleID> = []
        while let id = candidate, seen.insert(id).inserted {
            if person(holding: id, at: school, in: people) != nil { return id }
            candidate = fallbacks[id].map(people.role(inPlaceOf:))
        }
        return nil
    }

    /// Every role that somebody may hold or that falls to somebody, at a school and in a case.
    private func roles(at school: School, in people: CasePeople) -> Set<RoleID> {
        Set(school.roles.keys).union(fallbacks.keys).union(people.holders.keys).union(people.takenOver.keys)
    }

    /// Every role whose follow-ups a person has at a school, or in one case of it, those that fall to them included, in order.
    public func roles(of person: PersonID, at school: School, in people: CasePeople = .ordinary) -> [RoleID] {
        roles(at: school, in: people).filter { holder(of: .role($0), at: school.id, in: people) == person }.sorted()
    }

    /// The other roles whose follow-ups a role has at a school, or in one case of it, because nobody holds them there or it has taken them over, in order.
    public func roles(fallingTo role: RoleID, at school: School, in people: CasePeople = .ordinary) -> [RoleID] {
        roles(at: school, in: people).filter { $0 != role && self.role(filling: $0, at: school.id, in: people) == role }.sorted()
    }

    /// The same directory with some channels out of use for everybody.
    public func without(_ channels: Set<ChannelID>) -> Directory {
        if channels.isEmpty { return self }
        return Directory(
            clock: clock, schools: schools, people: people.map { $0.without(channels) }, contacts: contacts, fallbacks: fallbacks)
    }

    /// The school that a person belongs to: the one that is named for them, else the only one at which they hold a role.
    public func school(of person: Person) -> School? {
        if let id = person.school { return schoolsByID[id] }
        let held = schools.filter { $0.roles.values.contains(person.id) }
        return held.count == 1 ? held.first : nil
    }
}
