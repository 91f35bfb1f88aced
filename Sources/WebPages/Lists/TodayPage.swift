import FollowUps
import Templates

/// The reader's follow-ups that are overdue or due within a week. Fits on one sheet of paper.
public struct TodayPage: SignedInPage {
    public static let page = Page.today

    public static let most = 24
    static let days = 7

    public let reader: PageReader
    public let title: String
    let day: String
    let overdue: [FollowUpLine]
    let today: [FollowUpLine]
    let soon: [FollowUpLine]
    let hasMore: Bool
    public let pressingCount: String?

    /// - Parameter followUps: the reader's, by due moment; up to one more than `most`.
    public init(_ followUps: [FollowUp], for reader: PageReader) {
        self.reader = reader
        let (clock, now, today) = (reader.clock, reader.now, reader.today)
        let last = today.adding(days: Self.days)
        let pressing = followUps.filter { $0.isOverdue(at: now, clock) || $0.due.day(clock) <= last }
        let shown = pressing.prefix(Self.most)
        // Acute first, then by due moment, the order in which they come.
        let late = shown.filter { $0.isOverdue(at: now, clock) }
        let open = shown.filter { !$0.isOverdue(at: now, clock) }
        func lines(_ followUps: some Sequence<FollowUp>) -> [FollowUpLine] { followUps.map { FollowUpLine(own: $0, for: reader) } }
        day = reader.wording.day(today, unlessIn: reader.year)
        overdue = lines([Urgency.acute, .urgent, .normal].flatMap { urgency in late.filter { $0.urgency == urgency } })
        self.today = lines(open.filter { $0.due.day(clock) <= today })
        soon = lines(open.filter { $0.due.day(clock) > today })
        hasMore = pressing.count > shown.count
        let count = overdue.count + self.today.count
        // Where there is more than fits, all that is shown may be pressing.
        pressingCount = count == 0 ? nil : hasMore && soon.isEmpty ? "\(count)+" : String(count)
        let name = LocalizedText(nl: "Vandaag", en: "Today")[reader.language]
        title = pressingCount.map { "\(name) (\($0))" } ?? name
    }

    public static let vocabulary = TemplateFields<TodayPage>(signedIn: [
        .text("day") { $0.day }, .flag("any_overdue") { !$0.overdue.isEmpty }, .list("overdue") { $0.overdue },
        .flag("any_today") { !$0.today.isEmpty }, .list("today") { $0.today }, .flag("any_soon") { !$0.soon.isEmpty },
        .list("soon") { $0.soon }, .flag("any") { !($0.overdue.isEmpty && $0.today.isEmpty && $0.soon.isEmpty) }, .flag("more") { $0.hasMore },
    ])
}
