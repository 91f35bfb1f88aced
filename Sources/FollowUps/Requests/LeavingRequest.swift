import Foundation

/// A request to say on which day whom a case is about left the school, or that they have not.
public struct LeavingRequest: Hashable, Sendable {
    public enum Problem: Hashable, Sendable {
        case dateInFuture(Day)
    }

    public let caseCode: CaseCode
    /// Nil for somebody who has not left.
    public let day: Day?

    public init(_ caseCode: CaseCode, on day: Day?, rules: Ruleset, now: Date) throws(InvalidRequest<Problem>) {
        if let day, day > rules.directory.clock.day(of: now) { throw InvalidRequest(problems: [.dateInFuture(day)]) }
        self.caseCode = caseCode
        self.day = day
    }
}
