import Foundation
import FollowUps
import GRDB

/// A follow-up to open unless the database has it already.
public struct FollowUpSeed: Sendable {
    /// Which follow-up of the same kind and title, about the same case, employee or school, makes it superfluous.
    /// Cancelled ones count too.
    public enum DuplicateRule: Sendable {
        /// Due at the same moment, now or before it was rescheduled.
        case sameDue
        case any
        /// Open, or due or ended on one of these days.
        case openOrOf(ClosedRange<Day>)
    }

    public let opening: NewFollowUp
    public let precedent: DuplicateRule

    public init(_ opening: NewFollowUp, unless precedent: DuplicateRule) {
        self.opening = opening
        self.precedent = precedent
    }
}

public enum SeedResult: Sendable {
    /// `ownCase` is the own case in which it was opened, if it was not opened where it was asked for.
    case opened(ListedFollowUp, ownCase: CaseCode?)
    case there(ListedFollowUp)
    /// None of the others was opened either.
    case refused(StoreError)
}

extension FollowUpRepository {
    /// Opens the follow-ups that the database does not have, in one transaction; none if one of them is refused.
    ///
    /// - Parameter isTrial: opens nothing, and returns what would be opened; their ids mean nothing then.
    /// - Returns: a result for each, in the same order.
    public func openMissing(_ wanted: [FollowUpSeed], isTrial: Bool = false, by change: Change) async throws -> [SeedResult] {
        try await connection.changeOrTakeBack(by: change) { transaction in
            let results = try wanted.map(transaction.openIfMissing)
            let isRefused = results.contains { if case .refused = $0 { true } else { false } }
            return (isRefused || isTrial ? .rollback : .commit, results)
        }
    }
}

extension Transaction {
    fileprivate func openIfMissing(_ wanted: FollowUpSeed) throws -> SeedResult {
        do {
            try checkAccess(to: wanted.opening.caseCode)
            if let known = try precedent(of: wanted) { return .there(try db.listed(known)) }
            let result = try openAsAsked(wanted.opening)
            return .opened(try db.listed(result.followUp.id), ownCase: result.ownCase)
        } catch let error as StoreError {
            return .refused(error)
        }
    }

    /// The latest follow-up that makes this one superfluous; nil for none.
    fileprivate func precedent(of wanted: FollowUpSeed) throws -> Int64? {
        let opening = wanted.opening
        // One that began an own case is there, for whoever may see it.
        let own = try opening.caseCode.map { code in
            try db.ownCases(from: code).filter { try !isKeptFromActor($0, at: opening.school) }
        }
        for code in [opening.caseCode] + (own ?? []) {
            let subject = FollowUp.sameSubject(caseCode: code, employee: opening.employee, school: opening.school)
            let request = SQLRequest<Int64>(
                literal: """
                    SELECT id FROM follow_ups
                    WHERE \(subject) AND kind = \(opening.kind) AND title IS \(opening.title)
                    AND (\(condition(wanted.precedent, opening))) ORDER BY id DESC LIMIT 1
                    """)
            if let known = try request.fetchOne(db) { return known }
        }
        return nil
    }

    private func condition(_ precedent: FollowUpSeed.DuplicateRule, _ opening: NewFollowUp) -> SQL {
        let clock = planner.directory.clock
        switch precedent {
        case .any: return "TRUE"
        case .sameDue:
            let (day, instant) = opening.due.columns
            return """
                (due_day IS \(day) AND due_at IS \(instant)) OR EXISTS (
                    SELECT 1 FROM history, json_each(history.changes) AS change
                    WHERE history.follow_up = follow_ups.id AND change.value ->> 'field' = 'due'
                    AND change.value ->> 'to' = \(opening.due.text(clock)))
                """
        case .openOrOf(let days):
            let (start, end) = (clock.start(of: days.lowerBound).unixSeconds, clock.start(of: days.upperBound.adding(days: 1)).unixSeconds)
            return """
                status = 'open' OR due_day BETWEEN \(days.lowerBound.description) AND \(days.upperBound.description)
                OR (due_at >= \(start) AND due_at < \(end)) OR (ended_at >= \(start) AND ended_at < \(end))
                """
        }
    }
}
