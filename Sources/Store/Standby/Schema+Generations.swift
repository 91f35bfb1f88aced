extension Schema {
    /// Which machine works on this database: the one with the highest number.
    static let generations = """
        CREATE TABLE generations (
            number INTEGER PRIMARY KEY CHECK (number >= 1),
            -- A random id, which that machine keeps beside its database and which is not copied with it.
            machine TEXT NOT NULL,
            claimed_at INTEGER NOT NULL
        ) STRICT;

        PRAGMA user_version = 28;
        """
}
