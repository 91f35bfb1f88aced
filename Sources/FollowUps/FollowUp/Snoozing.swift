import Foundation

public enum Snoozing {
    /// In school days.
    public static let longest = 10

    public enum Objection: Hashable, Sendable {
        case acute
        case passed
        case tooLong(latest: Day)
    }

    /// The objection to holding back reminders until `moment`, or nil.
    public static func objection(to followUp: FollowUp, until moment: Date, now: Date, in calendar: SchoolCalendar) -> Objection? {
        if followUp.urgency == .acute { return .acute }
        if moment <= now { return .passed }
        let latest = latest(from: now, in: calendar)
        return calendar.clock.day(of: moment) > latest ? .tooLong(latest: latest) : nil
    }

    public static func latest(from now: Date, in calendar: SchoolCalendar) -> Day {
        calendar.day(from: calendar.clock.day(of: now), schoolDays: longest)
    }
}
