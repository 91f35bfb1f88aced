extension Schema {
    /// Each case goes on by the catalogue with which it began. What is open already began with the latest that was in use.
    static let catalogueVersions = """
        -- The id and the version, with a space between.
        ALTER TABLE cases ADD COLUMN catalogue TEXT;
        ALTER TABLE follow_ups ADD COLUMN catalogue TEXT;
        UPDATE cases SET catalogue = (SELECT id || ' ' || version FROM catalogues ORDER BY since DESC, rowid DESC LIMIT 1);
        UPDATE follow_ups SET catalogue = (SELECT id || ' ' || version FROM catalogues ORDER BY since DESC, rowid DESC LIMIT 1)
            WHERE status = 'open';
        CREATE INDEX cases_by_catalogue_open ON cases (catalogue) WHERE closed_at IS NULL AND catalogue IS NOT NULL;
        CREATE INDEX follow_ups_by_catalogue_open ON follow_ups (catalogue)
            WHERE status = 'open' AND case_code IS NULL AND catalogue IS NOT NULL;

        PRAGMA user_version = 27;
        """
}
