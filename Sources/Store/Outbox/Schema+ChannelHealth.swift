extension Schema {
    static let channelHealth = """
        -- How each channel does; none of a channel that was never used.
        CREATE TABLE channel_health (
            channel TEXT NOT NULL PRIMARY KEY,
            -- When it last took a message.
            worked_at INTEGER,
            -- Why it cannot be used; nothing when it can. Then also since when, how often and when last that was found, and when it is tried again.
            reason TEXT,
            since INTEGER,
            failures INTEGER,
            failed_at INTEGER,
            retry_at INTEGER,
            CHECK ((reason IS NULL) = (since IS NULL) AND (reason IS NULL) = (failures IS NULL)),
            CHECK ((reason IS NULL) = (failed_at IS NULL) AND (reason IS NULL) = (retry_at IS NULL))
        ) STRICT, WITHOUT ROWID;

        -- Since when it waits for what is no fault of its recipient's.
        ALTER TABLE messages ADD COLUMN held_since INTEGER;
        CREATE INDEX messages_by_channel_next ON messages (channel, next_attempt_at) WHERE next_attempt_at IS NOT NULL;

        PRAGMA user_version = 12;
        """
}
