import Foundation

/// A request to hold back the reminders of a follow-up.
public struct SnoozeRequest: Hashable, Sendable {
    public enum Problem: Hashable, Sendable {
        case untilMissing
        case until(Snoozing.Objection)
        case reason(TextProblem)
    }

    public let followUp: Int64
    /// When its owner is reminded again.
    public let until: Date
    public let reason: String

    /// Throws every problem at once.
    public init(_ followUp: FollowUp, until: Date?, reason: String?, rules: Ruleset, now: Date) throws(InvalidRequest<Problem>) {
        var problems: [Problem] = []
        if let until {
            let calendar = rules.directory.calendar(of: followUp.school)
            if let objection = Snoozing.objection(to: followUp, until: until, now: now, in: calendar) { problems.append(.until(objection)) }
        } else {
            problems.append(.untilMissing)
        }
        if let problem = PersonalDataFilter.problem(in: reason, isRequired: true) { problems.append(.reason(problem)) }
        guard problems.isEmpty, let until, let reason else { throw InvalidRequest(problems: problems) }
        self.followUp = followUp.id
        self.until = until
        self.reason = reason
    }
}
