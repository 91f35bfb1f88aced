import Foundation

/// How a school stands: its numbers, and how they were week by week.
public struct SchoolState: Hashable, Sendable {
    public let figures: SchoolFigures
    public let weeks: [WeekFigures]
    /// The UTC instant at which it was so, and that until which it stays so if nothing changes.
    public let holds: Range<Date>

    public init(figures: SchoolFigures, weeks: [WeekFigures], holds: Range<Date>) {
        self.figures = figures
        self.weeks = weeks
        self.holds = holds
    }
}
