extension Schema {
    /// Striking out free text: a history entry may be rewritten where that is on record first.
    static let strikes = """
        -- The entries of the history that may be written anew: an entry that says so, with the digest of what they hold then, is there already.
        CREATE TABLE struck_entries (
            entry INTEGER PRIMARY KEY REFERENCES history (id)
        ) STRICT;

        DROP TRIGGER history_is_not_edited;
        -- The content may go, all of it, or be written anew when that is on record; nothing else may change.
        CREATE TRIGGER history_is_not_edited BEFORE UPDATE ON history
        WHEN NOT (
            new.id = old.id AND new.at = old.at AND new.actor = old.actor AND new.action = old.action
            AND new.content_digest = old.content_digest AND new.digest = old.digest
            AND (new.changes IS NULL OR (
                new.follow_up IS old.follow_up AND new.case_code IS old.case_code
                AND EXISTS (SELECT 1 FROM struck_entries WHERE entry = old.id))))
        BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

        PRAGMA user_version = 17;
        """
}
