import FollowUps
import Templates

/// The private address of somebody's calendar.
struct CalendarContext: InsideContext {
    static let place = InsidePlace.calendar

    let frame: PageFrame
    let visitor: Visitor
    let since: String?
    let address: String?

    static let vocabulary = Vocabulary<CalendarContext>(inside: [
        .optional("since") { $0.since }, .optional("address") { $0.address }, .flag("none") { $0.since == nil && $0.address == nil },
    ])
}
