import Foundation

/// The school days of one school: weekdays less public holidays, school holidays and the school's own free days.
public struct SchoolCalendar: Sendable, Hashable {
    public let clock: WallClock
    private let holidays: [ClosedRange<Day>]
    private let freeDays: Set<Day>
    private let schoolDays: Set<Day>
    public let lastHoliday: Day?

    /// After this many free days in a row, the next ones count as school days: a calendar without any would make the search endless.
    static let longestBreak = 366

    public init(clock: WallClock, holidays: [ClosedRange<Day>] = [], freeDays: Set<Day> = [], schoolDays: Set<Day> = []) {
        self.clock = clock
        self.holidays = holidays
        self.freeDays = freeDays
        self.schoolDays = schoolDays
        lastHoliday = holidays.map(\.upperBound).max()
    }

    /// A day that the school lists in `school_days` always is one.
    public func isSchoolDay(_ day: Day) -> Bool {
        if schoolDays.contains(day) { return true }
        if day.weekday.isWeekend || freeDays.contains(day) || PublicHolidays.contains(day) { return false }
        return !holidays.contains { $0.contains(day) }
    }

    /// Whether the day lies in a school holiday, weekends included. A weekend, public holiday or free day alone is none.
    public func isHoliday(_ day: Day) -> Bool { !schoolDays.contains(day) && holidays.contains { $0.contains(day) } }

    public func schoolDay(onOrAfter day: Day) -> Day {
        var candidate = day
        for _ in 0..<Self.longestBreak {
            if isSchoolDay(candidate) { return candidate }
            candidate = candidate.adding(days: 1)
        }
        return candidate
    }

    func schoolDay(onOrBefore day: Day) -> Day { isSchoolDay(day) ? day : self.day(from: day, schoolDays: -1) }

    /// The start does not count itself: one school day after a Friday is the Monday, and so is one after a Saturday.
    public func day(from start: Day, schoolDays count: Int) -> Day {
        let direction = count < 0 ? -1 : 1
        var (day, left, free) = (start, abs(count), 0)
        while left > 0 {
            day = day.adding(days: direction)
            free = isSchoolDay(day) ? 0 : free + 1
            if free == 0 || free > Self.longestBreak { left -= 1 }
        }
        return day
    }

    /// The break of at least five weekdays that ended within the five school days up to and including `day`, so that
    /// people come back to this day's work; nil without one.
    public func longBreak(shortlyBefore day: Day) -> ClosedRange<Day>? {
        var (candidate, schoolDaysSeen) = (day, 0)
        while schoolDaysSeen < 5 {
            guard let last = freeDay(before: candidate, counting: &schoolDaysSeen) else { return nil }
            var (first, weekdays) = (last, 0)
            while !isSchoolDay(first), last.number - first.number < Self.longestBreak {
                if !first.weekday.isWeekend { weekdays += 1 }
                first = first.adding(days: -1)
            }
            if weekdays >= 5 { return first.adding(days: 1)...last }
            candidate = first
        }
        return nil
    }

    /// The nearest free day before a school day; counts the school days passed. Nil after the fifth.
    private func freeDay(before start: Day, counting seen: inout Int) -> Day? {
        var day = start
        while isSchoolDay(day) {
            seen += 1
            if seen > 5 { return nil }
            day = day.adding(days: -1)
        }
        return day
    }
}
