import FollowUps
import Templates

/// How one school stands.
struct SchoolContext: SignedInPageContext {
    static let place = NavigationItem.schools

    let frame: PageFrame
    let visitor: Viewer
    let figures: SchoolFiguresContext
    let path: String
    let overdue: [FollowUpLineContext]
    let hasMoreOverdue: Bool
    let coming: [FollowUpLineContext]
    let hasMoreComing: Bool
    let trainings: [FollowUpLineContext]
    let hasMoreTrainings: Bool
    let picture: WeeklyBarChart
    let weeks: [WeekContext]

    static let vocabulary = TemplateFields<SchoolContext>(inside: [
        .text("school") { $0.figures.name }, .text("school_path") { $0.path }, .list("figures") { [$0.figures] },
        .flag("any_overdue") { !$0.overdue.isEmpty }, .list("overdue") { $0.overdue }, .flag("more_overdue") { $0.hasMoreOverdue },
        .flag("any_coming") { !$0.coming.isEmpty }, .list("coming") { $0.coming }, .flag("more_coming") { $0.hasMoreComing },
        .flag("any_trainings") { !$0.trainings.isEmpty }, .list("trainings") { $0.trainings }, .flag("more_trainings") { $0.hasMoreTrainings },
        .text("width") { _ in String(WeeklyBarChart.width) }, .text("height") { _ in String(WeeklyBarChart.height) },
        .text("left") { _ in String(WeeklyBarChart.left) }, .text("bottom") { _ in String(WeeklyBarChart.bottom) },
        .text("week_count") { String($0.weeks.count) }, .list("weeks") { $0.weeks },
        .text("open_bars") { $0.path { ($0.openTop, $0.openHeight) } }, .text("overdue_bars") { $0.path { ($0.overdueTop, $0.overdueHeight) } },
        .list("lines") { $0.picture.lines.map(ChartLineContext.init) },
    ])

    /// All bars, as the `d` of one SVG path.
    private func path(_ measure: (WeeklyBarChart.Bar) -> (top: Int, height: Int)) -> String {
        picture.bars.map { bar in
            let (top, height) = measure(bar)
            return "M\(bar.x) \(top)h\(WeeklyBarChart.barWidth)v\(height)h-\(WeeklyBarChart.barWidth)z"
        }.joined()
    }
}

/// A week as a bar of the picture, and as a row of the table that goes with it.
struct WeekContext: TemplateContext {
    let bar: WeeklyBarChart.Bar
    /// `7 december`
    let day: String
    /// `7-12`
    let shortDay: String
    let isNow: Bool

    static let vocabulary = TemplateFields<WeekContext>([
        .text("week_day") { $0.day }, .text("short_day") { $0.shortDay }, .flag("now") { $0.isNow }, .flag("named") { $0.bar.isNamed },
        .text("open_count") { String($0.bar.week.open) }, .text("overdue_count") { String($0.bar.week.overdue) },
        .text("middle") { String($0.bar.middle) },
    ])
}

/// A line across the picture, with its number.
struct ChartLineContext: TemplateContext {
    let line: WeeklyBarChart.Line

    static let vocabulary = TemplateFields<ChartLineContext>([
        .text("value") { String($0.line.value) }, .text("y") { String($0.line.y) }, .text("label_y") { String($0.line.y + 5) },
    ])
}
