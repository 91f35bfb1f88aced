import Foundation
import FollowUps
import GRDB

/// The last ids from before the clock was wrong.
struct ClockMarks {
    let entry: Int64
    var message = Int64.max
    var overview = Int64.max
    /// JSON of `clock_leaps`: the messages that waited then after an attempt, and those that were to go later.
    var tried = "[]"
    var later = "[]"
}

/// Undoes in the database what a wrong clock did (promise 14), in the transaction that finds out.
struct ClockCorrecting {
    let db: Database
    let correction: ClockCorrection
    /// Nil if nobody knows since when the clock was wrong. Then only what holds back reminders is changed.
    let marks: ClockMarks?
    let rules: Ruleset

    private var now: Int64 { correction.now.unixSeconds }

    /// SQL: whether the wrong clock gave this column's instant.
    private func isWrong(_ column: String) -> String {
        "(\(column) > \(correction.wrongFrom.unixSeconds) AND \(column) <= \(correction.wrongTo.unixSeconds))"
    }

    /// SQL of `ClockCorrection.moved` for a column.
    private func moved(_ column: String) -> String {
        let shifted = "\(column) + \(Int64(correction.shift))"
        return "iif(\(shifted) > \(now), \(shifted), max(\(correction.earliest.unixSeconds), \(shifted)))"
    }

    private func move(_ columns: [String], of table: String, where condition: String = "TRUE") throws {
        for column in columns {
            try db.execute(sql: "UPDATE \(table) SET \(column) = \(moved(column)) WHERE \(isWrong(column)) AND \(condition)")
        }
    }

    // MARK: What was planned

    /// What was planned while the clock was ahead counts as not planned. What was sent of it stays on record, as steps
    /// of an escalation that no follow-up has (`UndoneEscalation`): links and messages still know what they were about,
    /// and the same step can be sent again.
    func undoPlanning() throws {
        // Steps and reminders refer to each other, and change one after the other.
        try db.execute(sql: "PRAGMA defer_foreign_keys = ON")
        try db.execute(
            sql: """
                CREATE TEMP TABLE later AS
                SELECT value ->> 'message' AS message, value ->> 'at' AS at, value -> 'reminders' AS reminders, EXISTS (
                    SELECT 1 FROM messages WHERE id = value ->> 'message' AND state = 'queued' AND attempts = 0
                        AND json_array_length(value -> 'reminders') = (SELECT count(*) FROM message_reminders WHERE message = messages.id)
                ) AS is_untouched FROM json_each(?)
                """, arguments: [marks?.later ?? "[]"])
        // What the wrong clock planned, and what it sent before its time.
        try db.execute(
            sql: """
                CREATE TEMP TABLE undone_steps AS
                SELECT follow_up, ladder, step FROM steps WHERE ladder > 0 AND \(isWrong("planned_at"))
                UNION SELECT follow_up, ladder, step FROM reminders WHERE ladder > 0 AND id IN (
                    SELECT value FROM later, json_each(reminders) WHERE NOT is_untouched)
                """)
        let number = try Int64.fetchOne(db, sql: "SELECT coalesce(max(id), 0) + 1 FROM clock_errors") ?? 1
        for table in ["reminders", "steps"] {
            try db.execute(
                sql: """
                    UPDATE \(table) SET ladder = ladder - \(number * UndoneEscalation.distance)
                    WHERE (follow_up, ladder, step) IN (SELECT follow_up, ladder, step FROM undone_steps)
                    """)
        }
        try undoOverviews()
        try releaseMessages()
        try db.execute(sql: "DROP TABLE undone_steps; DROP TABLE later")
        // An escalation that starts in the future would hold back every reminder.
        if marks == nil {
            try db.execute(
                sql: "UPDATE follow_ups SET ladder_started_at = \(now) WHERE status = 'open' AND \(isWrong("ladder_started_at"))")
        }
    }

