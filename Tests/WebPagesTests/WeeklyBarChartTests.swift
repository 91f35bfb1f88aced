import FollowUps
import SchoolTestSupport
import Testing

@testable import WebPages

@Suite("Weeks as a picture")
struct WeeklyBarChartTests {
    @Test(
        "bars stand on the bottom, are as high as their number, and fit in the picture, whatever the numbers",
        arguments: [0, 1, 7, 99, 3500, 100_000])
    func bars(highest: Int) {
        let picture = WeeklyBarChart(
            (0..<12).map { WeeklyStats(monday: day("2026-09-14").adding(days: 7 * $0), open: $0 * highest / 11, overdue: $0 * highest / 22) })
        #expect(picture.bars.count == 12 && picture.lines.count <= 6)
        for (bar, next) in zip(picture.bars, picture.bars.dropFirst()) { #expect(bar.x + WeeklyBarChart.barWidth < next.x) }
        for bar in picture.bars {
            #expect(bar.openTop + bar.openHeight == WeeklyBarChart.bottom && bar.overdueTop + bar.overdueHeight == WeeklyBarChart.bottom)
            #expect(
                bar.openTop >= 16 && bar.overdueTop >= bar.openTop && bar.x >= WeeklyBarChart.left
                    && bar.x + WeeklyBarChart.barWidth <= WeeklyBarChart.width)
            #expect((bar.openHeight > 0) == (bar.week.open > 0) && (bar.overdueHeight > 0) == (bar.week.overdue > 0))
        }
        #expect(picture.lines.first?.value == 0 && picture.lines.first?.y == WeeklyBarChart.bottom)
        #expect((picture.lines.last?.value ?? 0) >= highest && (picture.lines.last?.y ?? 0) == 16)
        #expect(picture.bars.last?.isNamed == true && picture.bars.count(where: \.isNamed) == 6)
    }
}
