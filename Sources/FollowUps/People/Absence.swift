/// A time in which a person is away, both ends included, and who stands in if not the deputy of the configuration.
public struct Absence: Hashable, Sendable {
    public let person: PersonID
    public let days: ClosedRange<Day>
    public let deputy: PersonID?

    public init(person: PersonID, days: ClosedRange<Day>, deputy: PersonID? = nil) {
        self.person = person
        self.days = days
        self.deputy = deputy
    }

    /// The absence among those that are known which says the same already: of the same person, on some of the same days, with nobody else to stand in.
    ///
    /// Whoever names another deputy says something new: for these days the latest holds.
    public func known(among others: [Absence]) -> Absence? {
        others.first { $0.person == person && $0.days.overlaps(days) && (deputy == nil || deputy == $0.deputy) }
    }
}
