import Foundation
import FollowUps
import GRDB

/// Brings a backup up to the moment of its restoration. Runs in one transaction on the copy, before that is used.
struct Restoration {
    struct Result {
        var entriesLost: Int?
        var exclusionsKept = 0
        var sentSince: [SentMessage]?
        var replanned = 0
    }

    let db: Database
    /// Of the backup.
    let head: HistoryDigest
    let count: Int
    let actor: String
    let through: String?
    /// In Unix seconds.
    let now: Int64

    /// `withFormer`: the replaced database is attached as `former`.
    func run(withFormer: Bool) throws -> Result {
        var result = Result()
        var changes: [HistoryEntry.Change] = [.init("entries", to: String(count)), .init("head", to: head.description)]
        if withFormer, let formerCount = try entriesSince() {
            result.entriesLost = formerCount
            result.sentSince = try sentSince()
            try takeOverSent()
            try keepNumbers()
            result.exclusionsKept = try takeOverExclusions()
            try takeOverHolds()
            try takeOverGenerations()
            try endSessions(keepingCalendars: true)
            changes += [.init("entries_left_out", to: String(formerCount)), .init("exclusions_kept", to: String(result.exclusionsKept))]
        } else {
            result.replanned = try planAnew()
            try endSessions(keepingCalendars: false)
        }
        try db.write(.restored, actor: actor, through: through, at: now, changes)
        try db.forgetPlanning()
        return result
    }

    /// How many history entries the former database has after this one's last. Nil when its history does not continue
    /// this one, so that its ids mean other rows.
    private func entriesSince() throws -> Int? {
        if head == .start { return try Int.fetchOne(db, sql: "SELECT count(*) FROM former.history") }
        let last = try Int64.fetchOne(db, sql: "SELECT id FROM former.history WHERE digest = ?", arguments: [Data(head.bytes)])
        return try last.flatMap { try Int.fetchOne(db, sql: "SELECT count(*) FROM former.history WHERE id > ?", arguments: [$0]) }
    }

    /// Asked before anything is taken over.
    private func sentSince() throws -> [SentMessage] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT was.id, was.sent_at, was.recipient, was.channel FROM former.messages AS was
                LEFT JOIN messages AS here ON here.message_id = was.message_id
                WHERE was.sent_at IS NOT NULL AND here.sent_at IS NULL ORDER BY was.sent_at, was.id
                """
        ).map { row in
            SentMessage(
                at: Date(timeIntervalSince1970: row[1]), recipient: row[2], channel: row[3],
                followUps: try Int64.fetchAll(
                    db,
                    sql: """
                        SELECT DISTINCT follow_up FROM former.message_reminders JOIN former.reminders ON reminders.id = reminder
                        WHERE message = ? AND left_out = 0 ORDER BY follow_up
                        """, arguments: [row[0] as Int64]))
        }
    }

    /// Takes over what became of the messages that wait here, and the steps done since.
    private func takeOverSent() throws {
        try takeOverMessages()
        try db.execute(
            sql: """
                INSERT OR IGNORE INTO steps (follow_up, ladder, step, planned_at, sent_at)
                SELECT was.follow_up, was.ladder, was.step, was.planned_at, was.sent_at FROM former.steps AS was
                JOIN follow_ups ON follow_ups.id = was.follow_up AND follow_ups.ladder = was.ladder
                WHERE NOT EXISTS (
                    SELECT 1 FROM former.reminders AS r JOIN former.message_reminders AS c ON c.reminder = r.id AND c.left_out = 0
                    JOIN former.messages AS m ON m.id = c.message AND m.state IN ('queued', 'sending')
                    WHERE r.follow_up = was.follow_up AND r.ladder = was.ladder AND r.step = was.step);

                UPDATE steps SET sent_at = (
                    SELECT was.sent_at FROM former.steps AS was
                    WHERE was.follow_up = steps.follow_up AND was.ladder = steps.ladder AND was.step = steps.step)
                WHERE sent_at IS NULL AND EXISTS (SELECT 1 FROM follow_ups WHERE id = follow_up AND follow_ups.ladder = steps.ladder);

                INSERT OR IGNORE INTO bounces (report, message, sent_at, at)
                SELECT report, messages.id, was.sent_at, at FROM former.bounces AS was
                JOIN former.messages AS theirs ON theirs.id = was.message JOIN messages ON messages.message_id = theirs.message_id;

