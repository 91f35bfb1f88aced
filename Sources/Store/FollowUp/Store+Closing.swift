import Foundation
import FollowUps
import GRDB

/// What closing or reopening a follow-up did.
public struct ClosingResult: Sendable {
    public let followUp: FollowUp
    /// Opened by the closing.
    public let opened: [FollowUp]
    /// Cancelled: by a reopening what the wrong outcome had opened, by the closing of a case what does not count.
    public let withdrawn: [FollowUp]
    /// Left open: by a reopening, because somebody has been reminded of them already; by a closing, because what was to follow is open already and
    /// comes round by itself.
    public let kept: [FollowUp]
}

extension Store {
    /// Closes an open follow-up with an outcome and opens what follows from it, in one transaction (promise 3).
    ///
    /// An outcome that closes the case does that too, and is refused (`caseNotDone`) while anything else that counts is open in it. What ends the
    /// last that counted opens what `[case] closing` names. A kind that comes round by itself is opened only where none of it is open (`join`).
    ///
    /// Of two people who close it the first counts; the second gets `endedAlready`, with what counts.
    ///
    /// - Parameter date: the day that the outcome is about, when it is not today.
    public func close(_ id: Int64, with outcome: OutcomeID, on date: Day?, reason: String?, by change: Change) throws -> ClosingResult {
        try queue.write { db in
            let transaction = try Transaction(db, change)
            let followUp = try transaction.followUpToChange(id)
            if let ending = EarlierEnding(of: followUp, try db.ending(of: id)) {
                throw StoreError.endedAlready(id, ending, asked: outcome, change.rules.directory.clock)
            }
            let closing = change.rules.closing
            let (kind, outcome) = try closing.outcome(outcome, of: followUp)
            try transaction.end(followUp, .closed, outcome: outcome.id, reason: reason, date: date)
            if let code = followUp.caseCode, outcome.closesCase {
                let withdrawn = try transaction.closeCase(code)
                return ClosingResult(followUp: try transaction.followUp(id), opened: [], withdrawn: withdrawn, kept: [])
            }
            var openings = try closing.consequences(
                of: followUp, kind: kind, outcome: outcome, count: try transaction.count(outcome.id, of: followUp), date: date,
                in: try db.caseState(of: followUp, by: change.rules.catalogue), now: change.now)
            if let code = followUp.caseCode, openings.isEmpty, try transaction.openFollowUps(of: code, counting: true).isEmpty {
                openings += try closing.ending(of: followUp, kind: kind, outcome: outcome, now: change.now).map { [$0] } ?? []
            }
            var (opened, kept): ([FollowUp], [FollowUp]) = ([], [])
            for opening in openings {
                if let chain = try transaction.join(opening, origin: id) {
                    kept.append(chain)
                } else {
                    opened.append(try transaction.followUp(transaction.open(opening, origin: id)))
                }
            }
            kept.removeAll { chain in opened.contains { $0.id == chain.id } }
            try transaction.watch(followUp.caseCode)
            return ClosingResult(followUp: try transaction.followUp(id), opened: opened, withdrawn: [], kept: kept)
        }
    }

    /// Ends an open follow-up that need not be done any more; nothing follows from it.
    public func cancel(_ id: Int64, reason: String, by change: Change) throws -> FollowUp {
        try queue.write { db in
            let transaction = try Transaction(db, change)
            let followUp = try transaction.openFollowUp(id)
            try transaction.end(followUp, .cancelled, outcome: nil, reason: reason, date: nil)
            try transaction.watch(followUp.caseCode)
            return try transaction.followUp(id)
        }
    }

