import FollowUps
import Templates

public struct SchoolPage: SignedInPage {
    public static let page = Page.school

    /// Rows of each list; the download has all.
    public static let most = 10

    public let reader: PageReader
    public let title: String
    let numbers: SchoolNumbers
    let path: String
    let overdue: ListPart<FollowUpLine>
    let coming: ListPart<FollowUpLine>
    let trainings: ListPart<FollowUpLine>
    let picture: WeeklyBarChart
    let weeks: [WeekText]

    public init(
        _ state: SchoolState, overdue: ListPart<RedactedFollowUp>, coming: ListPart<RedactedFollowUp>, trainings: ListPart<RedactedFollowUp>,
        for reader: PageReader
    ) {
        func lines(_ part: ListPart<RedactedFollowUp>) -> ListPart<FollowUpLine> {
            ListPart(rows: part.rows.map { FollowUpLine(ofSchool: $0, for: reader) }, next: part.next)
        }
        self.reader = reader
        title = LocalizedText(nl: "School", en: "School")[reader.language]
        numbers = SchoolNumbers(state.figures, for: reader)
        path = PagePath.school(state.figures.school)
        self.overdue = lines(overdue)
        self.coming = lines(coming)
        self.trainings = lines(trainings)
        let picture = WeeklyBarChart(state.weeks)
        self.picture = picture
        weeks = picture.bars.enumerated().map { place, bar in
            let (_, month, day) = bar.week.monday.components
            return WeekText(
                bar: bar, day: reader.wording.day(bar.week.monday, unlessIn: reader.year), shortDay: "\(day)-\(month)",
                isNow: place == picture.bars.count - 1)
        }
    }

    public static let vocabulary = TemplateFields<SchoolPage>(signedIn: [
        .text("school") { $0.numbers.name }, .text("school_path") { $0.path }, .list("figures") { [$0.numbers] },
        .flag("any_overdue") { !$0.overdue.rows.isEmpty }, .list("overdue") { $0.overdue.rows }, .flag("more_overdue") { $0.overdue.next != nil },
        .flag("any_coming") { !$0.coming.rows.isEmpty }, .list("coming") { $0.coming.rows }, .flag("more_coming") { $0.coming.next != nil },
        .flag("any_trainings") { !$0.trainings.rows.isEmpty }, .list("trainings") { $0.trainings.rows },
        .flag("more_trainings") { $0.trainings.next != nil },
        .text("width") { _ in String(WeeklyBarChart.width) }, .text("height") { _ in String(WeeklyBarChart.height) },
        .text("left") { _ in String(WeeklyBarChart.left) }, .text("bottom") { _ in String(WeeklyBarChart.bottom) },
        .text("week_count") { String($0.weeks.count) }, .list("weeks") { $0.weeks },
        .text("open_bars") { $0.path { ($0.openTop, $0.openHeight) } }, .text("overdue_bars") { $0.path { ($0.overdueTop, $0.overdueHeight) } },
        .list("lines") { $0.picture.lines.map(PictureLine.init) },
    ])

    /// The bars as the `d` attribute of one SVG path.
    private func path(_ measure: (WeeklyBarChart.Bar) -> (top: Int, height: Int)) -> String {
        picture.bars.map { bar in
            let (top, height) = measure(bar)
            return "M\(bar.x) \(top)h\(WeeklyBarChart.barWidth)v\(height)h-\(WeeklyBarChart.barWidth)z"
        }.joined()
    }
}

struct WeekText: TemplateContext {
    let bar: WeeklyBarChart.Bar
    /// `7 december`
    let day: String
    /// `7-12`
    let shortDay: String
    let isNow: Bool

    static let vocabulary = TemplateFields<WeekText>([
        .text("week_day") { $0.day }, .text("short_day") { $0.shortDay }, .flag("now") { $0.isNow }, .flag("named") { $0.bar.isNamed },
        .text("open_count") { String($0.bar.week.open) }, .text("overdue_count") { String($0.bar.week.overdue) },
        .text("middle") { String($0.bar.middle) },
    ])
}

struct PictureLine: TemplateContext {
    let line: WeeklyBarChart.Line

    static let vocabulary = TemplateFields<PictureLine>([
        .text("value") { String($0.line.value) }, .text("y") { String($0.line.y) }, .text("label_y") { String($0.line.y + 5) },
    ])
}
