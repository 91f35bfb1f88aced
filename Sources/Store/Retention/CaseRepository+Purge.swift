import Foundation
import FollowUps
import GRDB

/// A closed case whose retention term is over, with how much there is of it.
public struct ExpiredCase: Sendable {
    public let dossier: Case
    /// The last day of its term.
    public let lastDay: Day
    public let followUps: Int
    /// History entries.
    public let entries: Int
    /// Messages about this case only.
    public let messages: Int

    public var isPurgeable: Bool { dossier.hold == nil }
}

extension CaseRepository {
    /// The closed cases whose term is over, also held ones, in order of closing.
    public func expired(_ retention: Retention, in directory: Directory, at now: Date) async throws -> [ExpiredCase] {
        try await connection.read { db in try db.expiredCases(retention, in: directory, at: now) }
    }

    /// Removes every case whose term is over and that is not held, in one transaction, and returns them.
    ///
    /// The history keeps the envelopes (when, who, what action) and the digests, so that it still verifies. One new
    /// entry for each case says that it was removed, but not which. `vacuum()` has to follow.
    public func purge(_ retention: Retention, by change: Change) async throws -> [ExpiredCase] {
        try await connection.change(by: change) { transaction in
            let db = transaction.db
            let purgeable = try db.expiredCases(retention, in: change.rules.directory, at: change.now).filter(\.isPurgeable)
            for expired in purgeable { try transaction.purge(expired, retention) }
            if !purgeable.isEmpty { try db.set(.needsVacuum, to: String(transaction.now)) }
            return purgeable
        }
    }
}

extension Store {
    /// Rewrites the file, journal included, without a trace of what a purge or a strike has removed. Does nothing when
    /// there is no such trace.
    ///
    /// Throws `notVacuumed` when another program reads for too long. Even then no query finds what was removed.
    public func vacuum() async throws {
        try await connection.onWriter { db in
            guard try db.fact(.needsVacuum) != nil else { return }
            try db.makeShrinkable()
            try db.execute(sql: "VACUUM")
            let checkpoint = try Row.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
            guard checkpoint?[0] as Int? == 0 else { throw StoreError.notVacuumed(path: path) }
            try db.forget(.needsVacuum)
        }
    }
}

extension Database {
    fileprivate func expiredCases(_ retention: Retention, in directory: Directory, at now: Date) throws -> [ExpiredCase] {
        // What a wrong clock removes, nobody can bring back.
        let today = directory.clock.day(of: try certainInstant(at: now))
        // A case with something open is not over, even if it is marked as closed.
        let rows = try Row.fetchAll(
            cachedStatement(
                sql: """
                    SELECT * FROM cases WHERE closed_at IS NOT NULL AND NOT EXISTS (
                        SELECT 1 FROM follow_ups WHERE case_code = code AND status = 'open')
                    ORDER BY closed_at, code
                    """))
        return try rows.compactMap { row in
            let dossier = try Case(row, self)
            guard let lastDay = retention.lastDay(of: dossier, in: directory), lastDay < today else { return nil }
            let code = dossier.code
            func count(_ from: SQL) throws -> Int { try SQLRequest<Int>(literal: "SELECT count(*) FROM \(from)").fetchOne(self) ?? 0 }
            return ExpiredCase(
                dossier: dossier, lastDay: lastDay, followUps: try count("follow_ups WHERE case_code = \(code)"),
                entries: try entries(of: code).count, messages: try messagesOnly(about: "case_code IS \(code)").count)
        }
    }

    fileprivate func entries(of code: CaseCode) throws -> [Int64] {
        try SQLRequest<Int64>(
            literal: """
                SELECT id FROM history WHERE case_code = \(code) OR follow_up IN (
                    SELECT id FROM follow_ups WHERE case_code = \(code))
                ORDER BY id
                """
        ).fetchAll(self)
    }

    /// Messages of which every reminder is about one of these.
    ///
    /// - Parameter condition: on a row of `follow_ups`.
    func messagesOnly(about condition: SQL) throws -> [Int64] {
        try SQLRequest<Int64>(
            literal: """
                SELECT message FROM message_reminders JOIN reminders ON reminders.id = reminder JOIN follow_ups ON follow_ups.id = follow_up
                WHERE message IN (
                    SELECT message FROM follow_ups JOIN reminders ON follow_up = follow_ups.id JOIN message_reminders ON reminder = reminders.id
                    WHERE \(condition)) AND message NOT IN (SELECT message FROM message_overviews)
                GROUP BY message HAVING min(\(condition)) = 1
                """
        ).fetchAll(self)
    }
}

extension Transaction {
    fileprivate func purge(_ expired: ExpiredCase, _ retention: Retention) throws {
        let code = expired.dossier.code
        let entries = try db.entries(of: code)
        let messages = try db.messagesOnly(about: "case_code IS \(code)")
        try remove("(SELECT id FROM follow_ups WHERE case_code = \(code))", entries: entries, messages: messages)
        for table in ["exclusions", "case_holders", "exemptions", "case_kinds", "reads"] {
            try db.execute(sql: "DELETE FROM \(table) WHERE case_code = ?", arguments: [code])
        }
        try db.execute(literal: "UPDATE cases SET from_case = NULL WHERE from_case = \(code)")
        try db.execute(literal: "DELETE FROM cases WHERE code = \(code)")
        // A record of destruction: what there was, until when it was kept and by what rule, but not of which case.
        try write(
            .purged,
            [
                .init("school", from: expired.dossier.school.rawValue), .init("term", to: retention.caseTerm.description),
                .init("kept_until", to: expired.lastDay.description), .init("follow_ups", from: String(expired.followUps)),
                .init("messages", from: String(messages.count)), .init(EntryRanges.field, to: EntryRanges.text(entries)),
            ])
    }

    /// Removes follow-ups with all that hangs on them, and empties what the history says of them.
    ///
    /// - Parameters:
    ///   - followUps: a list of their ids, in ( ).
    ///   - messages: those that are about nothing else.
    func remove(_ followUps: SQL, entries: [Int64], messages: [Int64]) throws {
        let emptied = try db.makeStatement(
            sql: "UPDATE history SET follow_up = NULL, case_code = NULL, changes = NULL, salt = NULL WHERE id = ?")
        for entry in entries { try emptied.execute(arguments: [entry]) }
        try db.execute(
            literal: "DELETE FROM message_reminders WHERE reminder IN (SELECT id FROM reminders WHERE follow_up IN \(followUps))")
        try db.execute(literal: "DELETE FROM troubles WHERE sort IN ('unplanned', 'unreached', 'passed_on') AND subject IN \(followUps)")
        let told = try db.makeStatement(sql: "DELETE FROM troubles WHERE sort IN ('undelivered', 'late') AND subject = ?")
        for message in messages { try told.execute(arguments: [message]) }
        try db.execute(literal: "DELETE FROM links WHERE follow_up IN \(followUps)")
        for message in messages { try db.deleteMessage(message) }
        try db.execute(literal: "DELETE FROM reminders WHERE follow_up IN \(followUps)")
        try db.execute(literal: "DELETE FROM steps WHERE follow_up IN \(followUps)")
        try db.execute(literal: "UPDATE follow_ups SET origin = NULL WHERE origin IN \(followUps)")
        try db.execute(literal: "UPDATE follow_ups SET withdrawn_by = NULL WHERE withdrawn_by IN \(followUps)")
        try db.execute(literal: "DELETE FROM follow_ups WHERE id IN \(followUps)")
    }
}
