import Foundation
import FollowUps
import GRDB

extension Database {
    /// Nil until an instant has been recorded.
    func clockRecord() throws -> ClockRecord? {
        guard let row = try Row.fetchOne(cachedStatement(sql: "SELECT * FROM clock")) else { return nil }
        let behind = try row.instant("behind_from").map { ClockRecord.SetBack(from: $0, to: try row.instant("behind_to", of: "clock")) }
        let leaps = try Row.fetchAll(cachedStatement(sql: "SELECT id, from_at, to_at FROM clock_leaps ORDER BY id")).map { row in
            ClockLeap(
                id: row["id"], from: try row.instant("from_at", of: "clock_leaps"), to: try row.instant("to_at", of: "clock_leaps"))
        }
        return ClockRecord(latest: try row.instant("latest", of: "clock"), behind: behind, leaps: leaps)
    }

    /// What the present instant says about the clock, without changing anything; nil until an instant has been recorded.
    func clockFinding(at now: Date) throws -> ClockFinding? {
        let latest = try Int64.fetchOne(cachedStatement(sql: "SELECT latest FROM clock WHERE behind_from IS NULL")).map {
            Date(timeIntervalSince1970: Double($0))
        }
        // Nearly always so, and then nothing else has to be read.
        if let latest, ClockRecord(latest: latest).finding(at: now) == .usual { return .usual }
        return try clockRecord()?.finding(at: now)
    }

    /// The earliest instant that it can be now. What cannot be undone goes by it.
    func certainInstant(at now: Date) throws -> Date { try clockRecord()?.certain(at: now) ?? now }

    /// Records what the clock shows, and undoes what it did while it was wrong (promise 14). Part of every change of
    /// follow-ups and cases, of each claim and of each answer.
    ///
    /// - Returns: the first finding, even if that one leads to another.
    @discardableResult
    func watchClock(_ now: Date, rules: Ruleset) throws -> ClockFinding {
        let now = now.wholeSecond
        let finding = try clockFinding(at: now)
        switch finding {
        case nil: try cachedStatement(sql: "INSERT INTO clock (id, latest) VALUES (1, ?)").execute(arguments: [now.unixSeconds])
        case .usual?: break
        case .goesOn?: try setLatest(now)
        case .leap?: try addLeap(to: now, since: nil)
        case .returned(let leap)?: try undo(since: leap, rules: rules, now: now)
        case .behind(let isNew)?: try fallBehind(to: now, isNew: isNew)
        case .believed?: try believe(rules: rules, now: now)
        case .caughtUp(let behind)?:
            let entry = try putRight(behind, rules: rules, now: now)
            // It may also have leapt ahead. If that turns out wrong, so was what has just been moved.
            if try clockFinding(at: now) == .leap { try addLeap(to: now, since: entry) } else { try watchClock(now, rules: rules) }
        }
        return finding ?? .usual
    }

    /// Does nothing while the clock is behind.
    func setLatest(_ now: Date) throws {
        try cachedStatement(sql: "UPDATE clock SET latest = max(latest, ?) WHERE behind_from IS NULL").execute(arguments: [now.unixSeconds])
    }

    /// `entry` is the last history entry before the leap; nil for the latest.
    private func addLeap(to now: Date, since entry: Int64?) throws {
        try cachedStatement(
            sql: """
                INSERT INTO clock_leaps (from_at, to_at, last_entry, last_message, last_overview, tried, later)
                SELECT latest, ?1, coalesce(?2, (SELECT max(id) FROM history), 0), (SELECT coalesce(max(id), 0) FROM messages),
                    (SELECT coalesce(max(id), 0) FROM overviews),
                    (SELECT json_group_array(id) FROM messages WHERE next_attempt_at IS NOT NULL AND attempts > 0),
                    (SELECT json_group_array(json_object('message', id, 'at', next_attempt_at, 'reminders', (
                        SELECT json_group_array(reminder) FROM message_reminders WHERE message = messages.id)))
                        FROM messages WHERE next_attempt_at > latest AND state = 'queued' AND attempts = 0)
                FROM clock
                """
        ).execute(arguments: [now.unixSeconds, entry])
        let id = lastInsertedRowID
        // What waited so long ago has been sent by now, and nobody sets a clock back past a thousand leaps.
        try cachedStatement(sql: "UPDATE clock_leaps SET later = '[]' WHERE id <= ? AND later <> '[]'").execute(arguments: [id - 20])
        try cachedStatement(sql: "DELETE FROM clock_leaps WHERE id <= ?").execute(arguments: [id - 1000])
        try setLatest(now)
    }

