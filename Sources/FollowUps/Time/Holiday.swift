/// The parts of the country between which the ministry spreads the school holidays.
public enum HolidayRegion: String, CaseIterable, Sendable {
    case noord, midden, zuid
}

/// A school holiday as the school's calendar has it, both ends included.
public struct Holiday: Hashable, Sendable {
    public let name: String
    public let days: ClosedRange<Day>
    /// The regions that have it (`noord`, `midden`, `zuid`); empty means all.
    public let regions: Set<String>

    public init(name: String, days: ClosedRange<Day>, regions: Set<String> = []) {
        self.name = name
        self.days = days
        self.regions = regions
    }

    public func applies(to region: String) -> Bool { regions.isEmpty || regions.contains(region) }

    /// The regions that have it, all of them by name.
    public var allRegions: Set<String> { regions.isEmpty ? Set(HolidayRegion.allCases.map(\.rawValue)) : regions }

    /// The one in which it begins: the summer holiday belongs to the year that it ends.
    public var schoolYear: SchoolYear { SchoolYear(containing: days.lowerBound) }

    /// Its name without the year that people write behind it, in small letters: `Kerstvakantie 2026/2027` is `kerstvakantie`.
    public var plainName: String { name.lowercased().split { !$0.isLetter }.joined(separator: " ") }

    /// Whether both are the same holiday of the same school year, in a region that both have.
    public func isSame(as other: Holiday) -> Bool {
        plainName == other.plainName && schoolYear == other.schoolYear && !allRegions.isDisjoint(with: other.allRegions)
    }
}
