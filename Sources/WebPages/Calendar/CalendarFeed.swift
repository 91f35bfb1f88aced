import FollowUps
import Foundation

/// The open follow-ups of one person for their calendar: numbers and due moments only, because others see and store it (promise 9).
public struct CalendarFeed: Hashable, Sendable {
    public struct Entry: Hashable, Sendable {
        public let id: Int64
        /// Makes a UID unique in the world (RFC 5545, section 3.8.4.7) without the address of the service, which may move.
        public let openedAt: Date
        public let due: Due
        /// The SEQUENCE of RFC 5545: starts at 0 and rises each time the escalation restarts.
        public let sequence: Int
        public let changedAt: Date

        public init(_ followUp: FollowUp) {
            id = followUp.id
            openedAt = followUp.openedAt
            due = followUp.due
            sequence = followUp.escalation.number - 1
            changedAt = followUp.escalation.startedAt
        }
    }

    /// More than anybody has. Later entries are dropped.
    public static let most = 500

    public let entries: [Entry]

    public init(_ followUps: [FollowUp], _ clock: WallClock) {
        entries = followUps.filter { $0.status == .open }.sorted { ($0.due.overdueFrom(clock), $0.id) < ($1.due.overdueFrom(clock), $1.id) }
            .prefix(Self.most).map(Entry.init)
    }
}
