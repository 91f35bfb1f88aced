import Foundation
import FollowUps
import GRDB

public struct ClosingResult: Sendable {
    public let followUp: FollowUp
    /// Opened or opened again with it.
    public let opened: [FollowUp]
    /// Cancelled with it: by a reopening what the wrong outcome had opened, by the closing of a case what did not
    /// count, and by closing in an own case the follow-up where it was.
    public let withdrawn: [FollowUp]
    /// Left open: by a reopening what somebody has been reminded of, and by a closing what should follow but is open already.
    public let kept: [FollowUp]
    /// The own case in which it was closed, with what follows; nil when it was closed where it was open.
    public let ownCase: CaseCode?

    init(followUp: FollowUp, opened: [FollowUp] = [], withdrawn: [FollowUp] = [], kept: [FollowUp] = [], ownCase: CaseCode? = nil) {
        self.followUp = followUp
        self.opened = opened
        self.withdrawn = withdrawn
        self.kept = kept
        self.ownCase = ownCase
    }
}

extension FollowUpRepository {
    /// Closes an open follow-up with an outcome and opens what follows, in one transaction (promise 3).
    ///
    /// An outcome that closes the case does so, or throws `caseNotDone` while anything else that counts is open in it.
    /// When the last that counted ends, and nothing follows, `[case] closing` opens. What is open already is not opened
    /// again (`join`). What begins an own case is closed there, and withdrawn where it was.
    ///
    /// Of two people who close it the first counts; the second gets `endedAlready`.
    public func close(_ request: ClosingRequest, by change: Change) async throws -> ClosingResult {
        let id = request.followUp
        return try await connection.change(by: change) { transaction in
            let db = transaction.db
            let followUp = try transaction.followUpToChange(id)
            if let ending = PreviousEnding(of: followUp, try db.ending(of: id)) {
                throw StoreError.endedAlready(id, ending, asked: request.outcomes, change.rules.directory.clock)
            }
            let catalogue = change.rules.catalogue(of: followUp)
            let closing = change.rules.closing(of: followUp)
            let (kind, outcomes) = try closing.outcomes(request.outcomes, of: followUp)
            if let code = followUp.caseCode, outcomes.contains(where: \.closesCase) {
                try transaction.end(followUp, as: request)
                return ClosingResult(followUp: try transaction.followUp(id), withdrawn: try transaction.closeCase(code))
            }
            let state = try db.caseState(of: followUp, by: change.rules)
            var openings = try closing.consequences(
                of: followUp, kind: kind, outcomes: outcomes, earlier: try db.earlierOutcomes(of: followUp, by: catalogue), date: request.date,
                agreed: request.agreed, in: state, now: change.now)
            if let code = try transaction.ownCase(for: openings.map(\.kind), askedIn: followUp.caseCode, in: state) {
                return try transaction.close(followUp, kind, as: request, opening: openings, inOwnCase: code)
            }
            try transaction.end(followUp, as: request)
            if openings.isEmpty {
                let isLast = catalogue.nothingCounts(among: state.open)
                for outcome in outcomes where openings.isEmpty {
                    openings += try closing.ending(of: followUp, kind: kind, outcome: outcome, isLast: isLast, now: change.now).map { [$0] } ?? []
                }
            }
            let (opened, kept) = try transaction.follow(openings, from: id)
            return ClosingResult(followUp: try transaction.followUp(id), opened: opened, kept: kept)
        }
    }

    /// Cancels an open follow-up. Nothing follows from it.
    public func cancel(_ request: CancellationRequest, by change: Change) async throws -> FollowUp {
        try await connection.change(by: change) { transaction in
            let followUp = try transaction.openFollowUp(request.followUp)
            try transaction.end(followUp, .cancelled, outcome: nil, reason: request.reason, date: nil)
            return try transaction.followUp(followUp.id)
        }
    }
}

extension Transaction {
    func end(_ followUp: FollowUp, as request: ClosingRequest) throws {
        try end(
            followUp, .closed, outcome: request.outcome, beside: request.beside, reason: request.reason, date: request.date, agreed: request.agreed)
        let kind = change.rules.catalogues.kind(of: followUp)
        if let code = followUp.caseCode, request.outcomes.contains(where: { kind?.outcome($0)?.leaves == true }) {
            try setLeft(code, on: request.date ?? planner.directory.clock.day(of: change.now), because: followUp.id)
        }
    }

    func end(
        _ followUp: FollowUp, _ status: FollowUp.Status, outcome: OutcomeID?, beside: [OutcomeID] = [], reason: String?, date: Day?,
        agreed: Day? = nil,
        action: HistoryEntry.Action? = nil
    ) throws {
        try db.cachedStatement(sql: "UPDATE follow_ups SET status = ?, outcome = ?, beside = ?, ended_at = ?, next_at = NULL WHERE id = ?").execute(
            arguments: [
                status, outcome, beside.listed, now, followUp.id,
            ])
        var changes: [HistoryEntry.Change] = [.init("status", from: followUp.status.rawValue, to: status.rawValue)]
        if let outcome { changes.append(.init("outcome", to: outcome.rawValue)) }
        changes += beside.map { .init("outcome", to: $0.rawValue) }
        if let date { changes.append(.init("on", to: date.description)) }
        if let agreed { changes.append(.init("agreed", to: agreed.description)) }
        if let reason { changes.append(.init("reason", to: reason)) }
        try write(action ?? (status == .closed ? .closed : .cancelled), followUp: followUp.id, caseCode: followUp.caseCode, changes)
    }

    /// Opens what follows from a closing, except what is open already.
    func follow(_ openings: [NewFollowUp], from id: Int64) throws -> (opened: [FollowUp], kept: [FollowUp]) {
        var (opened, kept): ([FollowUp], [FollowUp]) = ([], [])
        for opening in openings {
            if let chain = try join(opening, origin: id) {
                kept.append(chain)
            } else {
                opened.append(try followUp(open(opening, origin: id)))
            }
        }
        kept.removeAll { chain in opened.contains { $0.id == chain.id } }
        return (opened, kept)
    }

    func isClosed(_ code: CaseCode) throws -> Bool {
        try Int64.fetchOne(db.cachedStatement(sql: "SELECT closed_at FROM cases WHERE code = ?"), arguments: [code]) != nil
    }
}

extension Database {
    /// How those of its kind ended before for the same case, employee or school, the latest first. One with a title of its own stands alone.
    func earlierOutcomes(of followUp: FollowUp, by catalogue: Catalogue) throws -> [[OutcomeID]] {
        if followUp.title != nil { return [] }
        return try SQLRequest<Row>(
            literal: """
                SELECT outcome, beside FROM follow_ups
                WHERE \(followUp.sameSubject) AND kind IN \(catalogue.names(of: followUp.kind)) AND status = 'closed'
                ORDER BY ended_at DESC, id DESC
                """
        ).fetchAll(self).map { row in [row[0] as OutcomeID] + [OutcomeID](listed: row[1] as String?) }
    }
}
