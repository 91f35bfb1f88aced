import Foundation

/// A request to close a follow-up with an outcome. The store decides in its transaction what only the database knows,
/// such as that somebody else was first.
public struct ClosingRequest: Hashable, Sendable {
    public enum Problem: Hashable, Sendable {
        /// Its kind has left the catalogue, or has no such outcome; nothing else can be checked then.
        case outcome(ClosingError)
        case reason(TextProblem, OutcomeID, of: KindID)
        case dateInFuture(Day)
        case agreedMissing(OutcomeID, of: KindID)
        case agreedNotAsked(OutcomeID, of: KindID)
        /// Today or earlier.
        case agreedNotToCome(Day)
        case agreed(DueProblem)
    }

    public let followUp: Int64
    public let outcome: OutcomeID
    /// What came together with it.
    public let beside: [OutcomeID]
    /// The day that the outcome is about, when it is not today.
    public let date: Day?
    /// The day that was agreed on, for what is due then: one to come.
    public let agreed: Day?
    public let reason: String?

    public var outcomes: [OutcomeID] { [outcome] + beside }

    /// Throws every problem at once.
    ///
    /// - Parameter due: the day that was agreed on; a term counts from `now`.
    public init(
        _ followUp: FollowUp, outcome id: OutcomeID, beside: [OutcomeID] = [], on date: Day?, due: DateExpression? = nil, reason: String?,
        rules: Ruleset, now: Date
    ) throws(InvalidRequest<Problem>) {
        var seen: Set<OutcomeID> = [id]
        let others = beside.filter { seen.insert($0).inserted }
        let outcomes: [Outcome]
        do throws(ClosingError) {
            outcomes = try rules.closing(of: followUp).outcomes([id] + others, of: followUp).outcomes
        } catch {
            throw InvalidRequest(problems: [.outcome(error)])
        }
        var problems: [Problem] = []
        let asking = outcomes.first(where: \.needsReason)
        if let problem = PersonalDataFilter.problem(in: reason, isRequired: asking != nil) {
            problems.append(.reason(problem, asking?.id ?? id, of: followUp.kind))
        }
        if let date, date > rules.directory.clock.day(of: now) { problems.append(.dateInFuture(date)) }
        let agreed = due.map { $0.day(from: now, in: rules.directory.calendar(of: followUp.school)) }
        problems += rules.agreementProblems(due, of: outcomes, for: followUp, now)
        try InvalidRequest.check(problems)
        self.followUp = followUp.id
        self.outcome = id
        self.beside = others
        self.date = date
        self.agreed = agreed
        self.reason = reason
    }
}

extension Ruleset {
    /// What is wrong with the day that was agreed on.
    fileprivate func agreementProblems(
        _ due: DateExpression?, of outcomes: [Outcome], for followUp: FollowUp, _ now: Date
    ) -> [ClosingRequest.Problem] {
        let asking = outcomes.first(where: \.asksDue)
        guard let due else { return asking.map { [.agreedMissing($0.id, of: followUp.kind)] } ?? [] }
        guard asking != nil else { return outcomes.first.map { [.agreedNotAsked($0.id, of: followUp.kind)] } ?? [] }
        let calendar = directory.calendar(of: followUp.school)
        let day = due.day(from: now, in: calendar)
        let catalogue = catalogue(of: followUp)
        for kind in outcomes.flatMap(\.allConsequences).filter(\.isDueAsAgreed).compactMap({ catalogue.kind($0.kind) }) {
            do throws(DueProblem) {
                _ = try due.checkedDue(urgency: kind.urgency, of: kind, from: now, in: calendar)
            } catch {
                return [.agreed(error)]
            }
        }
        return day <= calendar.clock.day(of: now) ? [.agreedNotToCome(day)] : []
    }
}
