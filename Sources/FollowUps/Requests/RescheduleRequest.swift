import Foundation

/// What is wrong with the moment at which a follow-up is to be due.
public enum DueProblem: Error, Hashable, Sendable {
    /// A time of day for what is due on a day.
    case timeForDay(Urgency)
    case dayPassed(Day)
    case momentPassed(Date)
    /// Later than anything may be due, with the last day that is taken.
    case tooFar(Day, latest: Day)
}

extension DateExpression {
    /// When a follow-up is due if somebody says so at `now`. A day may have passed, a moment may not: what is acute and past was meant otherwise.
    ///
    /// - Parameter kind: nil of one that has left the catalogue.
    func checkedDue(urgency: Urgency, of kind: Kind?, from now: Date, in calendar: SchoolCalendar) throws(DueProblem) -> Due {
        guard fits(urgency) else { throw .timeForDay(urgency) }
        let due = due(urgency: urgency, from: now, in: calendar)
        if case .instant(let instant) = due, instant < now { throw .momentPassed(instant) }
        if let latest = DueLimit.latest(exceededBy: due, of: kind, from: now, in: calendar) {
            throw .tooFar(due.day(calendar.clock), latest: latest)
        }
        return due
    }
}

/// A request to give a follow-up another due moment.
public struct RescheduleRequest: Hashable, Sendable {
    public enum Problem: Hashable, Sendable {
        case due(DueProblem)
        case reason(TextProblem)
    }

    public let followUp: Int64
    public let due: Due
    public let reason: String
}

extension RescheduleRequest {
    /// Throws every problem at once.
    ///
    /// - Parameter when: counted from `now` in the calendar of the follow-up's school.
    public init(
        _ followUp: FollowUp, due when: DateExpression, reason: String?, rules: Ruleset, now: Date
    ) throws(InvalidRequest<Problem>) {
        var problems: [Problem] = []
        var due: Due?
        do throws(DueProblem) {
            due = try Self.checked(when, for: followUp, rules, now)
        } catch {
            problems.append(.due(error))
        }
        if let problem = PersonalDataFilter.problem(in: reason, isRequired: true) { problems.append(.reason(problem)) }
        guard problems.isEmpty, let due, let reason else { throw InvalidRequest(problems: problems) }
        self.init(followUp: followUp.id, due: due, reason: reason)
    }

    /// A moment to come: nobody is reminded of what should have been done before they were told.
    private static func checked(_ when: DateExpression, for followUp: FollowUp, _ rules: Ruleset, _ now: Date) throws(DueProblem) -> Due {
        let calendar = rules.directory.calendar(of: followUp.school)
        let due = try when.checkedDue(urgency: followUp.urgency, of: rules.catalogues.kind(of: followUp), from: now, in: calendar)
        // The day as given: a free day in the past may have moved to a school day that has not passed.
        let day = when.day(from: now, in: calendar)
        if case .day = due, day < calendar.clock.day(of: now) { throw .dayPassed(day) }
        return due
    }
}
