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
}
