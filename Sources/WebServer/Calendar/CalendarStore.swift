import FollowUps
import Foundation

public protocol CalendarStore: Sendable {
    func setCalendarFeed(of person: PersonID, to secret: Secret, by actor: String, at now: Date) async throws
    /// Returns false when there was no address.
    func revokeCalendarFeed(of person: PersonID, by actor: String, at now: Date) async throws -> Bool
    func person(withCalendar secret: Secret) async throws -> PersonID?
    func calendarFeedMade(for person: PersonID) async throws -> Date?
}
