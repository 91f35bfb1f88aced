import Foundation

public enum DateExpression: Hashable, Sendable {
    case day(Day)
    case moment(Day, TimeOfDay)
    case term(Term)

    public static let grammar = "a day (2026-12-12), a day and time (2026-12-12T09:30), or a term from today (\(Term.grammar))"

    public init?(_ text: String) {
        if let term = Term(text) {
            self = .term(term)
        } else if let day = Day(text) {
            self = .day(day)
        } else {
            let parts = text.split(separator: "T", omittingEmptySubsequences: false)
            guard parts.count == 2, let day = Day(parts[0]), let time = TimeOfDay(parts[1]) else { return nil }
            self = .moment(day, time)
        }
    }

    /// As `init` reads it.
    public var text: String {
        switch self {
        case .day(let day): day.description
        case .moment(let day, let time): "\(day)T\(time)"
        case .term(let term): term.description
        }
    }

    public func day(from now: Date, in calendar: SchoolCalendar) -> Day {
        switch self {
        case .day(let day), .moment(let day, _): day
        case .term(let term): calendar.clock.day(of: term.instant(from: now, in: calendar))
        }
    }

    /// For a bare day, its start.
    public func instant(from now: Date, in calendar: SchoolCalendar) -> Date {
        switch self {
        case .day(let day): calendar.clock.start(of: day)
        case .moment(let day, let time): calendar.clock.instant(day, time)
        case .term(let term): term.instant(from: now, in: calendar)
        }
    }

    /// As `instant`, but a term of days or longer gives the start of the day on which it ends.
    public func beginning(from now: Date, in calendar: SchoolCalendar) -> Date {
        if case .term(let term) = self, term.unit != .hours { return calendar.clock.start(of: day(from: now, in: calendar)) }
        return instant(from: now, in: calendar)
    }

    /// Whether it can say when a follow-up of an urgency is due: only an acute one is due at a time of day.
    public func fits(_ urgency: Urgency) -> Bool {
        switch self {
        case .day: true
        case .moment: urgency == .acute
        case .term(let term): urgency == .acute || term.unit != .hours
        }
    }

    public func due(urgency: Urgency, from now: Date, in calendar: SchoolCalendar) -> Due {
        urgency == .acute
            ? .instant(instant(from: now, in: calendar)) : Due.on(day(from: now, in: calendar), urgency: urgency, in: calendar)
    }
}
