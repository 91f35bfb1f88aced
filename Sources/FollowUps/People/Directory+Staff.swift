extension Directory {
    /// The people of a school, in order of name: those whose school it is, and those who hold a role there or in one of its cases.
    public func staff(at school: SchoolID, in people: CasePeople = .ordinary) -> [Person] {
        let held = Set((self.school(school)?.roles.values).map(Array.init) ?? []).union(people.holders.values)
        return self.people.filter { held.contains($0.id) || self.school(of: $0)?.id == school }.sorted { ($0.name, $0.id) < ($1.name, $1.id) }
    }
}
