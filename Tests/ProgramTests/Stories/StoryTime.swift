import Foundation

/// Local time in Amsterdam with the weekday, so that a table reads well and a slip in it is noticed. From Foundation's
/// calendar, which shares no code with ours.
enum StoryTime {
    struct NoMoment: Error, CustomStringConvertible {
        let text: String
        var description: String { "\"\(text)\" is no moment such as \"Mon 2026-11-02 09:00\", or not on that weekday" }
    }

    private static let calendar: Calendar = {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: "Europe/Amsterdam") ?? .gmt
        return calendar
    }()
    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]

    /// Reads `Mon 2026-11-02 09:00`.
    static func moment(_ text: String) throws -> Date {
        guard let match = text.wholeMatch(of: #/([A-Z][a-z]{2}) (\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d)/#) else { throw NoMoment(text: text) }
        let parts = DateComponents(
            year: Int(match.2), month: Int(match.3), day: Int(match.4), hour: Int(match.5), minute: Int(match.6))
        guard let moment = calendar.date(from: parts), weekdays[calendar.component(.weekday, from: moment) - 1] == match.1 else {
            throw NoMoment(text: text)
        }
        return moment
    }

    /// Writes `Mon 2026-11-02 09:00`, and on a day on which the clock changes the offset from UTC as well: `Sun 2027-10-31 02:30+01`.
    static func text(_ moment: Date) -> String {
        let parts = calendar.dateComponents([.weekday, .year, .month, .day, .hour, .minute], from: moment)
        func two(_ number: Int?) -> String { String(100 + (number ?? 0)).suffix(2).description }
        let time =
            "\(weekdays[(parts.weekday ?? 1) - 1]) \(parts.year ?? 0)-\(two(parts.month))-\(two(parts.day)) \(two(parts.hour)):\(two(parts.minute))"
        let midnight = calendar.startOfDay(for: moment)
        let zone = calendar.timeZone
        let changes = zone.secondsFromGMT(for: midnight) != zone.secondsFromGMT(for: midnight.addingTimeInterval(86_400))
        return changes ? "\(time)+\(two(zone.secondsFromGMT(for: moment) / 3600))" : time
    }
}
