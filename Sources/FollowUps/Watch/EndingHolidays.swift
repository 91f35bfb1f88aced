/// A school whose known holidays end soon, or have ended: after them every weekday counts as a school day, and people are mailed in their holidays
/// (promise 18).
public struct EndingHolidays: Hashable, Sendable {
    /// In days before the end, from when it is told.
    public static let horizon = 60
    /// In days before the end, when the operator is told again.
    private static let stages = [1, 7, 14, 30, horizon]
    /// In days after the end, how often the operator is told again.
    private static let pause = 28

    public let school: SchoolID
    public let name: String
    /// Of the last holiday that is known; nil when none is.
    public let lastDay: Day?
    /// Until that day; below 0 after it, and nil when none is known.
    public let daysLeft: Int?

    /// Nil as long as the known holidays go on for longer than that.
    public init?(_ school: School, on today: Day) {
        let lastDay = school.calendar.lastHoliday
        if let lastDay, lastDay.number - today.number > Self.horizon { return nil }
        self.school = school.id
        name = school.name
        self.lastDay = lastDay
        daysLeft = lastDay.map { $0.number - today.number }
    }

    /// The schools of which it is so on a day, in the order of the configuration.
    public static func of(_ directory: Directory, on today: Day) -> [EndingHolidays] {
        directory.schools.compactMap { EndingHolidays($0, on: today) }
    }

    /// Changes whenever the operator is to be told again: 60, 30, 14, 7 and 1 days before the end, and every four weeks after it. Of a school of which
    /// none is known it is told once.
    public var stage: Int {
        guard let daysLeft else { return 0 }
        return daysLeft < 0 ? (daysLeft + 1) / Self.pause - 1 : Self.stages.first { daysLeft <= $0 } ?? Self.horizon
    }
}
