import Foundation
import GRDB

extension Schema {
    /// Gives every history entry its digests. Earlier entries are chained as they stand.
    static func chainHistory(_ db: Database) throws {
        try db.execute(sql: chainedHistory)
        var previous = HistoryDigest.start
        let rows = try Row.fetchCursor(db, sql: "SELECT id, at, actor, action, follow_up, case_code, changes FROM history ORDER BY id")
        while let row = try rows.next() {
            let record = HistoryRecord(id: row["id"], at: row["at"], actor: row["actor"], action: row["action"])
            let content = HistoryRecord.Content(
                salt: try db.newSalt(), followUp: row["follow_up"], caseCode: row["case_code"], changes: row["changes"])
            try db.append(record, content, after: previous, to: "chained_history")
            previous = record.digest(content: content.digest, after: previous)
        }
        try db.execute(sql: historyReplaced)
    }

    private static let chainedHistory = """
        CREATE TABLE chained_history (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            at INTEGER NOT NULL,
            actor TEXT NOT NULL,
            action TEXT NOT NULL,
            -- From here to salt the content, which goes when its case is purged.
            follow_up INTEGER REFERENCES follow_ups (id),
            case_code TEXT,
            changes TEXT,
            salt BLOB,
            content_digest BLOB NOT NULL CHECK (length(content_digest) = 32),
            digest BLOB NOT NULL CHECK (length(digest) = 32),
            CHECK ((changes IS NULL) = (salt IS NULL)),
            CHECK (changes IS NOT NULL OR (follow_up IS NULL AND case_code IS NULL))
        ) STRICT;
        """

    private static let historyReplaced = """
        DROP TABLE history;
        ALTER TABLE chained_history RENAME TO history;
        CREATE INDEX history_by_follow_up ON history (follow_up) WHERE follow_up IS NOT NULL;
        CREATE INDEX history_by_case ON history (case_code) WHERE case_code IS NOT NULL;
        -- The content may go, all of it; nothing else may change.
        CREATE TRIGGER history_is_not_edited BEFORE UPDATE ON history
        WHEN NOT (
            new.id = old.id AND new.at = old.at AND new.actor = old.actor AND new.action = old.action AND new.changes IS NULL
            AND new.content_digest = old.content_digest AND new.digest = old.digest)
        BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
        CREATE TRIGGER history_is_not_removed BEFORE DELETE ON history BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
        """
}
