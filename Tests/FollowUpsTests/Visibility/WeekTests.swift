import Foundation
import Testing

@testable import FollowUps

@Suite("Weeks in numbers")
struct WeekTests {
    private func weeks(_ spans: [(opened: String, ended: String?, overdue: String)], now: String) -> [WeeklyStats] {
        var tally = WeeklyStats.WeekCounter(at: at(now), .amsterdam)
        func seconds(_ text: String) -> Int64 { Int64(at(text).timeIntervalSince1970) }
        for span in spans { tally.add(openedAt: seconds(span.opened), endedAt: span.ended.map(seconds), overdueFrom: seconds(span.overdue)) }
        return tally.weeks
    }

    private func lines(_ weeks: [WeeklyStats]) -> [String] { weeks.map { "\($0.monday) \($0.open) \($0.overdue)" } }

    @Test("each week counts what was open and overdue when its Sunday ended, the present one what is so now")
    func count() {
        let weeks = weeks(
            [
                ("2026-09-01 09:00", nil, "2026-11-28 00:00"), ("2026-11-30 00:00", nil, "2027-01-01 00:00"),
                // Ended on the last second of a Sunday, and on the first of a Monday.
                ("2026-11-02 09:00", "2026-11-22 23:59:59", "2026-11-21 00:00"), ("2026-11-02 09:00", "2026-11-23 00:00", "2026-11-21 00:00"),
                // Before all of it.
                ("2026-01-05 09:00", "2026-02-01 09:00", "2026-01-10 00:00"),
            ], now: "2026-12-02 12:00")
        #expect(lines(weeks.suffix(5)) == ["2026-11-02 3 0", "2026-11-09 3 0", "2026-11-16 2 1", "2026-11-23 1 1", "2026-11-30 2 1"])
        #expect(weeks.count == 12 && weeks.first?.monday == day("2026-09-14"))
        #expect(weeks.first?.open == 1)
    }

    @Test("a week with a clock change ends when its Sunday does")
    func clockChange() {
        let weeks = weeks([("2026-10-25 23:30", nil, "2027-01-01 00:00")], now: "2026-11-04 12:00")
        #expect(lines(weeks.suffix(3)) == ["2026-10-19 1 0", "2026-10-26 1 0", "2026-11-02 1 0"])
    }
}