    /// Drops the messages of which everything is undone. Those that wait for their hours or after an attempt wait from
    /// now on, and those that were to go later, and are untouched, go then.
    private func releaseMessages() throws {
        let isUndone = """
            state = 'queued' AND purpose <> 'notice' AND NOT EXISTS (SELECT 1 FROM message_overviews WHERE message = messages.id)
                AND EXISTS (SELECT 1 FROM message_reminders WHERE message = messages.id) AND NOT EXISTS (
                    SELECT 1 FROM message_reminders JOIN reminders ON reminders.id = reminder
                    WHERE message = messages.id AND left_out = 0 AND ladder > 0)
            """
        for message in try db.storedMessages(where: isUndone) { try db.apply(.planningUndone, to: message) }
        for message in try db.storedMessages(where: "next_attempt_at IS NOT NULL") { try db.apply(.clockCorrected(correction), to: message) }
        let right = correction.now.wholeSecond
        for row in try Row.fetchAll(db, sql: "SELECT message, at FROM later WHERE is_untouched") {
            try db.apply(.returned(to: Date(timeIntervalSince1970: row["at"]), at: right), to: row["message"] as Int64)
        }
        let tried = "state = 'failed' AND id IN (SELECT value FROM json_each(?))"
        for message in try db.storedMessages(where: tried, [marks?.tried ?? "[]"]) { try db.apply(.givenUpByWrongClock(at: right), to: message) }
    }

    /// Overviews that were planned for a digest still to come are planned again for it. Those whose digest has come
    /// since are made up for.
    private func undoOverviews() throws {
        let isUndone = marks.map { "id > \($0.overview)" } ?? "\(isWrong("digest_at"))"
        let missed = try Row.fetchAll(
            db, sql: "SELECT person, min(digest_at) AS digest_at FROM overviews WHERE \(isUndone) AND digest_at BETWEEN 1 AND \(now) GROUP BY person")
        try db.execute(
            sql: """
                DELETE FROM message_overviews WHERE overview IN (SELECT id FROM overviews WHERE \(isUndone) AND digest_at > 0)
                    AND message IN (SELECT id FROM messages WHERE state = 'queued')
                """)
        // `digest_at` has to stay unique for each person.
        try db.execute(sql: "UPDATE overviews SET digest_at = -id WHERE \(isUndone) AND digest_at > 0")
        try db.execute(sql: "DELETE FROM overview_turns WHERE digest_at > \(now)")
        for row in missed {
            try db.execute(
                sql: "INSERT OR REPLACE INTO overview_turns (person, digest_at, next_at) VALUES (?, ?, ?)",
                arguments: [row["person"] as String, row["digest_at"] as Int64, now])
        }
        if let marks {
            for table in ["holiday_notices", "backup_notices"] {
                try db.execute(sql: "DELETE FROM \(table) WHERE notice > ?", arguments: [marks.message])
            }
        }
    }

    // MARK: What is on record

