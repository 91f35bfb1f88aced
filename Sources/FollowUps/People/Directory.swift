public struct Directory: Sendable, Equatable {
    public let clock: WallClock
    public let schools: [School]
    /// Where there is something to do for the board itself: its roles, under the id `board`.
    public let board: School?
    public let people: [Person]
    public let contacts: [Contact]
    /// By which a school that has none of its own works.
    public let fallbacks: [RoleID: RoleID]
    /// For schools that work by different catalogues.
    public let fallbacksOfSchools: [SchoolID: [RoleID: RoleID]]

    private let schoolsByID: [SchoolID: School]
    private let peopleByID: [PersonID: Person]
    private let contactsByID: [ContactID: [Contact]]
    private let schoolsByHolder: [PersonID: [School]]

    /// The first of two with the same id counts. The configuration refuses that earlier.
    public init(
        clock: WallClock, schools: [School], board: School? = nil, people: [Person], contacts: [Contact] = [], fallbacks: [RoleID: RoleID] = [:],
        fallbacksOfSchools: [SchoolID: [RoleID: RoleID]] = [:]
    ) {
        self.clock = clock
        self.schools = schools
        self.board = board
        self.people = people
        self.contacts = contacts
        self.fallbacks = fallbacks
        self.fallbacksOfSchools = fallbacksOfSchools
        schoolsByID = Dictionary((schools + (board.map { [$0] } ?? [])).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        peopleByID = Dictionary(people.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        contactsByID = Dictionary(contacts.flatMap { contact in contact.names.map { ($0, [contact]) } }, uniquingKeysWith: +)
        schoolsByHolder = Dictionary(schools.flatMap { school in Set(school.roles.values).map { ($0, [school]) } }, uniquingKeysWith: +)
    }

    /// Those that work by a catalogue, as its first one or by name.
    func schools(workingBy catalogue: Catalogue) -> [School] { schools.filter { $0.catalogue.map { $0 == catalogue.head.id } ?? true } }

    /// Wherever follow-ups belong: the schools, and the board where that has any.
    public var places: [School] { schools + (board.map { [$0] } ?? []) }

    public func school(_ id: SchoolID) -> School? { schoolsByID[id] }
    public func person(_ id: PersonID) -> Person? { peopleByID[id] }
    /// By its id or one of its other names: that of the school, or else the one for all schools.
    public func contact(_ id: ContactID, at school: SchoolID? = nil) -> Contact? {
        let named = contactsByID[id] ?? []
        return school.flatMap { school in named.first { $0.schools.contains(school) } } ?? named.first(where: \.schools.isEmpty)
    }

    /// The contacts by these names, each once. Without schools, those of every school.
    public func contacts(_ ids: [ContactID], at schools: [SchoolID] = []) -> [Contact] {
        var seen: Set<Contact> = []
        return ids.flatMap { id in schools.isEmpty ? contactsByID[id] ?? [] : schools.compactMap { contact(id, at: $0) } }
            .filter { seen.insert($0).inserted }
    }

    /// For a school that has left the configuration: weekdays less public holidays.
    public func calendar(of school: SchoolID) -> SchoolCalendar { schoolsByID[school]?.calendar ?? SchoolCalendar(clock: clock) }

    /// The person, or whoever holds the role in the case or at the school, or its fallback; nil when nobody does.
    public func holder(of owner: Owner, at school: SchoolID, in people: CasePeople = .ordinary) -> PersonID? {
        switch owner {
        case .person(let person): person
        case .role(let role): self.role(filling: role, at: school, in: people).flatMap { self.person(holding: $0, at: school, in: people) }
        }
    }

    /// Without fallbacks. A holder in the case who has left the configuration no longer counts.
    private func person(holding role: RoleID, at school: SchoolID, in people: CasePeople) -> PersonID? {
        people.holders[role].flatMap { person($0)?.id } ?? schoolsByID[school]?.roles[role]
    }

    /// Who has an owner's urgent and acute follow-ups during the school's holidays; nil on other days, and if nobody is
    /// named. What a person owns by name follows the first of their roles.
    func holidayCover(for owner: Owner, at id: SchoolID, on day: Day, in people: CasePeople = .ordinary) -> PersonID? {
        guard hasHolidayCover(at: id, on: day), let school = schoolsByID[id] else { return nil }
        switch people.owner(inPlaceOf: owner) {
        case .role(let role):
            return school.holidayCover[role] ?? self.role(filling: role, at: id, in: people).flatMap { school.holidayCover[$0] }
        case .person(let person): return roles(of: person, at: school, in: people).lazy.compactMap { school.holidayCover[$0] }.first
        }
    }

    func hasHolidayCover(at id: SchoolID, on day: Day) -> Bool {
        schoolsByID[id].map { !$0.holidayCover.isEmpty && $0.calendar.isHoliday(day) } ?? false
    }

    /// The role (the value) that has what is of another (the key) where nobody holds that.
    public func fallbacks(at school: SchoolID) -> [RoleID: RoleID] { fallbacksOfSchools[school] ?? fallbacks }

    /// The same people, by other fallbacks.
    func with(fallbacks: [RoleID: RoleID], ofSchools: [SchoolID: [RoleID: RoleID]]) -> Directory {
        Directory(
            clock: clock, schools: schools, board: board, people: people, contacts: contacts, fallbacks: fallbacks, fallbacksOfSchools: ofSchools)
    }

    public func hasSomebody(for owner: Owner, at school: SchoolID, in people: CasePeople = .ordinary) -> Bool {
        holder(of: owner, at: school, in: people).flatMap { person($0) } != nil
    }

    /// The role that is really held where this one is asked for: itself or the one that took it over in the case, else
    /// its first fallback that is held.
    public func role(filling role: RoleID, at school: SchoolID, in people: CasePeople = .ordinary) -> RoleID? {
        var candidate = people.role(inPlaceOf: role)
        var seen: Set<RoleID> = []
        while person(holding: candidate, at: school, in: people) == nil {
            // The catalogue refuses a cycle of fallbacks. Here it would end where it began.
            guard seen.insert(candidate).inserted, let next = fallbacks(at: school)[candidate] else { return nil }
            candidate = people.role(inPlaceOf: next)
        }
        return candidate
    }

    private func roles(at school: School, in people: CasePeople) -> Set<RoleID> {
        Set(school.roles.keys).union(fallbacks(at: school.id).keys).union(people.holders.keys).union(people.takenOver.keys)
    }

    /// The roles whose follow-ups a person has at a school or in one of its cases, fallbacks included, sorted.
    public func roles(of person: PersonID, at school: School, in people: CasePeople = .ordinary) -> [RoleID] {
        roles(at: school, in: people).filter { holder(of: .role($0), at: school.id, in: people) == person }.sorted()
    }

    /// The other roles whose follow-ups a role has there, because nobody holds them or it took them over, sorted.
    public func roles(fallingTo role: RoleID, at school: School, in people: CasePeople = .ordinary) -> [RoleID] {
        roles(at: school, in: people).filter { $0 != role && self.role(filling: $0, at: school.id, in: people) == role }.sorted()
    }

    public func without(_ channels: Set<ChannelID>) -> Directory {
        if channels.isEmpty { return self }
        return Directory(
            clock: clock, schools: schools, board: board, people: people.map { $0.without(channels) }, contacts: contacts, fallbacks: fallbacks,
            fallbacksOfSchools: fallbacksOfSchools)
    }

    /// The school named for a person, else the only one at which they hold a role.
    public func school(of person: Person) -> School? {
        if let id = person.school { return schoolsByID[id] }
        let held = schoolsWithRole(of: person.id)
        return held.count == 1 ? held.first : nil
    }

    /// Where somebody holds a role for the whole school, in the order of the file.
    public func schoolsWithRole(of person: PersonID) -> [School] { schoolsByHolder[person] ?? [] }

    /// The people of a school, in order of name: those whose school it is, and those who hold a role there or in one of its cases.
    public func staff(at school: SchoolID, in people: CasePeople = .ordinary) -> [Person] {
        let held = Set((self.school(school)?.roles.values).map(Array.init) ?? []).union(people.holders.values)
        return self.people.filter { held.contains($0.id) || self.school(of: $0)?.id == school }.sorted { ($0.name, $0.id) < ($1.name, $1.id) }
    }
}
