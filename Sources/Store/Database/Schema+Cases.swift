extension Schema {
    /// The people of a case: its own role holders, those whom no role shuts out, and the kinds that change its people.
    /// And what taking back a wrong answer needs: follow-ups that count as never opened, and what an answer withdrew.
    static let cases = """
        -- Who holds a role in one case, in the place of whoever holds it at the school.
        CREATE TABLE case_holders (
            case_code TEXT NOT NULL REFERENCES cases (code),
            role TEXT NOT NULL,
            person TEXT NOT NULL,
            PRIMARY KEY (case_code, role)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX case_holders_by_person ON case_holders (person);

        -- Those from whom their role does not keep a case: they opened what keeps it from others.
        CREATE TABLE exemptions (
            case_code TEXT NOT NULL REFERENCES cases (code),
            person TEXT NOT NULL,
            PRIMARY KEY (case_code, person)
        ) STRICT, WITHOUT ROWID;

        -- The kinds opened in a case that change whose it is, as the catalogue has it.
        CREATE TABLE case_kinds (
            case_code TEXT NOT NULL REFERENCES cases (code),
            kind TEXT NOT NULL,
            PRIMARY KEY (case_code, kind)
        ) STRICT, WITHOUT ROWID;

        -- The role because of which somebody was excluded; nothing when somebody asked for it.
        ALTER TABLE exclusions ADD COLUMN by_role TEXT;

        -- Opened by an answer that was taken back before anybody had been reminded: it counts as never opened.
        ALTER TABLE follow_ups ADD COLUMN undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1));
        -- The follow-up whose closing made this one needless, so that taking it back brings this one back.
        ALTER TABLE follow_ups ADD COLUMN withdrawn_by INTEGER REFERENCES follow_ups (id);
        CREATE INDEX follow_ups_by_withdrawal ON follow_ups (withdrawn_by) WHERE withdrawn_by IS NOT NULL;

        -- What cases are whose has to be found out once more.
        DELETE FROM facts WHERE name = 'planned_with';

        PRAGMA user_version = 11;
        """

    /// The case from which an own case was begun.
    static let ownCases = """
        ALTER TABLE cases ADD COLUMN from_case TEXT REFERENCES cases (code);
        CREATE INDEX cases_by_origin ON cases (from_case) WHERE from_case IS NOT NULL;

        PRAGMA user_version = 14;
        """
}
