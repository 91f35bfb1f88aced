import Foundation
import FollowUps
import GRDB

/// Removing messages that have been kept long enough, a few at a time, so that nobody waits for it.
///
/// A message stays as long as its case, as the record of who was told, and as long as something in it is open, whose next mail refers to it.
/// What a notice told of it goes on counting as told.
extension OutboxRepository {
    /// Messages that are looked at in one transaction.
    static let removalBatch = 250

    /// Whether the last time that all was looked at is a day ago. Never on a machine that is retired.
    public func isRemovalDue(at now: Date) async throws -> Bool {
        try await connection.read { db in
            if try connection.successor(db) != nil { return false }
            guard let last = try db.fact(.lastRemoval).flatMap(Double.init) else { return true }
            // The distance, not the difference: the clock may have been set back.
            return abs(now.timeIntervalSince1970 - last) >= 86_400
        }
    }

    /// Notes that all was looked at, and removes the absences that were over before. The history keeps who was away when.
    public func endRemoval(of old: OldMessages, in directory: Directory, at now: Date) async throws {
        try await connection.write { db in
            try db.cachedStatement(sql: "DELETE FROM absences WHERE last_day < ?").execute(
                arguments: [directory.clock.day(of: old.start).description])
            try db.set(.lastRemoval, to: String(now.unixSeconds))
        }
    }

    /// What is old by the clock as far as that can be trusted: what a wrong one removes, nobody can bring back.
    public func oldMessages(_ retention: Retention, in directory: Directory, at now: Date) async throws -> OldMessages {
        try await connection.read { db in
            let start = retention.startOfMessages(at: try db.certainInstant(at: now), in: directory)
            let end = try Int64.fetchOne(db, sql: "SELECT id FROM messages WHERE sent_at >= ? ORDER BY id LIMIT 1", arguments: [start.unixSeconds])
            return OldMessages(before: start, end: try end ?? (Int64.fetchOne(db, sql: "SELECT max(id) FROM messages") ?? 0) + 1)
        }
    }

    /// Looks at the next of them, and removes those that nothing needs. Returns how many, and what is left to look at; nil when that was all.
    public func removeSome(of old: OldMessages) async throws -> (removed: Int, rest: OldMessages?) {
        try await connection.write(canBePutOff: true) { db in
            let range = try Row.fetchOne(
                db, sql: "SELECT count(*), max(id) FROM (SELECT id FROM messages WHERE id > ? AND id < ? ORDER BY id LIMIT ?)",
                arguments: [old.last, old.end, Self.removalBatch])
            guard let range, let last = range[1] as Int64? else { return (0, nil) }
            let needless = try db.needlessMessages(after: old.last, upTo: last, endedBefore: old.start)
            if !needless.isEmpty { try db.removeMessages(needless) }
            var rest = old
            rest.last = last
            return (needless.count, (range[0] as Int) < Self.removalBatch ? nil : rest)
        }
    }
}

extension Database {
    /// What was never tried has no instant of its own, and is as old as its neighbours.
    fileprivate func needlessMessages(after first: Int64, upTo last: Int64, endedBefore start: Date) throws -> [Int64] {
        try Int64.fetchAll(
            cachedStatement(
                sql: """
                    SELECT id FROM messages
                    WHERE id > ? AND id <= ? AND next_attempt_at IS NULL AND coalesce(sent_at, first_attempt_at, 0) < ?
                        AND NOT EXISTS (
                            SELECT 1 FROM message_reminders JOIN reminders ON reminders.id = reminder JOIN follow_ups ON follow_ups.id = follow_up
                            WHERE message = messages.id AND (status = 'open' OR case_code IS NOT NULL))
                        AND NOT EXISTS (SELECT 1 FROM links WHERE message = messages.id)
                        AND NOT EXISTS (
                            SELECT 1 FROM troubles WHERE notice = messages.id AND (
                                sort IN ('undelivered', 'late') AND subject IN (SELECT id FROM messages)
                                OR sort NOT IN ('undelivered', 'late') AND subject IN (SELECT id FROM follow_ups WHERE status = 'open')))
                        AND NOT EXISTS (SELECT 1 FROM holiday_notices WHERE notice = messages.id)
                        AND NOT EXISTS (SELECT 1 FROM backup_notices WHERE notice = messages.id)
                        AND NOT EXISTS (SELECT 1 FROM outage_notices WHERE notice = messages.id)
                        AND NOT EXISTS (SELECT 1 FROM unread_mails WHERE notice = messages.id)
                        AND NOT EXISTS (SELECT 1 FROM mailbox_outage WHERE notice = messages.id)
                    ORDER BY id
                    """), arguments: [first, last, start.unixSeconds])
    }

    fileprivate func removeMessages(_ ids: [Int64]) throws {
        let overviews = try SQLRequest<Int64>(literal: "SELECT DISTINCT overview FROM message_overviews WHERE message IN \(ids)").fetchAll(self)
        try execute(literal: "DELETE FROM message_reminders WHERE message IN \(ids)")
        try execute(literal: "DELETE FROM message_overviews WHERE message IN \(ids)")
        try execute(literal: "DELETE FROM troubles WHERE notice IN \(ids) OR sort IN ('undelivered', 'late') AND subject IN \(ids)")
        for id in ids { try deleteMessage(id) }
        // The last one stays: what is known of a leap of the clock counts from its number.
        try execute(
            literal: """
                DELETE FROM overviews WHERE id IN \(overviews) AND id < (SELECT max(id) FROM overviews)
                    AND NOT EXISTS (SELECT 1 FROM message_overviews WHERE overview = overviews.id)
                """)
    }
}
