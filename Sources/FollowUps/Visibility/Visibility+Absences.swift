/// Whose absences somebody may see and keep.
extension Visibility {
    /// Whether they may say of somebody that they are away, or back: of themselves, and of whoever works at a school whose absences they keep.
    /// The board is not among those: a school could keep from it what escalates.
    public func mayRecordAbsence(of person: PersonID) -> Bool {
        (person == viewer.id && mayBeAway) || directory.schools.contains { works(person, at: $0) && may(.absences, at: $0.id) }
    }

    public var mayRecordAbsences: Bool { mayBeAway || !schools(where: .absences).isEmpty }

    /// In the order of the configuration.
    public var peopleWhoseAbsenceTheyRecord: [Person] { directory.people.filter { mayRecordAbsence(of: $0.id) } }

    /// Who can be named to stand in for those whose absence they record: their colleagues, and whoever holds a role at another school.
    public var possibleDeputies: [Person] {
        let schools = directory.schools.filter { school in works(viewer.id, at: school) || may(.absences, at: school.id) }
        return directory.people.filter { person in
            guard !person.channels.isEmpty else { return false }
            return schools.contains { works(person.id, at: $0) } || directory.schools.contains { $0.roles.values.contains(person.id) }
        }
    }

    /// Whether they have a role at a school other than that of its board, or are named with it.
    private func works(_ person: PersonID, at school: School) -> Bool {
        directory.person(person)?.school == school.id
            || school.roles.contains { $0.value == person && catalogues.catalogue(at: school.id).role($0.key)?.sees != .figures }
    }
}
