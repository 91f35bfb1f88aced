import Foundation
import FollowUps
import GRDB

extension OutboxRepository {
    /// How many rows one transaction of replanning reads or writes, about. That many take less than 200 ms.
    static let replanningBatch = 500

    /// Computes all next instants again and looks for silent cases, if the rules or the program have changed since the
    /// last time, or a program with other rules has set a next instant meanwhile.
    ///
    /// It goes in batches, each a transaction of its own, between which others can write. Whatever ends it on the way,
    /// the next call by the same rules goes on from there, and one by other rules begins anew: until the last batch is
    /// done, the database counts as planned by no rules (promise 1). If another program is at it, this waits.
    ///
    /// - Parameter goesOn: asked after each batch but the last, and while it waits, whether to go on.
    /// - Returns: whether it did all that was left to do.
    public func replan(with rules: Ruleset, at now: Date, goesOn: @Sendable () -> Bool = { true }) async throws -> Bool {
        try await replan(with: rules, at: now, batch: Self.replanningBatch, goesOn: goesOn)
    }

    func replan(with rules: Ruleset, at now: Date, batch: Int, goesOn: () async throws -> Bool) async throws -> Bool {
        _ = try await watchClock(at: now, rules: rules)
        if try await isPlanned(with: rules) { return false }
        guard let turn = try await replanningLock(goesOn: goesOn) else { return false }
        defer { withExtendedLifetime(turn) {} }
        if try await isPlanned(with: rules) { return false }
        let change = Change(rules: rules, actor: HistoryEntry.itself, now: now)
        while try await !replanBatch(by: change, limit: batch) {
            guard try await goesOn() else { return false }
        }
        return true
    }

    private func isPlanned(with rules: Ruleset) async throws -> Bool { try await connection.onWriter { db in try db.isPlanned(with: rules) } }

    /// Nil when it is not to go on.
    private func replanningLock(goesOn: () async throws -> Bool) async throws -> ReplanningLock? {
        while true {
            if let lock = ReplanningLock(at: connection.isInMemory ? nil : DatabaseFile(path: connection.path)) { return lock }
            guard try await goesOn() else { return nil }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    /// Returns whether nothing is left to do.
    private func replanBatch(by change: Change, limit: Int) async throws -> Bool {
        let work: @Sendable (Database) throws -> Bool = { db in
            try Transaction.run(by: change, in: db) { transaction in try ReplanningBatch.run(transaction, limit: limit) }
        }
        // Reading and computing, which take longest, need no lock. If somebody else writes meanwhile they are done
        // again, and in the end with the lock.
        for _ in 1...2 {
            if let isDone = try await connection.writeUnlessChanged(work) { return isDone }
        }
        return try await connection.write(canBePutOff: true, work)
    }
}

/// One transaction of replanning.
private struct ReplanningBatch {
    let transaction: Transaction
    var progress: ReplanningProgress
    /// How many rows may still be read or written.
    var left: Int

    /// How many follow-ups are read at once.
    private var portion: Int { min(left, 200) }
    /// How many cases are looked at before `left` is. Each may need a new follow-up, which is many rows.
    private var casePortion: Int { min(left, 25) }
    private var db: Database { transaction.db }

    /// Returns whether nothing is left to do.
    static func run(_ transaction: Transaction, limit: Int) throws -> Bool {
        let rules = transaction.change.rules
        if try transaction.db.isPlanned(with: rules) { return true }
        let known = try transaction.db.replanningProgress()
        let progress = known.flatMap { $0.isFor(rules) ? $0 : nil } ?? ReplanningProgress(rules: rules)
        var batch = ReplanningBatch(transaction: transaction, progress: progress, left: limit)
        return try batch.run()
    }

    private mutating func run() throws -> Bool {
        while left > 0 {
            let changes = db.totalChangesCount
            switch progress.stage {
            case .casePeople: try reviewCases()
            case .followUps: try computeNextLooks()
            case .silentCases:
                if try watchCases() {
                    try end()
                    return true
                }
            }
            left -= db.totalChangesCount - changes
        }
        try db.set(progress)
        return false
    }

    private func end() throws {
        let rules = transaction.change.rules
        try db.replanOverviews(rules.overviewPlanner(transaction.planner), now: transaction.change.now)
        if progress.isDisturbed { try db.forgetPlanning() } else { try db.setPlanned(with: rules) }
    }

    /// First, as it decides who is reminded.
    private mutating func reviewCases() throws {
        let portion = casePortion
        let codes = try String.fetchAll(
            db.cachedStatement(sql: "SELECT code FROM cases WHERE code > ? ORDER BY code LIMIT ?"), arguments: [progress.afterCase, portion])
        if let last = codes.last {
            try transaction.reviewCasePeople(after: progress.afterCase, through: last)
            try transaction.openMissingChecks(after: progress.afterCase, through: last)
            progress.afterCase = last
        }
        left -= codes.count
        guard codes.count < portion else { return }
        progress.stage = .followUps
        progress.afterCase = ""
    }

    private mutating func computeNextLooks() throws {
        let portion = portion
        // Follow-ups that have ended are skipped, but not without end.
        let end = progress.afterFollowUp + Int64(portion) * 10
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT \(FollowUp.columns), next_at, overdue_from FROM follow_ups
                    WHERE id > ? AND id <= ? AND status = 'open' ORDER BY id LIMIT ?
                    """), arguments: [progress.afterFollowUp, end, portion])
        try set(try rows.compactMap(nextLook))
        if rows.count == portion, let last = rows.last {
            left -= portion
            progress.afterFollowUp = last[FollowUp.Column.id.rawValue]
        } else if let last = try Int64.fetchOne(db.cachedStatement(sql: "SELECT max(id) FROM follow_ups")), end < last {
            left -= portion
            progress.afterFollowUp = end
        } else {
            left -= rows.count
            progress.stage = .silentCases
        }
    }

    private typealias NextLook = (followUp: Int64, nextAt: Int64, overdueFrom: Int64)

    /// Nil when it is right already.
    private func nextLook(_ row: Row) throws -> NextLook? {
        // A row that cannot be read keeps its next instant. The pass that meets it puts it in quarantine.
        guard let followUp = try? FollowUp(row) else { return nil }
        let (rules, planner) = (transaction.change.rules, transaction.planner)
        let next = planner.nextLook(at: try PlanningSubject(followUp, db, rules), from: transaction.change.now).unixSeconds
        let overdue = followUp.due.overdueFrom(rules.directory.clock).unixSeconds
        let columns = FollowUp.Column.allCases.count
        return row[columns] == next && row[columns + 1] == overdue ? nil : (followUp.id, next, overdue)
    }

    /// After all have been read and computed, so that the lock is held for as short as can be.
    private func set(_ looks: [NextLook]) throws {
        if looks.isEmpty { return }
        let update = try db.cachedStatement(sql: "UPDATE follow_ups SET next_at = ?, overdue_from = ? WHERE id = ?")
        for look in looks { try update.execute(arguments: [look.nextAt, look.overdueFrom, look.followUp]) }
    }

    /// Returns whether those were the last.
    private mutating func watchCases() throws -> Bool {
        let portion = casePortion
        let codes = try String.fetchAll(
            db.cachedStatement(sql: "SELECT code FROM cases WHERE closed_at IS NULL AND code > ? ORDER BY code LIMIT ?"),
            arguments: [progress.afterCase, portion])
        for code in codes { try transaction.watch(CaseCode(code)) }
        left -= codes.count
        progress.afterCase = codes.last ?? progress.afterCase
        return codes.count < portion
    }
}