    /// Moves what people did, and what became of messages, to when it really happened.
    func putRight() throws {
        guard let marks else { return }
        try db.execute(
            sql: "CREATE TEMP TABLE touched AS SELECT DISTINCT follow_up AS id FROM history WHERE id > ? AND follow_up IS NOT NULL",
            arguments: [marks.entry])
        try moveDues(marks)
        try move(["opened_at", "ended_at", "ladder_started_at"], of: "follow_ups", where: "id IN touched")
        try db.execute(
            sql: """
                UPDATE follow_ups SET snoozed_until = \(moved("snoozed_until")) WHERE snoozed_until > \(correction.wrongFrom.unixSeconds) AND id IN (
                    SELECT follow_up FROM history WHERE id > ? AND action = 'snoozed')
                """, arguments: [marks.entry])
        try db.execute(
            sql: """
                UPDATE follow_ups SET asked_again_at = \(moved("asked_again_at")) WHERE id IN (
                    SELECT follow_up FROM history WHERE id > ? AND action = 'reminded')
                """, arguments: [marks.entry])
        try move(["planned_at", "sent_at"], of: "steps", where: "follow_up IN touched")
        try db.execute(sql: "DROP TABLE touched")
        let cases = "code IN (SELECT case_code FROM history WHERE id > \(marks.entry))"
        try move(["opened_at", "closed_at"], of: "cases", where: cases)
        try move(["since"], of: "holds", where: "case_\(cases)")
        if correction.shift < 0 {
            try move(["sent_at"], of: "steps")
            try move(["first_attempt_at", "held_since", "sent_at"], of: "messages")
            try move(["at", "sent_at"], of: "bounces")
            try move(["since"], of: "channels_off")
        } else {
            // A message whose first attempt seems years old would be given up at the next.
            try move(["first_attempt_at", "held_since"], of: "messages", where: "next_attempt_at IS NOT NULL")
        }
        try move(["worked_at", "since", "failed_at", "retry_at"], of: "channel_health")
        // `outage_notices` names an outage by its first instant, so both have to move.
        try move(["since"], of: "outage_notices")
        try move(["since"], of: "mailbox_outage")
        try move(["looked_at"], of: "unread_mails")
        for table in ["links", "sign_ins", "sessions", "calendar_feeds"] { try move(["created_at"], of: table) }
    }

    /// Counts again from the right instant what was counted from a wrong one. A day that somebody named stays, and
    /// `status` asks people to check it.
    private func moveDues(_ marks: ClockMarks) throws {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT \(FollowUp.columns), origin, (
                    SELECT max(at) FROM history WHERE follow_up = follow_ups.id AND history.id > ?1 AND action IN ('opened', 'rescheduled')) AS due_given,
                    EXISTS (
                        SELECT 1 FROM history WHERE follow_up = follow_ups.id AND history.id > ?1 AND action = 'rescheduled' AND actor <> ?2
                    ) AS is_named
                FROM follow_ups WHERE status = 'open' AND id IN touched
                """, arguments: [marks.entry, HistoryEntry.itself])
        let clock = rules.directory.clock
        for row in rows {
            // The pass reports the ones that cannot be read.
            guard let given = row.instant("due_given"), correction.isWrong(given), let followUp = try? FollowUp(row) else { continue }
            let isCounted = row["origin"] as Int64? != nil || followUp.escalation.startedBy == HistoryEntry.itself
            let due =
                row["is_named"] && followUp.urgency != .acute
                ? nil
                : correction.due(
                    of: followUp, kind: rules.catalogues.kind(of: followUp), openedAt: given, isConsequence: isCounted,
                    in: rules.directory.calendar(of: followUp.school))
            guard let due else {
                try db.execute(
                    sql: "INSERT OR REPLACE INTO doubtful_dues (follow_up, ladder) VALUES (?, ?)",
                    arguments: [followUp.id, followUp.escalation.number])
                continue
            }
            guard due != followUp.due else { continue }
            let (day, instant) = due.columns
            try db.execute(
                sql: "UPDATE follow_ups SET due_day = ?, due_at = ?, overdue_from = ? WHERE id = ?",
                arguments: [day, instant, due.overdueFrom(clock).unixSeconds, followUp.id])
            try db.write(
                .rescheduled, actor: HistoryEntry.itself, at: now, followUp: followUp.id, caseCode: followUp.caseCode,
                [.init("due", from: followUp.due.text(clock), to: due.text(clock)), .init("reason", to: "the clock was wrong")])
        }
    }
}

/// Steps that were sent while the clock was wrong are kept under a negative escalation number: their own, less a
/// multiple of `distance`.
enum UndoneEscalation {
    static let distance: Int64 = 1_000_000

    /// SQL: whether a column has this escalation's number, undone or not.
    static func isSame(_ column: String, as escalation: String) -> String { "(\(column) - \(escalation)) % \(distance) = 0" }
}
