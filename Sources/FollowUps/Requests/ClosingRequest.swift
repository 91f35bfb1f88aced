import Foundation

/// A request to close a follow-up with an outcome. The store decides in its transaction what only the database knows,
/// such as that somebody else was first.
public struct ClosingRequest: Hashable, Sendable {
    public enum Problem: Hashable, Sendable {
        /// Its kind has left the catalogue, or has no such outcome; nothing else can be checked then.
        case outcome(ClosingError)
        case reason(TextProblem, OutcomeID, of: KindID)
        case dateInFuture(Day)
    }

    public let followUp: Int64
    public let outcome: OutcomeID
    /// The day that the outcome is about, when it is not today.
    public let date: Day?
    public let reason: String?

    /// Throws every problem at once.
    public init(
        _ followUp: FollowUp, outcome id: OutcomeID, on date: Day?, reason: String?, rules: Ruleset, now: Date
    ) throws(InvalidRequest<Problem>) {
        let outcome: Outcome
        do throws(ClosingError) {
            outcome = try rules.closing.outcome(id, of: followUp).outcome
        } catch {
            throw InvalidRequest(problems: [.outcome(error)])
        }
        var problems: [Problem] = []
        if let problem = PersonalDataFilter.problem(in: reason, isRequired: outcome.needsReason) {
            problems.append(.reason(problem, id, of: followUp.kind))
        }
        if let date, date > rules.directory.clock.day(of: now) { problems.append(.dateInFuture(date)) }
        try InvalidRequest.check(problems)
        self.followUp = followUp.id
        self.outcome = id
        self.date = date
        self.reason = reason
    }
}
