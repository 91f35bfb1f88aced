import Foundation

/// When a follow-up must be done: by the end of a day or, if it is acute, at an instant.
public enum Due: Hashable, Sendable {
    case day(Day)
    case instant(Date)

    /// The first instant at which it is overdue: the start of the next day, or the instant itself.
    public func overdueFrom(_ clock: WallClock) -> Date {
        switch self {
        case .day(let day): clock.start(of: day.adding(days: 1))
        case .instant(let instant): instant
        }
    }

    /// As the history has it: a day, or an instant in ISO 8601 with the zone's offset.
    public func text(_ clock: WallClock) -> String {
        switch self {
        case .day(let day): day.description
        case .instant(let instant): clock.iso8601(instant)
        }
    }

    public func day(_ clock: WallClock) -> Day {
        switch self {
        case .day(let day): day
        case .instant(let instant): clock.day(of: instant)
        }
    }

    /// Due a term after an instant, or after `day` if given. An acute follow-up keeps the time; a normal one moves to a school day.
    public static func after(_ term: Term, from instant: Date, day: Day? = nil, urgency: Urgency, in calendar: SchoolCalendar) -> Due {
        if urgency == .acute {
            let start = day.map { calendar.clock.start(of: $0) } ?? instant
            return .instant(term.instant(from: start, in: calendar))
        }
        let start = day ?? calendar.clock.day(of: instant)
        return Due.on(term.day(from: start, in: calendar), urgency: urgency, in: calendar)
    }

    /// Due on a day. A normal follow-up moves from a free day to the next school day; an acute one is due when the day starts.
    public static func on(_ day: Day, urgency: Urgency, in calendar: SchoolCalendar) -> Due {
        switch urgency {
        case .normal: .day(calendar.schoolDay(onOrAfter: day))
        case .urgent: .day(day)
        case .acute: .instant(calendar.clock.start(of: day))
        }
    }
}
