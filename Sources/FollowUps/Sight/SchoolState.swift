import Foundation

public struct SchoolState: Hashable, Sendable {
    public let figures: SchoolFigures
    public let weeks: [WeekFigures]
    /// From when it holds, and until when if nothing changes.
    public let holds: Range<Date>

    public init(figures: SchoolFigures, weeks: [WeekFigures], holds: Range<Date>) {
        self.figures = figures
        self.weeks = weeks
        self.holds = holds
    }
}
