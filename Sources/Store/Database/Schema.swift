import GRDB

/// The tables, and the migrations from every earlier version. A released migration is never edited: add another.
enum Schema {
    /// `PRAGMA application_id`: "opvl" in ASCII.
    static let applicationID: Int32 = 0x6f70_766c
    /// `PRAGMA user_version` of a database that has every migration below.
    static let version: Int32 = 28

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 follow-ups, outbox, history") { db in try db.execute(sql: version1) }
        migrator.registerMigration("2 overviews") { db in try db.execute(sql: version2) }
        migrator.registerMigration("3 history chained") { db in
            try chainHistory(db)
            try db.execute(sql: "PRAGMA user_version = 3")
        }
        migrator.registerMigration("4 holds") { db in try db.execute(sql: version4) }
        migrator.registerMigration("5 notices") { db in try db.execute(sql: version5) }
        migrator.registerMigration("6 links") { db in try db.execute(sql: version6) }
        migrator.registerMigration("7 pages") { db in try db.execute(sql: pages) }
        migrator.registerMigration("8 bounces") { db in try db.execute(sql: version8) }
        migrator.registerMigration("9 hours") { db in try db.execute(sql: version9) }
        migrator.registerMigration("10 holidays") { db in try db.execute(sql: holidays) }
        migrator.registerMigration("11 cases") { db in try db.execute(sql: cases) }
        migrator.registerMigration("12 channel health") { db in try db.execute(sql: channelHealth) }
        migrator.registerMigration("13 bounce mailbox") { db in try db.execute(sql: bounceMailbox) }
        migrator.registerMigration("14 own cases") { db in try db.execute(sql: ownCases) }
        migrator.registerMigration("15 clock") { db in try db.execute(sql: clock) }
        migrator.registerMigration("16 outage notices") { db in try db.execute(sql: outageNotices) }
        migrator.registerMigration("17 strikes") { db in try db.execute(sql: strikes) }
        migrator.registerMigration("18 quarantine") { db in try db.execute(sql: quarantine) }
        migrator.registerMigration("19 asked again") { db in try db.execute(sql: askedAgain) }
        migrator.registerMigration("20 reads") { db in try db.execute(sql: reads) }
        migrator.registerMigration("21 sign-in methods") { db in try db.execute(sql: signInMethods) }
        migrator.registerMigration("22 backup notices") { db in try db.execute(sql: backupNotices) }
        migrator.registerMigration("23 outcomes beside") { db in try db.execute(sql: outcomesBeside) }
        migrator.registerMigration("24 leaving") { db in try db.execute(sql: leaving) }
        migrator.registerMigration("25 catalogues") { db in try db.execute(sql: catalogues) }
        migrator.registerMigration("26 through") { db in try db.execute(sql: through) }
        migrator.registerMigration("27 catalogue versions") { db in try db.execute(sql: catalogueVersions) }
        migrator.registerMigration("28 generations") { db in try db.execute(sql: generations) }
        return migrator
    }

    /// Instants are Unix seconds (UTC), days are `YYYY-MM-DD`.
    private static let version1 = """
        CREATE TABLE facts (
            name TEXT NOT NULL PRIMARY KEY,
            value TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE cases (
            code TEXT NOT NULL PRIMARY KEY,
            school TEXT NOT NULL,
            opened_at INTEGER NOT NULL,
            closed_at INTEGER
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE exclusions (
            case_code TEXT NOT NULL REFERENCES cases (code),
            person TEXT NOT NULL,
            PRIMARY KEY (case_code, person)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE absences (
            id INTEGER PRIMARY KEY,
            person TEXT NOT NULL,
            first_day TEXT NOT NULL CHECK (first_day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
            last_day TEXT NOT NULL CHECK (last_day >= first_day AND last_day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
            deputy TEXT
        ) STRICT;

        CREATE TABLE channels_off (
            channel TEXT NOT NULL PRIMARY KEY,
            since INTEGER NOT NULL,
            reason TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE follow_ups (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            kind TEXT NOT NULL,
            title TEXT,
            school TEXT NOT NULL,
            case_code TEXT REFERENCES cases (code),
            employee TEXT,
            owner_role TEXT,
            owner_person TEXT,
            urgency TEXT NOT NULL CHECK (urgency IN ('normal', 'urgent', 'acute')),
            due_day TEXT CHECK (due_day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
            due_at INTEGER,
            -- The instant from which it is overdue; follows from due and the time zone.
            overdue_from INTEGER NOT NULL,
            round INTEGER NOT NULL CHECK (round >= 1),
            status TEXT NOT NULL CHECK (status IN ('open', 'closed', 'cancelled')),
            opened_at INTEGER NOT NULL,
            -- The follow-up whose closing opened this one.
            origin INTEGER REFERENCES follow_ups (id),
            ladder INTEGER NOT NULL CHECK (ladder >= 1),
            ladder_started_at INTEGER NOT NULL,
            ladder_started_by TEXT NOT NULL,
            snoozed_until INTEGER,
            note TEXT,
            outcome TEXT,
            ended_at INTEGER,
            -- The instant at which a pass looks at it next.
            next_at INTEGER,
            CHECK ((owner_role IS NULL) <> (owner_person IS NULL)),
            CHECK ((urgency = 'acute') = (due_at IS NOT NULL) AND (urgency = 'acute') = (due_day IS NULL)),
            CHECK ((status = 'open') = (next_at IS NOT NULL)),
            CHECK ((status = 'open') = (ended_at IS NULL)),
            CHECK ((status = 'closed') = (outcome IS NOT NULL))
        ) STRICT;
        CREATE INDEX follow_ups_by_next ON follow_ups (next_at) WHERE status = 'open';
        CREATE INDEX follow_ups_by_overdue ON follow_ups (overdue_from) WHERE status = 'open';
        CREATE INDEX follow_ups_by_case ON follow_ups (case_code, kind) WHERE case_code IS NOT NULL;
        CREATE INDEX follow_ups_by_employee ON follow_ups (employee, kind) WHERE employee IS NOT NULL;
        CREATE INDEX follow_ups_by_school ON follow_ups (school, kind) WHERE case_code IS NULL AND employee IS NULL;
        CREATE INDEX follow_ups_by_origin ON follow_ups (origin) WHERE origin IS NOT NULL;

        -- The steps of a ladder that have been dealt with: sent, or passed over in favour of a higher one.
        CREATE TABLE steps (
            follow_up INTEGER NOT NULL REFERENCES follow_ups (id),
            ladder INTEGER NOT NULL,
            step TEXT NOT NULL,
            planned_at INTEGER NOT NULL,
            sent_at INTEGER,
            PRIMARY KEY (follow_up, ladder, step)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE reminders (
            id INTEGER PRIMARY KEY,
            follow_up INTEGER NOT NULL,
            ladder INTEGER NOT NULL,
            step TEXT NOT NULL,
            recipient TEXT NOT NULL,
            audience TEXT NOT NULL,
            stands_in_for TEXT,
            is_escalation INTEGER NOT NULL CHECK (is_escalation IN (0, 1)),
            -- A reminder is planned once, whatever crashes.
            UNIQUE (follow_up, ladder, step, recipient),
            FOREIGN KEY (follow_up, ladder, step) REFERENCES steps (follow_up, ladder, step)
        ) STRICT;

        CREATE TABLE messages (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            recipient TEXT NOT NULL,
            channel TEXT NOT NULL,
            purpose TEXT NOT NULL CHECK (purpose IN ('reminders', 'digest')),
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
        CREATE INDEX messages_by_next ON messages (next_attempt_at) WHERE next_attempt_at IS NOT NULL;
        CREATE INDEX messages_waiting ON messages (recipient, channel, purpose) WHERE state = 'queued';

        CREATE TABLE message_reminders (
            message INTEGER NOT NULL REFERENCES messages (id),
            reminder INTEGER NOT NULL REFERENCES reminders (id),
            -- Its follow-up needed it no more when the message was rendered.
            left_out INTEGER NOT NULL DEFAULT 0 CHECK (left_out IN (0, 1)),
            PRIMARY KEY (message, reminder)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX message_reminders_by_reminder ON message_reminders (reminder);

        CREATE TABLE history (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            at INTEGER NOT NULL,
            actor TEXT NOT NULL,
            action TEXT NOT NULL,
            follow_up INTEGER REFERENCES follow_ups (id),
            case_code TEXT,
            changes TEXT NOT NULL
        ) STRICT;
        CREATE INDEX history_by_follow_up ON history (follow_up) WHERE follow_up IS NOT NULL;
        CREATE INDEX history_by_case ON history (case_code) WHERE case_code IS NOT NULL;
        CREATE TRIGGER history_is_not_edited BEFORE UPDATE ON history BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
        CREATE TRIGGER history_is_not_removed BEFORE DELETE ON history BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

        PRAGMA user_version = 1;
        """

    private static let version2 = """
        -- The overview that each person gets next.
        CREATE TABLE overview_turns (
            person TEXT NOT NULL PRIMARY KEY,
            digest_at INTEGER NOT NULL,
            -- The instant at which a pass looks at it.
            next_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX overview_turns_by_next ON overview_turns (next_at);

        CREATE TABLE overviews (
            id INTEGER PRIMARY KEY,
            person TEXT NOT NULL,
            digest_at INTEGER NOT NULL,
            -- An overview is planned once, whatever crashes.
            UNIQUE (person, digest_at)
        ) STRICT;

        CREATE TABLE message_overviews (
            message INTEGER NOT NULL REFERENCES messages (id),
            overview INTEGER NOT NULL REFERENCES overviews (id),
            -- It had nothing to say when the message was rendered.
            left_out INTEGER NOT NULL DEFAULT 0 CHECK (left_out IN (0, 1)),
            PRIMARY KEY (message, overview)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX message_overviews_by_overview ON message_overviews (overview);

        CREATE INDEX follow_ups_by_school_open ON follow_ups (school) WHERE status = 'open';
        CREATE INDEX cases_by_school_open ON cases (school) WHERE closed_at IS NULL;

        -- People who are there already get their turns from the next pass.
        DELETE FROM facts WHERE name = 'planned_with';

        PRAGMA user_version = 2;
        """

    private static let version4 = """
        -- Cases that may not be purged.
        CREATE TABLE holds (
            case_code TEXT NOT NULL PRIMARY KEY REFERENCES cases (code),
            since INTEGER NOT NULL,
            reason TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        PRAGMA user_version = 4;
        """

    private static let version8 = """
        -- The delivery reports that have been handled, and what each was about.
        CREATE TABLE bounces (
            -- A digest of the report: it is handled once, whatever crashes.
            report TEXT NOT NULL PRIMARY KEY,
            message INTEGER NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
            -- When the message had been sent; nothing when the report changed nothing.
            sent_at INTEGER,
            at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX bounces_by_message ON bounces (message);

        PRAGMA user_version = 8;
        """

    private static let version9 = """
        -- Whether it waits for the hours of what it says, and not because it was refused: then nothing is added to it before they come.
        ALTER TABLE messages ADD COLUMN waits_for_hours INTEGER NOT NULL DEFAULT 0 CHECK (waits_for_hours IN (0, 1));

        PRAGMA user_version = 9;
        """
}