                INSERT OR REPLACE INTO overview_turns SELECT * FROM former.overview_turns;
                """)
    }

    private func takeOverMessages() throws {
        let here = try db.storedMessages(where: "state IN ('queued', 'sending', 'sent') AND message_id IN (SELECT message_id FROM former.messages)")
        let sql = "SELECT \(StoredMessage.columns) FROM former.messages AS messages WHERE message_id = ?"
        let former = try db.makeStatement(sql: sql)
        for message in here {
            guard let row = try Row.fetchOne(former, arguments: [message.messageID]) else { continue }
            try db.apply(.restored(StoredMessage(row).entry), to: message)
        }
    }

    /// An id that people have seen is never given to something else.
    private func keepNumbers() throws {
        for table in ["follow_ups", "messages"] {
            let last = try Int64.fetchOne(db, sql: "SELECT seq FROM former.sqlite_sequence WHERE name = ?", arguments: [table]) ?? 0
            try db.execute(sql: "UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?", arguments: [last, table])
            if db.changesCount == 0 { try db.execute(sql: "INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", arguments: [table, last]) }
        }
    }

    /// An exclusion made since stays: losing one could not be undone.
    private func takeOverExclusions() throws -> Int {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT case_code, person FROM former.exclusions WHERE case_code IN (SELECT code FROM cases)
                EXCEPT SELECT case_code, person FROM exclusions ORDER BY 1, 2
                """)
        for row in rows {
            let (code, person): (CaseCode, PersonID) = (row[0], row[1])
            try db.execute(sql: "INSERT INTO exclusions (case_code, person) VALUES (?, ?)", arguments: [code, person])
            try db.write(.excluded, actor: actor, through: through, at: now, caseCode: code, [.init("person", to: person.rawValue)])
        }
        // So does what keeps a case from roles.
        if try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM former.sqlite_schema WHERE name = 'case_kinds')") == true {
            for (table, column) in [("case_kinds", "kind"), ("exemptions", "person")] {
                try db.execute(
                    sql: """
                        INSERT OR IGNORE INTO \(table) (case_code, \(column))
                        SELECT case_code, \(column) FROM former.\(table) WHERE case_code IN (SELECT code FROM cases)
                        """)
            }
        }
        return rows.count
    }

    /// A sign-out or a revoked address since the backup stays in force: everybody signs in anew, and a calendar keeps
    /// its address only if it still had it.
    private func endSessions(keepingCalendars: Bool) throws {
        try db.execute(sql: "DELETE FROM sign_ins; DELETE FROM sessions")
        try db.execute(
            sql: "DELETE FROM calendar_feeds" + (keepingCalendars ? " WHERE secret NOT IN (SELECT secret FROM former.calendar_feeds)" : ""))
    }

    /// Who works on the database is not undone: a backup may be from before this machine took over, or before another did.
    private func takeOverGenerations() throws {
        try db.execute(sql: "INSERT OR REPLACE INTO generations SELECT * FROM former.generations")
    }

    private func takeOverHolds() throws {
        let rows = try Row.fetchAll(
            db,
            sql: "SELECT case_code, since, reason FROM former.holds WHERE case_code IN (SELECT code FROM cases EXCEPT SELECT case_code FROM holds)")
        for row in rows {
            let (code, since, reason): (CaseCode, Int64, String) = (row[0], row[1], row[2])
            try db.execute(sql: "INSERT INTO holds (case_code, since, reason) VALUES (?, ?, ?)", arguments: [code, since, reason])
            try db.write(.held, actor: actor, through: through, at: now, caseCode: code, [.init("hold", to: reason)])
        }
    }

    /// Nothing is known of what was sent since. A message of which somebody may have a copy keeps its Message-ID. For
    /// all others that were due the steps count as not done, so that the next pass plans what is current. Overviews and
    /// notices are written when they are sent anyway.
    private func planAnew() throws -> Int {
        let instant = Date(timeIntervalSince1970: Double(now))
        for message in try db.storedMessages(where: "state = 'sending' OR (state = 'queued' AND possibly_delivered = 1)") {
            try db.apply(.restoredBlindly(at: instant), to: message)
        }
        let due = try Int64.fetchAll(
            db,
            sql: """
                SELECT id FROM messages WHERE state = 'queued' AND possibly_delivered = 0 AND next_attempt_at <= ? AND purpose <> 'notice'
                    AND id NOT IN (SELECT message FROM message_overviews) ORDER BY id
                """, arguments: [now])
        for message in due {
            try db.execute(
                literal: """
                    CREATE TEMP TABLE taken_back AS SELECT reminder AS id FROM message_reminders AS mine WHERE message = \(message) AND NOT EXISTS (
                        SELECT 1 FROM message_reminders AS other JOIN messages ON messages.id = other.message
                        WHERE other.reminder = mine.reminder AND other.message <> \(message) AND state IN ('sent', 'sending', 'queued'))
                    """)
            try db.execute(
                sql: """
                    DELETE FROM message_reminders WHERE reminder IN (SELECT id FROM taken_back);
                    CREATE TEMP TABLE steps_taken_back AS SELECT follow_up, ladder, step FROM reminders WHERE id IN (SELECT id FROM taken_back);
                    DELETE FROM reminders WHERE id IN (SELECT id FROM taken_back);
                    DELETE FROM steps WHERE sent_at IS NULL AND (follow_up, ladder, step) IN (SELECT * FROM steps_taken_back) AND NOT EXISTS (
                        SELECT 1 FROM reminders
                        WHERE reminders.follow_up = steps.follow_up AND reminders.ladder = steps.ladder AND reminders.step = steps.step);
                    DROP TABLE taken_back;
                    DROP TABLE steps_taken_back;
                    """)
            try db.apply(.replanned(reason: "a backup was restored; planned anew"), to: message)
        }
        return due.count
    }
}
