extension Schema {
    static let reads = """
        -- Who read the timeline of a case, or a follow-up of it, on a page. Removed with the case.
        CREATE TABLE reads (
            id INTEGER PRIMARY KEY,
            case_code TEXT NOT NULL REFERENCES cases (code),
            person TEXT NOT NULL,
            at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX reads_by_case ON reads (case_code, person, at);

        PRAGMA user_version = 20;
        """
}
