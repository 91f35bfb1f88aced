/// The regions between which the ministry spreads the school holidays.
public enum HolidayRegion: String, CaseIterable, Sendable {
    case noord, midden, zuid
}

public struct Holiday: Hashable, Sendable {
    public let name: String
    public let days: ClosedRange<Day>
    /// `noord`, `midden`, `zuid`; empty means all.
    public let regions: Set<String>
    /// In small letters and without the year: `Kerstvakantie 2026/2027` is `kerstvakantie`. Kept, as it is compared with that of all others.
    public let plainName: String

    public init(name: String, days: ClosedRange<Day>, regions: Set<String> = []) {
        self.name = name
        self.days = days
        self.regions = regions
        plainName = name.lowercased().split { !$0.isLetter }.joined(separator: " ")
    }

    public func applies(to region: String) -> Bool { regions.isEmpty || regions.contains(region) }

    public var allRegions: Set<String> { regions.isEmpty ? Set(HolidayRegion.allCases.map(\.rawValue)) : regions }

    /// The one in which it begins: the summer holiday belongs to the year that it ends.
    public var schoolYear: SchoolYear { SchoolYear(containing: days.lowerBound) }

    /// Whether both have the same name and school year, and a region in common.
    public func isSame(as other: Holiday) -> Bool {
        plainName == other.plainName && schoolYear == other.schoolYear && !allRegions.isDisjoint(with: other.allRegions)
    }
}
