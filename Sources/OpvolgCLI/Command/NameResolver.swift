import Configuration
import FollowUps
import Store

/// Looks up the names that people type. An unknown name is refused with the known ones, nearest first.
struct NameResolver {
    let catalogues: Catalogues
    let directory: Directory

    init(_ settings: Settings) {
        catalogues = settings.catalogues
        directory = settings.directory
    }

    /// By its id or an unambiguous start of it.
    ///
    /// - Parameter catalogue: nil for the first that has it.
    func kind(_ text: String, in catalogue: Catalogue? = nil) throws(CommandError) -> Kind {
        let kinds = catalogue?.kinds ?? catalogues.kinds
        if let exact = kinds.first(where: { $0.id.rawValue == text }) { return exact }
        let found = text.isEmpty ? [] : kinds.filter { $0.id.rawValue.hasPrefix(text) }
        return try only(found, what: "kind", name: text, known: kinds.map(\.id.rawValue)) { $0.id.rawValue }
    }

    /// By its id or an unambiguous start of it.
    func outcome(_ text: String, of kind: Kind) throws(CommandError) -> Outcome {
        if let exact = kind.outcome(OutcomeID(text)) { return exact }
        let found = text.isEmpty ? [] : kind.outcomes.filter { $0.id.rawValue.hasPrefix(text) }
        return try only(found, what: "outcome of \(kind.id)", name: text, known: kind.outcomes.map(\.id.rawValue)) { $0.id.rawValue }
    }

    func school(_ text: String) throws(CommandError) -> School {
        if let school = directory.school(SchoolID(text)) { return school }
        throw refusal(.school(SchoolID(text)))
    }

    func person(_ text: String) throws(CommandError) -> Person {
        if let person = directory.person(PersonID(text)) { return person }
        throw refusal(.person(PersonID(text)))
    }

    /// A role of a catalogue, else a person.
    func owner(_ text: String) throws(CommandError) -> Owner {
        guard let owner = Owner(named: text, catalogues, directory) else { throw unknownOwner(text) }
        return owner
    }

    func ownerSearch(_ text: String) throws(CommandError) -> OwnerSearch {
        guard let search = OwnerSearch(text, catalogues: catalogues, directory: directory) else { throw unknownOwner(text) }
        return search
    }

    func role(_ text: String) throws(CommandError) -> Role {
        if let role = catalogues.role(RoleID(text)) { return role }
        throw refusal(.role(RoleID(text)))
    }

    /// What to say of a name that the files do not have.
    func refusal(_ name: UnknownName) -> CommandError {
        switch name {
        case .kind(let kind): unknown("kind", kind.rawValue, among: catalogues.kinds.map(\.id.rawValue))
        case .school(let school): unknown("school", school.rawValue, among: directory.schools.map(\.id.rawValue))
        case .person(let person): unknown("person", person.rawValue, among: directory.people.map(\.id.rawValue))
        case .role(let role): unknown("role", role.rawValue, among: catalogues.roles.map(\.id.rawValue))
        case .owner(let owner): unknownOwner(owner.description)
        }
    }

    private func unknownOwner(_ text: String) -> CommandError {
        unknown("role or person", text, among: catalogues.roles.map(\.id.rawValue) + directory.people.map(\.id.rawValue))
    }

    private func only<Thing>(_ found: [Thing], what: String, name: String, known: [String], id: (Thing) -> String) throws(CommandError) -> Thing {
        if let first = found.first, found.count == 1 { return first }
        if found.isEmpty { throw unknown(what, name, among: known) }
        throw .ambiguous(what, name: name, matches: found.map(id))
    }

    private func unknown(_ what: String, _ name: String, among known: [String]) -> CommandError {
        var seen: Set<String> = []
        let nearest = known.filter { seen.insert($0).inserted }.map { (name: $0, distance: EditDistance.between(name, $0)) }
            .enumerated().sorted { ($0.element.distance, $0.offset) < ($1.element.distance, $1.offset) }
        return .unknown(what, name: name, known: nearest.map(\.element.name))
    }
}
