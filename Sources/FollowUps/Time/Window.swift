import Foundation

/// The hours in which reminders may go: `school 08:00-17:00`, `daily 07:00-21:00` or `always`.
public enum Window: Hashable, Sendable {
    case school(from: TimeOfDay, until: TimeOfDay)
    case daily(from: TimeOfDay, until: TimeOfDay)
    case always

    public static let grammar = "\"school 08:00-17:00\", \"daily 07:00-21:00\" or \"always\""

    public init?(_ text: String) {
        if text == "always" {
            self = .always
            return
        }
        let words = text.split(separator: " ")
        guard words.count == 2 else { return nil }
        let hours = words[1].split(separator: "-", omittingEmptySubsequences: false)
        guard hours.count == 2, let from = TimeOfDay(hours[0]), let until = TimeOfDay(hours[1]), from < until else { return nil }
        switch words[0] {
        case "school": self = .school(from: from, until: until)
        case "daily": self = .daily(from: from, until: until)
        default: return nil
        }
    }

    /// The first instant at or after `instant` at which the window is open. Its end is excluded.
    public func opening(onOrAfter instant: Date, in calendar: SchoolCalendar) -> Date {
        guard let (from, until) = hours else { return instant }
        let day = calendar.clock.day(of: instant)
        if isOpen(on: day, in: calendar) {
            let opens = calendar.clock.instant(day, from)
            if instant <= opens { return opens }
            if instant < calendar.clock.instant(day, until) { return instant }
        }
        return opening(onOrAfter: day.adding(days: 1), in: calendar)
    }

    /// When the window opens on a day, or on the next day that has it; for `always` the start of the day.
    public func opening(onOrAfter day: Day, in calendar: SchoolCalendar) -> Date {
        switch self {
        case .always: calendar.clock.start(of: day)
        case .daily(let from, _): calendar.clock.instant(day, from)
        case .school(let from, _): calendar.clock.instant(calendar.schoolDay(onOrAfter: day), from)
        }
    }

    /// As `opening(onOrAfter:)`, but on the last day before that has it.
    func opening(onOrBefore day: Day, in calendar: SchoolCalendar) -> Date {
        guard case .school = self else { return opening(onOrAfter: day, in: calendar) }
        return opening(onOrAfter: calendar.schoolDay(onOrBefore: day), in: calendar)
    }

    public func contains(_ instant: Date, in calendar: SchoolCalendar) -> Bool { opening(onOrAfter: instant, in: calendar) == instant }

    private var hours: (from: TimeOfDay, until: TimeOfDay)? {
        switch self {
        case .always: nil
        case .school(let from, let until), .daily(let from, let until): (from, until)
        }
    }

    private func isOpen(on day: Day, in calendar: SchoolCalendar) -> Bool {
        if case .school = self { return calendar.isSchoolDay(day) }
        return true
    }
}
