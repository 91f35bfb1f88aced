import FollowUps
import Foundation

/// What of somebody's follow-ups presses: the daily view, which goes on one sheet of paper.
public struct TodayPage: Hashable, Sendable {
    public let overdue: [FollowUp]
    public let today: [FollowUp]
    /// Due in the days after.
    public let soon: [FollowUp]
    /// Whether some of these did not fit.
    public let hasMore: Bool

    /// So many lines go on a sheet of paper.
    public static let most = 24
    /// How many days count as soon.
    public static let days = 7

    /// - Parameter followUps: what is theirs, what was due first first; one more than fits, if there is.
    public init(_ followUps: [FollowUp], on today: Day, at now: Date, _ clock: WallClock) {
        let last = today.adding(days: Self.days)
        let pressing = followUps.filter { $0.isOverdue(at: now, clock) || $0.due.day(clock) <= last }
        let shown = pressing.prefix(Self.most)
        hasMore = pressing.count > shown.count
        // What is acute first, then what has waited longest, which is the order in which they come.
        let late = shown.filter { $0.isOverdue(at: now, clock) }
        overdue = [Urgency.acute, .urgent, .normal].flatMap { urgency in late.filter { $0.urgency == urgency } }
        self.today = shown.filter { !$0.isOverdue(at: now, clock) && $0.due.day(clock) <= today }
        soon = shown.filter { !$0.isOverdue(at: now, clock) && $0.due.day(clock) > today }
    }
}
