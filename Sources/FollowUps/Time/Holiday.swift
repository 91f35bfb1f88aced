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
}
