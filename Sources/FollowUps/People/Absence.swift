/// Days on which a person is away, both ends included. `deputy` overrides the configured one.
public struct Absence: Hashable, Sendable {
    public let person: PersonID
    public let days: ClosedRange<Day>
    public let deputy: PersonID?

    public init(person: PersonID, days: ClosedRange<Day>, deputy: PersonID? = nil) {
        self.person = person
        self.days = days
        self.deputy = deputy
    }

    /// The known absence that already says the same: same person, overlapping days, no other deputy. For days in both, the latest deputy holds.
    public func known(among others: [Absence]) -> Absence? {
        others.first { $0.person == person && $0.days.overlaps(days) && (deputy == nil || deputy == $0.deputy) }
    }
}