    /// The clock shows less than before. What waits after an attempt keeps the pause it had, instead of waiting until
    /// the clock is there again.
    private func fallBehind(to now: Date, isNew: Bool) throws {
        guard isNew else { return try cachedStatement(sql: "UPDATE clock SET behind_to = ?").execute(arguments: [now.unixSeconds]) }
        if let before = try Int64.fetchOne(cachedStatement(sql: "SELECT coalesce(behind_to, latest) FROM clock")) {
            for message in try storedMessages(where: "attempts > 0 AND next_attempt_at > ?", [before]) {
                try apply(.clockFellBack(from: Date(timeIntervalSince1970: Double(before)), to: now.wholeSecond), to: message)
            }
        }
        try cachedStatement(
            sql: """
                UPDATE clock SET behind_from = min(coalesce(behind_from, ?1), ?1), behind_to = ?1,
                    behind_entry = coalesce(behind_entry, (SELECT coalesce(max(id), 0) FROM history))
                """
        ).execute(arguments: [now.unixSeconds])
    }

    private func undo(since leap: ClockLeap, rules: Ruleset, now: Date) throws {
        guard let record = try clockRecord(),
            let row = try Row.fetchOne(cachedStatement(sql: "SELECT * FROM clock_leaps WHERE id = ?"), arguments: [leap.id])
        else { return }
        let marks = ClockMarks(
            entry: row["last_entry"], message: row["last_message"], overview: row["last_overview"],
            tried: row["tried"], later: row["later"])
        let shown = max(record.latest, leap.to)
        let correcting = ClockCorrecting(
            db: self, correction: ClockCorrection(leap: leap, latest: shown, now: now), marks: marks, rules: rules)
        try correcting.undoPlanning()
        try correcting.putRight()
        // The rest of the leap may be wrong as well.
        let isShort = now < leap.from.addingTimeInterval(ClockRecord.tolerance)
        try cachedStatement(sql: "DELETE FROM clock_leaps WHERE id > ? - ?").execute(arguments: [leap.id, isShort ? 1 : 0])
        try cachedStatement(sql: "UPDATE clock_leaps SET to_at = ? WHERE id = ?").execute(arguments: [now.unixSeconds, leap.id])
        try end(shown: shown, since: marks.entry, rules: rules, now: now)
    }

    /// Returns the last history entry from before the clock was behind.
    private func putRight(_ behind: ClockRecord.SetBack, rules: Ruleset, now: Date) throws -> Int64? {
        guard let row = try Row.fetchOne(cachedStatement(sql: "SELECT latest, behind_entry FROM clock")) else { return nil }
        let latest = try row.instant("latest", of: "clock")
        let marks = ClockMarks(entry: row["behind_entry"])
        let correction = ClockCorrection(behind: behind, latest: latest, now: now)
        try ClockCorrecting(db: self, correction: correction, marks: marks, rules: rules).putRight()
        try end(shown: behind.to, since: marks.entry, rules: rules, now: now, latest: latest)
        return marks.entry
    }

    /// The clock has been behind for so long that it is believed, and everything later is taken to be wrong.
    private func believe(rules: Ruleset, now: Date) throws {
        guard let record = try clockRecord() else { return }
        let correction = ClockCorrection(leap: ClockLeap(id: 0, from: now, to: now), latest: record.latest, now: now)
        try ClockCorrecting(db: self, correction: correction, marks: nil, rules: rules).undoPlanning()
        try cachedStatement(sql: "DELETE FROM clock_leaps WHERE from_at >= ?").execute(arguments: [now.unixSeconds])
        try cachedStatement(sql: "UPDATE clock_leaps SET to_at = min(to_at, ?)").execute(arguments: [now.unixSeconds])
        try end(shown: record.latest, since: nil, rules: rules, now: now)
    }

    /// `entry` is the last history entry from before the clock was wrong; nil if unknown.
    private func end(shown: Date, since entry: Int64?, rules: Ruleset, now: Date, latest: Date? = nil) throws {
        let clock = rules.directory.clock
        try write(
            .clockCorrected, actor: HistoryEntry.itself, at: now.unixSeconds, [.init("clock", from: clock.iso8601(shown), to: clock.iso8601(now))])
        try cachedStatement(sql: "INSERT INTO clock_errors (first_entry, last_entry) SELECT coalesce(?, max(id) - 1) + 1, max(id) FROM history")
            .execute(arguments: [entry])
        try cachedStatement(sql: "UPDATE clock SET latest = ?, behind_from = NULL, behind_to = NULL, behind_entry = NULL").execute(arguments: [
            (latest ?? now).unixSeconds
        ])
        try execute(
            sql: "UPDATE facts SET value = ?1 WHERE name = '\(Metadata.lastPass.rawValue)' AND CAST(value AS INTEGER) > ?1",
            arguments: [now.unixSeconds])
        try cachedStatement(sql: "UPDATE follow_ups SET next_at = min(next_at, ?) WHERE status = 'open'").execute(arguments: [now.unixSeconds])
        try forgetPlanning()
    }
}
