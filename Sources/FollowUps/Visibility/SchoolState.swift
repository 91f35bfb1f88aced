import Foundation

public struct SchoolState: Hashable, Sendable {
    public let figures: SchoolStats
    public let weeks: [WeeklyStats]
    /// From when it holds, and until when if nothing changes.
    public let holds: Range<Date>

    public init(figures: SchoolStats, weeks: [WeeklyStats], holds: Range<Date>) {
        self.figures = figures
        self.weeks = weeks
        self.holds = holds
    }
}
