/// A school whose known holidays end soon, or have ended. After them every weekday counts as a school day, and people
/// get mail in their holidays (promise 18).
public struct EndingHolidays: Hashable, Sendable {
    /// Days before the end from which it is reported.
    public static let horizon = 60
    /// Days before the end at which the operator is told again.
    private static let stages = [1, 7, 14, 30, horizon]
    /// Days between two notices after the end.
    private static let pause = 28

    public let school: SchoolID
    public let name: String
    public let lastDay: Day?
    public let daysLeft: Int?

    public init?(_ school: School, on today: Day) {
        let lastDay = school.calendar.lastHoliday
        if let lastDay, lastDay.number - today.number > Self.horizon { return nil }
        self.school = school.id
        name = school.name
        self.lastDay = lastDay
        daysLeft = lastDay.map { $0.number - today.number }
    }

    public static func of(_ directory: Directory, on today: Day) -> [EndingHolidays] {
        directory.schools.compactMap { EndingHolidays($0, on: today) }
    }

    /// Changes whenever the operator is to be told again; constant for a school without known holidays.
    public var stage: Int {
        guard let daysLeft else { return 0 }
        return daysLeft < 0 ? (daysLeft + 1) / Self.pause - 1 : Self.stages.first { daysLeft <= $0 } ?? Self.horizon
    }
}
