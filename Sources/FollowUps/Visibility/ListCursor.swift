import Foundation

/// A cursor in a list of follow-ups that is ordered by when they become overdue: where a page ended.
public struct ListCursor: Hashable, Sendable {
    /// In Unix seconds.
    public let overdueFrom: Int64
    public let id: Int64

    public init(overdueFrom: Int64, id: Int64) {
        self.overdueFrom = overdueFrom
        self.id = id
    }

    public init(after followUp: FollowUp, _ clock: WallClock) {
        overdueFrom = Int64(followUp.due.overdueFrom(clock).timeIntervalSince1970)
        id = followUp.id
    }

    /// Behind everything that is overdue at `now`.
    public init(behindOverdueAt now: Date) {
        overdueFrom = Int64(now.timeIntervalSince1970.rounded(.down))
        id = .max
    }
}
