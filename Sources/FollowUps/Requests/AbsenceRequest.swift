/// A request to let somebody else get a person's reminders for some days.
///
/// That it says nothing new, the store decides in its transaction.
public struct AbsenceRequest: Hashable, Sendable {
    public enum Problem: Hashable, Sendable {
        case unknown(UnknownName)
        case fromMissing
        case untilMissing
        /// Both days are part of an absence.
        case backwards(from: Day, until: Day)
        /// Reminders of those days are planned already.
        case passed(Day)
        case ownDeputy(PersonID)
    }

    public let absence: Absence

    /// Throws every problem at once.
    ///
    /// - Parameters:
    ///   - from: the first day, which may have passed.
    ///   - until: the last day.
    ///   - deputy: nil for the one in the configuration.
    public init(
        _ person: PersonID, from: Day?, until: Day?, deputy: PersonID? = nil, rules: Ruleset, today: Day
    ) throws(InvalidRequest<Problem>) {
        var problems = rules.unknown([person]).map(Problem.unknown)
        if from == nil { problems.append(.fromMissing) }
        if until == nil { problems.append(.untilMissing) }
        if let from, let until, from > until { problems.append(.backwards(from: from, until: until)) }
        if let until, until < today { problems.append(.passed(until)) }
        if let deputy { problems += deputy == person ? [.ownDeputy(person)] : rules.unknown([deputy]).map(Problem.unknown) }
        guard problems.isEmpty, let from, let until, from <= until else { throw InvalidRequest(problems: problems) }
        absence = Absence(person: person, days: from...until, deputy: deputy)
    }
}
