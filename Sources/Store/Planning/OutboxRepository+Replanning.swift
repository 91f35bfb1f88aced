import Foundation
import FollowUps
import GRDB

extension OutboxRepository {
    /// How many rows one transaction of replanning reads or writes, about. That many take less than 200 ms.
    static let replanningBatch = 500

    /// Computes all next instants again and looks for silent cases, if the rules or the program have changed since the
    /// last time, or a program with other rules has set a next instant meanwhile.
    ///
    /// It goes in batches, each a transaction of its own. After each it leaves the lock for as long as whoever waits for it
    /// may sleep, so that they get it within 200 ms. Whatever ends it on the way, the next call by the same rules goes on
    /// from there, and one by other rules begins anew: until the last batch is done, the database counts as planned by no
    /// rules (promise 1). If another program is at it, this waits.
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
        while true {
            let done = try await replanBatch(by: change, limit: batch)
            if done.isLast { return true }
            guard try await goesOn() else { return false }
            await letOthersWrite(after: done)
        }
    }

    /// SQLite keeps no queue: whoever finds the lock taken sleeps, each time for longer, and would wake in the next batch.
    private func letOthersWrite(after batch: ReplanningBatch.Outcome) async {
        guard let began = batch.lockedFrom, !connection.isInMemory else { return }
        // Twice as long as it was held, for whoever has missed one pause.
        let waited = (began.duration(to: .now) * 2) / Duration.seconds(1)
        let sleep = LockWait.longestSleep(ofWhoWaited: waited)
        // A cancelled task does not sleep. Whether it goes on is for `goesOn` to say.
        try? await Task.sleep(for: .seconds(sleep) + Self.leeway, tolerance: .zero)
    }

    /// A sleep may end late.
    private static let leeway = Duration.milliseconds(2)

    private func isPlanned(with rules: Ruleset) async throws -> Bool {
        // A machine that is retired plans nothing any more.
        try await connection.onWriter { db in try db.isPlanned(with: rules) || connection.successor(db) != nil }
    }

    /// Nil when it is not to go on.
    private func replanningLock(goesOn: () async throws -> Bool) async throws -> ReplanningLock? {
        while true {
            if let lock = ReplanningLock(at: connection.isInMemory ? nil : DatabaseFile(path: connection.path)) { return lock }
            guard try await goesOn() else { return nil }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    private func replanBatch(by change: Change, limit: Int) async throws -> ReplanningBatch.Outcome {
        let work: @Sendable (Database) throws -> ReplanningBatch.Outcome = { db in
            try Transaction.run(by: change, in: db) { transaction in try ReplanningBatch.run(transaction, limit: limit) }
        }
        // Reading and computing, which take longest, need no lock. If somebody else writes meanwhile they are done
        // again, and in the end with the lock.
        for _ in 1...2 {
            if let outcome = try await connection.writeUnlessChanged(work) { return outcome }
        }
        return try await connection.write(canBePutOff: true) { db in
            let began = ContinuousClock.now
            return ReplanningBatch.Outcome(isLast: try work(db).isLast, lockedFrom: began)
        }
    }
}

/// One transaction of replanning.
private struct ReplanningBatch {
    let transaction: Transaction
    var progress: ReplanningProgress
    /// How many rows may still be read or written.
    var left: Int
    /// When it took the lock, or a little before that; nil until it writes.
    var lockedFrom: ContinuousClock.Instant?

    struct Outcome: Sendable {
        /// Whether nothing is left to do.
        let isLast: Bool
        /// When it took the lock, or a little before that; nil when it wrote nothing.
        let lockedFrom: ContinuousClock.Instant?
    }

    /// How many follow-ups are read at once.
    private var portion: Int { min(left, 200) }
    /// How many cases are looked at before `left` is. Each may need a new follow-up, which is many rows.
    private var casePortion: Int { min(left, 25) }
    private var db: Database { transaction.db }

    static func run(_ transaction: Transaction, limit: Int) throws -> Outcome {
        let rules = transaction.change.rules
        if try transaction.db.isPlanned(with: rules) { return Outcome(isLast: true, lockedFrom: nil) }
        let known = try transaction.db.replanningProgress()
        let progress = known.flatMap { $0.isFor(rules) ? $0 : nil } ?? ReplanningProgress(rules: rules)
        var batch = ReplanningBatch(transaction: transaction, progress: progress, left: limit)
        let isLast = try batch.run()
        return Outcome(isLast: isLast, lockedFrom: batch.lockedFrom)
    }

    /// Returns whether nothing is left to do.
    private mutating func run() throws -> Bool {
        while left > 0 {
            let (changes, began) = (db.totalChangesCount, ContinuousClock.now)
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
            if db.totalChangesCount > changes { lockedFrom = lockedFrom ?? began }
        }
        lockedFrom = lockedFrom ?? .now
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
    private mutating func set(_ looks: [NextLook]) throws {
        if looks.isEmpty { return }
        lockedFrom = lockedFrom ?? .now
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
