extension Schema {
    /// Notices to the operator. Changing a CHECK takes a new table.
    static let version5 = """
        CREATE TABLE messages_with_notices (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            recipient TEXT NOT NULL,
            channel TEXT NOT NULL,
            purpose TEXT NOT NULL CHECK (purpose IN ('reminders', 'digest', 'notice')),
            state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'failed', 'dropped')),
            message_id TEXT NOT NULL UNIQUE,
            -- That of its most urgent reminder: 0 normal, 1 urgent, 2 acute.
            priority INTEGER NOT NULL CHECK (priority BETWEEN 0 AND 2),
            attempts INTEGER NOT NULL DEFAULT 0,
            first_attempt_at INTEGER,
            -- From when it may be claimed: of a message being sent, the end of its lease.
            next_attempt_at INTEGER,
            -- An earlier attempt ended without an answer; nothing may be added to it any more.
            possibly_delivered INTEGER NOT NULL DEFAULT 0 CHECK (possibly_delivered IN (0, 1)),
            last_error TEXT,
            sent_at INTEGER,
            CHECK ((state IN ('queued', 'sending')) = (next_attempt_at IS NOT NULL)),
            CHECK ((state = 'sent') = (sent_at IS NOT NULL))
        ) STRICT;
        INSERT INTO messages_with_notices (
            id, recipient, channel, purpose, state, message_id, priority, attempts, first_attempt_at, next_attempt_at, possibly_delivered,
            last_error, sent_at)
        SELECT id, recipient, channel, purpose, state, message_id, priority, attempts, first_attempt_at, next_attempt_at, possibly_delivered,
            last_error, sent_at
        FROM messages;
        -- A number that a purge has freed is not given out a second time.
        DELETE FROM sqlite_sequence WHERE name = 'messages_with_notices';
        INSERT INTO sqlite_sequence (name, seq) SELECT 'messages_with_notices', seq FROM sqlite_sequence WHERE name = 'messages';
        DROP TABLE messages;
        ALTER TABLE messages_with_notices RENAME TO messages;
        CREATE INDEX messages_by_next ON messages (next_attempt_at) WHERE next_attempt_at IS NOT NULL;
        CREATE INDEX messages_waiting ON messages (recipient, channel, purpose) WHERE state = 'queued';
        CREATE INDEX messages_notices ON messages (recipient) WHERE purpose = 'notice';

        -- What a notice tells of.
        CREATE TABLE troubles (
            notice INTEGER NOT NULL REFERENCES messages (id),
            sort TEXT NOT NULL CHECK (sort IN ('undelivered', 'late', 'unplanned', 'unreached', 'passed_on')),
            -- The number of a message where it is undelivered or late, else of a follow-up.
            subject INTEGER NOT NULL,
            PRIMARY KEY (notice, sort, subject)
        ) STRICT, WITHOUT ROWID;

        PRAGMA user_version = 5;
        """

    /// Notices of outages, over another channel.
    static let outageNotices = """
        -- The latest outage of each channel of which a notice tells.
        CREATE TABLE outage_notices (
            channel TEXT NOT NULL PRIMARY KEY,
            since INTEGER NOT NULL,
            notice INTEGER NOT NULL REFERENCES messages (id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX outage_notices_by_notice ON outage_notices (notice);

        PRAGMA user_version = 16;
        """

    /// Notices of nights without a backup.
    static let backupNotices = """
        -- Since which backup none has been made, and of how many weeks a notice tells.
        CREATE TABLE backup_notices (
            -- In Unix seconds; 0 when there has never been one.
            since INTEGER NOT NULL,
            weeks INTEGER NOT NULL,
            notice INTEGER NOT NULL REFERENCES messages (id),
            PRIMARY KEY (since, weeks)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX backup_notices_by_notice ON backup_notices (notice);

        PRAGMA user_version = 22;
        """

    /// Notices of schools whose known holidays end.
    static let holidays = """
        -- Which school's end of holidays a notice tells of, and at which of the times at which that is told.
        CREATE TABLE holiday_notices (
            school TEXT NOT NULL,
            -- Of the last holiday that was known; empty for none.
            last_day TEXT NOT NULL,
            stage INTEGER NOT NULL,
            notice INTEGER NOT NULL REFERENCES messages (id),
            PRIMARY KEY (school, last_day, stage)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX holiday_notices_by_notice ON holiday_notices (notice);

        PRAGMA user_version = 10;
        """
}
