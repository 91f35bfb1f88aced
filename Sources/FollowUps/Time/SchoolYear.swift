/// From 1 August through 31 July, as the Dutch law on primary education has it.
public struct SchoolYear: Hashable, Sendable, CustomStringConvertible {
    public let days: ClosedRange<Day>

    /// 30 June: the work of a year is done before the summer.
    public var lastForWork: Day { days.upperBound.adding(days: -31) }

    private static let firstMonth = 8

    public init(containing day: Day) {
        let (_, month, dayOfMonth) = day.components
        let first = day.adding(days: 1 - dayOfMonth).adding(months: -SchoolYear.monthsIn(month))
        days = first...first.adding(months: 12).adding(days: -1)
    }

    /// 2026 for 2026-2027; nil when the year does not have four digits.
    public init?(startingIn year: Int) {
        guard let day = Day(year: year, month: SchoolYear.firstMonth, day: 1), year < 9999 else { return nil }
        self.init(containing: day)
    }

    /// The school years that can be started on a day, and the usual one of them: the running one until May, then the next, as too few weeks are left
    /// to spread a year over.
    public static func startable(on today: Day) -> (usual: SchoolYear, all: [SchoolYear]) {
        let running = SchoolYear(containing: today)
        let next = SchoolYear(containing: running.days.upperBound.adding(days: 1))
        let all = today.adding(days: 7) > running.lastForWork ? [next] : [running, next]
        return (today.adding(months: 2) > running.lastForWork ? next : running, all)
    }

    public func day(_ day: MonthDay) -> Day { days.lowerBound.adding(months: SchoolYear.monthsIn(day.month)).adding(days: day.day - 1) }

    public var description: String { "\(days.lowerBound.components.year)-\(days.upperBound.components.year)" }

    private static func monthsIn(_ month: Int) -> Int { (month + 12 - firstMonth) % 12 }
}
