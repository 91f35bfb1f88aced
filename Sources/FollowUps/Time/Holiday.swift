/// The regions between which the ministry spreads the school holidays.
public enum HolidayRegion: String, CaseIterable, Sendable {
    case noord, midden, zuid
}

public struct Holiday: Hashable, Sendable {
    public let name: String
    public let days: ClosedRange<Day>
    /// `noord`, `midden`, `zuid`; empty means all.
    public let regions: Set<String>

    public init(name: String, days: ClosedRange<Day>, regions: Set<String> = []) {
        self.name = name
        self.days = days
        self.regions = regions
    }

    public func applies(to region: String) -> Bool { regions.isEmpty || regions.contains(region) }

    public var allRegions: Set<String> { regions.isEmpty ? Set(HolidayRegion.allCases.map(\.rawValue)) : regions }

    /// The one in which it begins: the summer holiday belongs to the year that it ends.
    public var schoolYear: SchoolYear { SchoolYear(containing: days.lowerBound) }

    /// In small letters and without the year: `Kerstvakantie 2026/2027` is `kerstvakantie`.
    public var plainName: String { name.lowercased().split { !$0.isLetter }.joined(separator: " ") }

    /// Whether both have the same name and school year, and a region in common.
    public func isSame(as other: Holiday) -> Bool {
        // Names last: to compare them takes longest, and every pair of a file is asked.
        schoolYear == other.schoolYear && !allRegions.isDisjoint(with: other.allRegions) && plainName == other.plainName
    }
}
