extension Schema {
    static let version6 = """
        -- The links that went out by mail. Of a link itself only its SHA-256 is kept: whoever reads this file can use none of them.
        CREATE TABLE links (
            hash BLOB NOT NULL PRIMARY KEY CHECK (length(hash) = 32),
            person TEXT NOT NULL,
            follow_up INTEGER NOT NULL REFERENCES follow_ups (id),
            -- Whose first sending is known to have failed loses its links: nobody has them.
            message INTEGER NOT NULL REFERENCES messages (id),
            created_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX links_by_message ON links (message);
        CREATE INDEX links_by_follow_up ON links (follow_up);
        CREATE INDEX links_by_age ON links (created_at);

        PRAGMA user_version = 6;
        """
}
