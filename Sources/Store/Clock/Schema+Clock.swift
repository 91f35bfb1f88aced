extension Schema {
    /// What is known of the clock, to undo what a wrong one did (promise 14).
    static let clock = """
        -- One row, from the first sign of life on.
        CREATE TABLE clock (
            id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
            -- The latest instant that is taken to have been right.
            latest INTEGER NOT NULL,
            -- While the clock is behind that: what it showed first and last, and the last entry of the history before.
            behind_from INTEGER,
            behind_to INTEGER,
            behind_entry INTEGER,
            CHECK ((behind_from IS NULL) = (behind_to IS NULL) AND (behind_from IS NULL) = (behind_entry IS NULL))
        ) STRICT;

        -- The times of more than an hour without a sign of life: downtime, or a clock set forwards.
        CREATE TABLE clock_leaps (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            from_at INTEGER NOT NULL,
            to_at INTEGER NOT NULL CHECK (to_at > from_at),
            -- The last rows before it.
            last_entry INTEGER NOT NULL,
            last_message INTEGER NOT NULL,
            last_overview INTEGER NOT NULL,
            -- The messages that waited after an attempt: their numbers, as a JSON array.
            tried TEXT NOT NULL,
            -- Those that were to go later and had not been tried: a JSON array of objects with `message`, `at` and `reminders`. Kept for a while.
            later TEXT NOT NULL
        ) STRICT;

        -- What people changed while the clock was wrong.
        CREATE TABLE clock_errors (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            -- The entries of the history from that time.
            first_entry INTEGER NOT NULL,
            last_entry INTEGER NOT NULL
        ) STRICT;

        -- The follow-ups whose due day somebody named while the clock was wrong; of another ladder it has been named anew.
        CREATE TABLE doubtful_dues (
            follow_up INTEGER NOT NULL PRIMARY KEY REFERENCES follow_ups (id) ON DELETE CASCADE,
            ladder INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        PRAGMA user_version = 15;
        """
}
