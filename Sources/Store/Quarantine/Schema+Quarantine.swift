extension Schema {
    /// Quarantine gets tables of its own. It was in `facts` before, under names that ended in an id.
    static let quarantine = """
        -- Why a follow-up cannot be planned.
        CREATE TABLE quarantined_follow_ups (
            follow_up INTEGER PRIMARY KEY REFERENCES follow_ups (id) ON DELETE CASCADE,
            reason TEXT NOT NULL
        ) STRICT;

        -- Why a message cannot be written.
        CREATE TABLE quarantined_messages (
            message INTEGER PRIMARY KEY REFERENCES messages (id) ON DELETE CASCADE,
            reason TEXT NOT NULL
        ) STRICT;

        INSERT INTO quarantined_follow_ups (follow_up, reason)
        SELECT follow_ups.id, value FROM facts JOIN follow_ups ON 'unplanned ' || follow_ups.id = name;
        INSERT INTO quarantined_messages (message, reason)
        SELECT messages.id, value FROM facts JOIN messages ON 'unwritten ' || messages.id = name;
        DELETE FROM facts WHERE name GLOB 'unplanned *' OR name GLOB 'unwritten *';

        PRAGMA user_version = 18;
        """
}
