import FollowUps
import Foundation

/// What whoever runs a school looks up and does on its page.
public protocol SchoolActions: Sendable {
    /// Acute first, then urgent, each by due moment. Changes nothing.
    func overdue(at school: SchoolID, in visibility: Visibility, at now: Date, limit: Int) async throws -> [FollowUp]
    /// Those of some follow-ups whose page they may open. Changes nothing.
    func readable(_ followUps: [FollowUp], in visibility: Visibility, rules: Ruleset, at now: Date) async throws -> Set<Int64>
    /// One that they see counted there, open or ended; nil when there is none. Changes nothing.
    func followUp(_ id: Int64, at school: SchoolID, in visibility: Visibility) async throws -> FollowUp?
    /// Throws a `SchoolRefusal`.
    func remind(_ request: RemindRequest, by actor: PersonID, rules: Ruleset, at now: Date) async throws
    /// Opens what comes round at a school in a school year and is not there; returns it in order of due moment.
    ///
    /// - Parameter isTrial: opens nothing. The numbers of what is returned mean nothing then.
    func start(_ year: SchoolYear, at school: SchoolID, isTrial: Bool, by actor: PersonID, rules: Ruleset, at now: Date) async throws -> [FollowUp]
    /// Opens what the database does not have: all, or nothing when one is refused. Throws what the store throws then.
    ///
    /// - Parameter isTrial: opens nothing. The numbers of what is returned mean nothing then.
    /// - Returns: what was opened, in the same order; the others are there already.
    func open(_ openings: [NewFollowUp], isTrial: Bool, by actor: PersonID, rules: Ruleset, at now: Date) async throws -> [FollowUp]
    /// Cancels those that are still open; returns how many.
    func withdraw(_ ids: [Int64], reason: String, by actor: PersonID, rules: Ruleset, at now: Date) async throws -> Int
    /// What somebody last did of one sort, all of it at one time, if that was at `since` or later. Changes nothing.
    func latest(_ action: HistoryEntry.Action, by person: PersonID, since: Date) async throws -> [HistoryEntry]
}

public enum SchoolRefusal: Error {
    /// Somebody else has asked today, or it has ended.
    case askedAlready, endedAlready
}
