extension Schema {
    static let askedAgain = """
        -- When somebody last had its owner reminded beside what the policy sends.
        ALTER TABLE follow_ups ADD COLUMN asked_again_at INTEGER;

        PRAGMA user_version = 19;
        """
}
