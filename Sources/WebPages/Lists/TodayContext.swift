import FollowUps
import Templates

/// The daily view.
struct TodayContext: SignedInPageContext {
    static let place = NavigationItem.today

    let frame: PageFrame
    let visitor: Viewer
    let day: String
    let overdue: [FollowUpLineContext]
    let today: [FollowUpLineContext]
    let soon: [FollowUpLineContext]
    let hasMore: Bool

    static let vocabulary = TemplateFields<TodayContext>(inside: [
        .text("day") { $0.day }, .flag("any_overdue") { !$0.overdue.isEmpty }, .list("overdue") { $0.overdue },
        .flag("any_today") { !$0.today.isEmpty }, .list("today") { $0.today }, .flag("any_soon") { !$0.soon.isEmpty },
        .list("soon") { $0.soon }, .flag("any") { !($0.overdue.isEmpty && $0.today.isEmpty && $0.soon.isEmpty) }, .flag("more") { $0.hasMore },
    ])
}
