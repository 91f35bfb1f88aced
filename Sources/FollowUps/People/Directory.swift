/// Who there is: schools, people and the partners of the sociale kaart, as the configuration has them.
public struct Directory: Sendable, Equatable {
    public let clock: WallClock
    /// In the order of the configuration.
    public let schools: [School]
    public let people: [Person]
    public let contacts: [Contact]

    private let schoolsByID: [SchoolID: School]
    private let peopleByID: [PersonID: Person]
    private let contactsByID: [ContactID: Contact]

    /// Where an id stands twice the first one counts; the configuration refuses it before it gets here.
    public init(clock: WallClock, schools: [School], people: [Person], contacts: [Contact] = []) {
        self.clock = clock
        self.schools = schools
        self.people = people
        self.contacts = contacts
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

    public func holder(of owner: Owner, at school: SchoolID) -> PersonID? {
        switch owner {
        case .person(let person): person
        case .role(let role): schoolsByID[school]?.roles[role]
        }
    }

    /// The same directory with some channels out of use for everybody.
    public func without(_ channels: Set<ChannelID>) -> Directory {
        channels.isEmpty ? self : Directory(clock: clock, schools: schools, people: people.map { $0.without(channels) }, contacts: contacts)
    }

    /// The school that a person belongs to: the one that is named for them, else the only one at which they hold a role.
    public func school(of person: Person) -> School? {
        if let id = person.school { return schoolsByID[id] }
        let held = schools.filter { $0.roles.values.contains(person.id) }
        return held.count == 1 ? held.first : nil
    }
}
