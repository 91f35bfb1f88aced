import FollowUps
import Templates

/// The private address of somebody's calendar.
struct CalendarContext: SignedInPageContext {
    static let place = NavigationItem.calendar

    let frame: PageFrame
    let visitor: Viewer
    let since: String?
    let address: String?

    static let vocabulary = TemplateFields<CalendarContext>(inside: [
        .optional("since") { $0.since }, .optional("address") { $0.address }, .flag("none") { $0.since == nil && $0.address == nil },
    ])
}
