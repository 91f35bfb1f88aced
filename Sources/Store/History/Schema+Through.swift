extension Schema {
    /// Who did or read something in somebody else's name. The digest of an entry covers it.
    static let through = """
        ALTER TABLE history ADD COLUMN through TEXT;
        ALTER TABLE reads ADD COLUMN through TEXT;

        DROP TRIGGER history_is_not_edited;
        -- The content may go, all of it, or be written anew when that is on record; nothing else may change.
        CREATE TRIGGER history_is_not_edited BEFORE UPDATE ON history
        WHEN NOT (
            new.id = old.id AND new.at = old.at AND new.actor = old.actor AND new.through IS old.through AND new.action = old.action
            AND new.content_digest = old.content_digest AND new.digest = old.digest
            AND (new.changes IS NULL OR (
                new.follow_up IS old.follow_up AND new.case_code IS old.case_code
                AND EXISTS (SELECT 1 FROM struck_entries WHERE entry = old.id))))
        BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

        PRAGMA user_version = 26;
        """
}
