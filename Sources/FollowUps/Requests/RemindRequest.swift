import Foundation

/// A request to remind the owner of an overdue follow-up once more today, beside what its policy sends.
///
/// That nobody else has asked today, the store decides in its transaction.
public struct RemindRequest: Hashable, Sendable {
    public enum Problem: Hashable, Sendable {
        /// Not overdue, or not open any more.
        case notOverdue
        /// Its reminders are held back; the owner said why.
        case snoozed(until: Date)
        case askedToday(at: Date)
    }

    public let followUp: Int64

    /// Throws every problem at once.
    public init(_ followUp: FollowUp, rules: Ruleset, now: Date) throws(InvalidRequest<Problem>) {
        let clock = rules.directory.calendar(of: followUp.school).clock
        var problems: [Problem] = []
        if !followUp.isOverdue(at: now, clock) { problems.append(.notOverdue) }
        if let until = followUp.snoozedUntil, until > now { problems.append(.snoozed(until: until)) }
        if let asked = followUp.asked(onDayOf: now, clock) { problems.append(.askedToday(at: asked)) }
        try InvalidRequest.check(problems)
        self.followUp = followUp.id
    }
}

extension FollowUp {
    /// When its owner was asked again on the day of an instant; nil when not.
    public func asked(onDayOf now: Date, _ clock: WallClock) -> Date? {
        askedAgainAt.flatMap { clock.day(of: $0) == clock.day(of: now) ? $0 : nil }
    }
}
