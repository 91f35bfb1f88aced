import FollowUps
import Foundation

/// What private addresses of calendars need of the database.
public protocol CalendarStore: Sendable {
    func setCalendarFeed(of person: PersonID, to secret: Secret, by actor: String, at now: Date) throws
    /// False when there was none.
    func revokeCalendarFeed(of person: PersonID, by actor: String, at now: Date) throws -> Bool
    func person(withCalendar secret: Secret) throws -> PersonID?
    /// The UTC instant at which somebody's calendar got its address; nil when it has none.
    func calendarFeedMade(for person: PersonID) throws -> Date?
}
