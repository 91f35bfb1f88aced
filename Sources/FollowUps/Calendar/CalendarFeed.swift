import Foundation

/// What a person's calendar shows of what is theirs: numbers, due moments and nothing else, because calendars are shown on screens in meetings and are
/// kept by others (promise 9). A title is as neutral as the subject of a mail.
public struct CalendarFeed: Hashable, Sendable {
    /// One due moment.
    public struct Entry: Hashable, Sendable {
        public let id: Int64
        public let due: Due
        /// Rises with each change of what it is about: a ladder starts anew with another due moment, another owner, or a reopening.
        public let sequence: Int
        /// The UTC instant of that change.
        public let changedAt: Date

        public init(_ followUp: FollowUp) {
            id = followUp.id
            due = followUp.due
            sequence = followUp.ladder.number - 1
            changedAt = followUp.ladder.startedAt
        }
    }

    /// More than anybody has; what comes later is left out until there is room.
    public static let most = 500

    public let entries: [Entry]

    /// Made of the follow-ups that are theirs; what is not open is left out.
    public init(_ followUps: [FollowUp], _ clock: WallClock) {
        entries = followUps.filter { $0.status == .open }.sorted { ($0.due.overdueFrom(clock), $0.id) < ($1.due.overdueFrom(clock), $1.id) }
            .prefix(Self.most).map(Entry.init)
    }
}
