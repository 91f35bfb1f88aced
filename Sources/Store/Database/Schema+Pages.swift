extension Schema {
    /// Sign-ins, calendar addresses, and indexes that make a page cost what it shows, not what is open.
    ///
    /// Only the SHA-256 of a secret is kept, so that nobody can use one from the database or a backup.
    static let pages = """
        CREATE TABLE sign_ins (
            secret BLOB NOT NULL PRIMARY KEY CHECK (length(secret) = 32),
            person TEXT NOT NULL,
            created_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX sign_ins_by_person ON sign_ins (person, created_at);

        CREATE TABLE sessions (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            secret BLOB NOT NULL UNIQUE CHECK (length(secret) = 32),
            person TEXT NOT NULL,
            created_at INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE calendar_feeds (
            person TEXT NOT NULL PRIMARY KEY,
            secret BLOB NOT NULL UNIQUE CHECK (length(secret) = 32),
            created_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX follow_ups_by_person_due ON follow_ups (owner_person, overdue_from)
            WHERE status = 'open' AND owner_person IS NOT NULL;
        CREATE INDEX follow_ups_by_role_due ON follow_ups (school, owner_role, overdue_from)
            WHERE status = 'open' AND owner_role IS NOT NULL;
        -- Takes the place of the one without the due moment.
        DROP INDEX IF EXISTS follow_ups_by_school_open;
        CREATE INDEX follow_ups_by_school_due ON follow_ups (school, overdue_from) WHERE status = 'open';
        CREATE INDEX follow_ups_by_training_due ON follow_ups (school, overdue_from)
            WHERE status = 'open' AND employee IS NOT NULL AND case_code IS NULL;
        CREATE INDEX follow_ups_by_end ON follow_ups (school, ended_at) WHERE ended_at IS NOT NULL;
        CREATE INDEX messages_failed ON messages (id) WHERE state = 'failed';

        PRAGMA user_version = 7;
        """

    static let askedAgain = """
        -- When somebody last had its owner reminded beside what the policy sends.
        ALTER TABLE follow_ups ADD COLUMN asked_again_at INTEGER;

        PRAGMA user_version = 19;
        """

    /// How each session began: a role may want the school's account, and signing out of it ends the session at the provider too.
    static let signInMethods = """
        ALTER TABLE sessions ADD COLUMN method TEXT NOT NULL DEFAULT 'link' CHECK (method IN ('link', 'school'));

        PRAGMA user_version = 21;
        """
}
