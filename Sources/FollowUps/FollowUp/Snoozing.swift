import Foundation

/// How far the reminders of a follow-up may be put off: the same on the command line and on a page.
public enum Snoozing {
    /// In school days.
    public static let longest = 10

    public enum Objection: Hashable, Sendable {
        /// What is acute is not put off.
        case acute
        case passed
        case tooLong(latest: Day)
    }

    /// What speaks against letting no reminder go before an instant, or nil.
    public static func objection(to followUp: FollowUp, until moment: Date, now: Date, in calendar: SchoolCalendar) -> Objection? {
        if followUp.urgency == .acute { return .acute }
        if moment <= now { return .passed }
        let latest = latest(from: now, in: calendar)
        return calendar.clock.day(of: moment) > latest ? .tooLong(latest: latest) : nil
    }

    /// The last day until which they can be put off.
    public static func latest(from now: Date, in calendar: SchoolCalendar) -> Day {
        calendar.day(from: calendar.clock.day(of: now), schoolDays: longest)
    }
}
