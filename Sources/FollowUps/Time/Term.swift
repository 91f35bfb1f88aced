import Foundation

/// A length of time: `2h`, `10d`, `3sd` (school days), `2w`, `6m`.
public struct Term: Hashable, Sendable, CustomStringConvertible {
    public enum Unit: String, CaseIterable, Sendable {
        case hours = "h"
        case days = "d"
        case schoolDays = "sd"
        case weeks = "w"
        case months = "m"
    }

    public let count: Int
    public let unit: Unit

    public static let grammar = "a whole number and a unit: 2h, 10d, 3sd (school days), 2w or 6m"

    public init(_ count: Int, _ unit: Unit) {
        self.count = count
        self.unit = unit
    }

    /// Reads one to four digits followed by a unit, and nothing else.
    public init?(_ text: some StringProtocol) {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard (1...4).contains(digits.utf8.count), let count = Int(digits), let unit = Unit(rawValue: String(text.dropFirst(digits.count)))
        else { return nil }
        self.init(count, unit)
    }

    public var description: String { "\(count)\(unit.rawValue)" }

    /// The day this term after a day, or before it with `backwards`. Hours count as no days.
    public func day(from start: Day, in calendar: SchoolCalendar, backwards: Bool = false) -> Day {
        let signed = backwards ? -count : count
        return switch unit {
        case .hours: start
        case .days: start.adding(days: signed)
        case .weeks: start.adding(days: 7 * signed)
        case .months: start.adding(months: signed)
        case .schoolDays: calendar.day(from: start, schoolDays: signed)
        }
    }

    /// The instant this term after an instant, or before it. Only hours have a fixed length; other units keep the local time.
    public func instant(from start: Date, in calendar: SchoolCalendar, backwards: Bool = false) -> Date {
        if unit == .hours { return start.addingTimeInterval(Double(backwards ? -count : count) * 3600) }
        let clock = calendar.clock
        let day = day(from: clock.day(of: start), in: calendar, backwards: backwards)
        let intoMinute = start.timeIntervalSince1970 - (start.timeIntervalSince1970 / 60).rounded(.down) * 60
        guard let time = TimeOfDay(hour: clock.minutes(of: start) / 60, minute: clock.minutes(of: start) % 60) else { return start }
        return clock.instant(day, time).addingTimeInterval(intoMinute)
    }
}
