import Foundation

/// A day of the Gregorian calendar, without time or zone, written `2026-12-07`. Kept as a count of days for cheap
/// arithmetic, with Howard Hinnant's `days_from_civil` and its inverse.
public struct Day: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01.
    public let number: Int

    public init(number: Int) { self.number = number }

    /// Nil when there is no such day (30 February), or the year does not have four digits.
    public init?(year: Int, month: Int, day: Int) {
        guard (1000...9999).contains(year), (1...12).contains(month), (1...Day.length(of: month, in: year)).contains(day) else { return nil }
        self.init(valid: year, month, day)
    }

    /// Reads `YYYY-MM-DD` and nothing else.
    public init?(_ text: some StringProtocol) {
        guard let read = text.utf8.withContiguousStorageIfAvailable(Day.read) ?? Array(text.utf8).withUnsafeBufferPointer(Day.read) else {
            return nil
        }
        self = read
    }

    private static func read(_ text: UnsafeBufferPointer<UInt8>) -> Day? {
        guard text.count == 10 else { return nil }
        var digits = 0
        for place in text.indices {
            let byte = text[place]
            if place == 4 || place == 7 {
                guard byte == UInt8(ascii: "-") else { return nil }
            } else {
                guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
                digits = digits * 10 + Int(byte - UInt8(ascii: "0"))
            }
        }
        return Day(year: digits / 10_000, month: digits / 100 % 100, day: digits % 100)
    }

    private init(valid year: Int, _ month: Int, _ day: Int) {
        let year = month <= 2 ? year - 1 : year
        let era = year / 400
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        number = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    public var components: (year: Int, month: Int, day: Int) {
        let shifted = number + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    public var weekday: Weekday {
        let sinceThursday = number % 7  // 1970-01-01 was a Thursday
        return Weekday.allCases[(sinceThursday + 7 + 3) % 7]
    }

    public static func < (left: Day, right: Day) -> Bool { left.number < right.number }

    public func adding(days: Int) -> Day { Day(number: number + days) }

    /// 31 January plus one month is the last of February.
    public func adding(months: Int) -> Day {
        let (year, month, day) = components
        let count = year * 12 + (month - 1) + months
        let (newYear, newMonth) = (count / 12, count % 12 + 1)
        return Day(valid: newYear, newMonth, min(day, Day.length(of: newMonth, in: newYear)))
    }

    private static func length(of month: Int, in year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

extension Day: CustomStringConvertible {
    /// Digit by digit, because lists of thousands write little else.
    public var description: String {
        let (year, month, day) = components
        guard (1000...9999).contains(year) else { return "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)" }
        return String(unsafeUninitializedCapacity: 10) { text in
            func write(_ number: Int, at place: Int, digits: Int) {
                var rest = number
                for offset in stride(from: digits - 1, through: 0, by: -1) {
                    text[place + offset] = UInt8(ascii: "0") + UInt8(rest % 10)
                    rest /= 10
                }
            }
            write(year, at: 0, digits: 4)
            text[4] = UInt8(ascii: "-")
            write(month, at: 5, digits: 2)
            text[7] = UInt8(ascii: "-")
            write(day, at: 8, digits: 2)
            return 10
        }
    }
}

public enum Weekday: String, CaseIterable, Sendable {
    case monday, tuesday, wednesday, thursday, friday, saturday, sunday

    public var isWeekend: Bool { self == .saturday || self == .sunday }
}