    /// Opens a closed or cancelled follow-up again, and withdraws what its outcome had opened as long as nobody has been reminded of it.
    public func reopen(_ id: Int64, reason: String, by change: Change) throws -> ClosingResult {
        try queue.write { db in
            let transaction = try Transaction(db, change)
            let followUp = try transaction.followUpToChange(id)
            guard followUp.status != .open else { throw StoreError.alreadyOpen(id) }
            try transaction.checkProtections(against: followUp.kind, in: followUp.caseCode)
            if let code = followUp.caseCode, try transaction.isClosed(code) { throw StoreError.caseClosed(code) }
            let consequences = try Row.fetchAll(
                db,
                sql: """
                    SELECT \(FollowUp.columns), EXISTS (SELECT 1 FROM steps WHERE follow_up = follow_ups.id AND sent_at IS NOT NULL) AS reminded
                    FROM follow_ups WHERE origin = ? AND status = 'open' ORDER BY id
                    """, arguments: [id])
            var withdrawn: [Int64] = []
            var kept: [FollowUp] = []
            for row in consequences {
                let consequence = try FollowUp(row)
                if row["reminded"] {
                    kept.append(consequence)
                } else {
                    try transaction.end(consequence, .cancelled, outcome: nil, reason: "\(id) was reopened", date: nil, action: .withdrawn)
                    // As if it had never been opened: a protection that it began does not hold.
                    try db.execute(sql: "UPDATE follow_ups SET undone = 1 WHERE id = ?", arguments: [consequence.id])
                    withdrawn.append(consequence.id)
                }
            }
            try transaction.startLadder(
                followUp, action: .reopened, set: "status = 'open', outcome = NULL, ended_at = NULL, snoozed_until = NULL",
                [.init("status", from: followUp.status.rawValue, to: "open"), .init("outcome", from: followUp.end?.outcome?.rawValue)]
                    + [.init("reason", to: reason)])
            try transaction.watch(followUp.caseCode)
            return ClosingResult(
                followUp: try transaction.followUp(id), opened: [], withdrawn: try withdrawn.map { try transaction.followUp($0) }, kept: kept)
        }
    }
}

extension Transaction {
    func end(
        _ followUp: FollowUp, _ status: FollowUp.Status, outcome: OutcomeID?, reason: String?, date: Day?, action: HistoryEntry.Action? = nil
    ) throws {
        try db.execute(
            sql: "UPDATE follow_ups SET status = ?, outcome = ?, ended_at = ?, next_at = NULL WHERE id = ?",
            arguments: [status.rawValue, outcome?.rawValue, now, followUp.id])
        var changes: [HistoryEntry.Change] = [.init("status", from: followUp.status.rawValue, to: status.rawValue)]
        if let outcome { changes.append(.init("outcome", to: outcome.rawValue)) }
        if let date { changes.append(.init("on", to: date.description)) }
        if let reason { changes.append(.init("reason", to: reason)) }
        try write(action ?? (status == .closed ? .closed : .cancelled), followUp: followUp.id, caseCode: followUp.caseCode, changes)
    }

    /// How often this kind has ended so for this case, employee or school; the closing that is under way is in the database already.
    /// What has a title of its own counts by itself.
    func count(_ outcome: OutcomeID, of followUp: FollowUp) throws -> Outcome.Count {
        if followUp.title != nil { return Outcome.Count(times: 1, inARow: 1, round: followUp.round) }
        let ends = try SQLRequest<String>(
            literal: """
                SELECT outcome FROM follow_ups
                WHERE \(followUp.sameSubject) AND kind = \(followUp.kind.rawValue) AND status = 'closed'
                ORDER BY ended_at DESC, id = \(followUp.id) DESC, id DESC
                """
        ).fetchAll(db)
        return Outcome.Count(
            times: ends.count { $0 == outcome.rawValue }, inARow: ends.prefix { $0 == outcome.rawValue }.count, round: followUp.round)
    }

    func isClosed(_ code: CaseCode) throws -> Bool {
        try Int64.fetchOne(db, sql: "SELECT closed_at FROM cases WHERE code = ?", arguments: [code.rawValue]) != nil
    }
}
