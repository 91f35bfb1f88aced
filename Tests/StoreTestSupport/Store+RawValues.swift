import Foundation
// Its literals serve the tests of the store too.
import SchoolTestSupport
import Store

@testable import FollowUps

/// Changes from raw values: builds the validated request that the store takes.
extension FollowUpRepository {
    public func close(
        _ id: Int64, with outcome: OutcomeID, beside: [OutcomeID] = [], on date: Day?, due: DateExpression? = nil, reason: String?, by change: Change
    ) async throws -> ClosingResult {
        let followUp = try await unhidden(id)
        let request: ClosingRequest
        do throws(InvalidRequest<ClosingRequest.Problem>) {
            request = try ClosingRequest(
                followUp, outcome: outcome, beside: beside, on: date, due: due, reason: reason, rules: change.rules, now: change.now)
        } catch {
            if case .outcome(let reason)? = error.problems.first { throw reason }
            throw error
        }
        return try await close(request, by: change)
    }

    public func snooze(_ id: Int64, until: Date, reason: String, by change: Change) async throws -> FollowUp {
        try await snooze(SnoozeRequest(unhidden(id), until: until, reason: reason, rules: change.rules, now: change.now), by: change)
    }

    public func cancel(_ id: Int64, reason: String, by change: Change) async throws -> FollowUp {
        try await cancel(CancellationRequest(id, reason: reason), by: change)
    }

    public func reopen(_ id: Int64, reason: String, by change: Change) async throws -> ClosingResult {
        try await reopen(ReopeningRequest(id, reason: reason), by: change)
    }

    /// Whoever asks: the store decides from whom it is kept.
    private func unhidden(_ id: Int64) async throws -> FollowUp { try await followUp(id).followUp }
}

extension CaseRepository {
    public func hold(_ code: CaseCode, reason: String, by change: Change) async throws -> Case {
        try await hold(HoldRequest(code, reason: reason), by: change)
    }
}
