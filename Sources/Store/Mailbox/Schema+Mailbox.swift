extension Schema {
    static let bounceMailbox = """
        -- The mail address that it was last sent to: a report on another is not about this message.
        ALTER TABLE messages ADD COLUMN address TEXT;

        -- The mails of the bounce mailbox that were looked at and left unread, for somebody to read.
        CREATE TABLE unread_mails (
            mailbox TEXT NOT NULL,
            uid_validity INTEGER NOT NULL,
            uid INTEGER NOT NULL,
            looked_at INTEGER NOT NULL,
            -- The notice that tells of it; nothing before there is one.
            notice INTEGER REFERENCES messages (id),
            PRIMARY KEY (mailbox, uid_validity, uid)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX unread_mails_by_notice ON unread_mails (notice);

        -- Why the bounce mailbox cannot be read; no row when it can.
        CREATE TABLE mailbox_outage (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            since INTEGER NOT NULL,
            reason TEXT NOT NULL,
            notice INTEGER REFERENCES messages (id)
        ) STRICT;

        PRAGMA user_version = 13;
        """
}
