import FollowUps
import Templates

/// How a school stands. Whoever runs it sees what is overdue and can act; the board sees numbers only.
public struct SchoolPage: SignedInPage {
    public static let page = Page.school

    /// Rows of each list; the download has all.
    public static let most = 10

    /// Why something was not done.
    public enum Problem: Hashable, Sendable {
        case remind(Int64, RemindRequest.Problem)
        /// It has ended meanwhile.
        case ended(Int64)
    }

    public struct Lists: Sendable {
        let overdue: ListPart<FollowUp>
        let coming: ListPart<FollowUp>
        let trainings: ListPart<FollowUp>
        let readable: Set<Int64>

        /// - Parameters:
        ///   - overdue: acute first.
        ///   - readable: those whose page the reader may open.
        public init(overdue: ListPart<FollowUp>, coming: ListPart<FollowUp>, trainings: ListPart<FollowUp>, readable: Set<Int64>) {
            self.overdue = overdue
            self.coming = coming
            self.trainings = trainings
            self.readable = readable
        }
    }

    public let reader: PageReader
    public let title: String
    let numbers: SchoolNumbers
    let path: String
    let hasLists: Bool
    let runs: Bool
    let showsAbsences: Bool
    let overdue: ListPart<SchoolLine>
    let coming: ListPart<SchoolLine>
    let trainings: ListPart<SchoolLine>
    /// The titles of the roles that nobody holds.
    let unfilled: String?
    /// The school year that can be started.
    let year: SchoolYear
    let problem: String?
    let confirmation: Confirmation?
    let picture: WeeklyBarChart
    let weeks: [WeekText]

    /// - Parameters:
    ///   - lists: nil for whoever sees numbers only.
    ///   - runs: whether they may ask again and start the school year.
    ///   - absences: whether they keep its absences.
    public init(
        _ state: SchoolState, lists: Lists?, runs: Bool = false, absences: Bool = false, problem: Problem? = nil, confirmation: Confirmation? = nil,
        for reader: PageReader
    ) {
        let school = state.figures.school
        func lines(_ part: ListPart<FollowUp>?, mayRemind: Bool = false) -> ListPart<SchoolLine> {
            guard let part, let lists else { return ListPart(rows: []) }
            return ListPart(
                rows: part.rows.map { SchoolLine($0, isReadable: lists.readable.contains($0.id), mayRemind: mayRemind, for: reader) }, next: part.next
            )
        }
        self.reader = reader
        title = reader.capitalized(reader.words.place)
        numbers = SchoolNumbers(state.figures, for: reader)
        path = PagePath.school(school)
        hasLists = lists != nil
        self.runs = runs
        showsAbsences = absences
        overdue = lines(lists?.overdue, mayRemind: runs)
        coming = lines(lists?.coming)
        trainings = lines(lists?.trainings)
        let roles = runs ? reader.rules.rolesWithoutHolder(at: school).map { reader.phrases.title(of: $0.id) } : []
        unfilled = roles.isEmpty ? nil : reader.wording.list(roles)
        year = SchoolYear.startable(on: reader.today).usual
        self.problem = problem.map(reader.wording.problem)
        self.confirmation = confirmation
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
        .text("school") { $0.numbers.name }, .text("school_path") { $0.path },
        .text("trainings_path") { "\($0.path)/trainings" }, .list("figures") { [$0.numbers] }, .flag("has_lists") { $0.hasLists },
        .flag("runs") { $0.runs }, .flag("shows_absences") { $0.showsAbsences }, .optional("unfilled") { $0.unfilled },
        .text("school_year") { $0.year.description }, .optional("refusal") { $0.problem }, .confirmation { $0.confirmation },
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
