import Foundation

/// How often a person gets normal reminders that are not overdue in one message.
public enum Digest: Hashable, Sendable {
    case none
    case daily
    case weekly(Weekday)

    public static let grammar = "\"none\", \"daily\" or \"weekly DAY\" (monday to sunday)"

    public init?(_ text: String) {
        switch text {
        case "none": self = .none
        case "daily": self = .daily
        default:
            let words = text.split(separator: " ")
            guard words.count == 2, words[0] == "weekly", let day = Weekday(rawValue: String(words[1])) else { return nil }
            self = .weekly(day)
        }
    }

    /// When a reminder that falls at `instant` goes: at the next opening on a digest day, today included; nil without a
    /// digest. A digest day without school counts as the first opening after it.
    public func moment(onOrAfter instant: Date, window: Window, in calendar: SchoolCalendar) -> Date? {
        opening(after: instant.addingTimeInterval(-1), window: window, in: [calendar])
    }

    /// The last opening of a digest day before `instant` and not before `start`; nil when there is none.
    func moment(before instant: Date, notBefore start: Date, window: Window, in calendar: SchoolCalendar) -> Date? {
        var day = calendar.clock.day(of: instant)
        while true {
            switch self {
            case .none: return nil
            case .daily: break
            case .weekly(let weekday): day = day.adding(days: -((day.weekday.index - weekday.index + 7) % 7))
            }
            let opening = window.opening(onOrAfter: day, in: calendar)
            if opening < start { return nil }
            if opening < instant { return opening }
            day = day.adding(days: -1)
        }
    }

    /// The first opening on a digest day after `instant`, at whichever school opens first; nil without a digest.
    public func opening(after instant: Date, window: Window, in calendars: [SchoolCalendar]) -> Date? {
        guard let clock = calendars.first?.clock else { return nil }
        // From a week back: the opening of a digest day without school may still be to come.
        var day = clock.day(of: instant).adding(days: -6)
        while true {
            switch self {
            case .none: return nil
            case .daily: break
            case .weekly(let weekday): day = day.adding(days: (weekday.index - day.weekday.index + 7) % 7)
            }
            let opening = calendars.map { window.opening(onOrAfter: day, in: $0) }.min()
            if let opening, opening > instant { return opening }
            day = day.adding(days: 1)
        }
    }
}

extension Weekday {
    var index: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
