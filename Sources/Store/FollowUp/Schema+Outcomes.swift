extension Schema {
    /// The outcomes that came together with the first, with a space between.
    static let outcomesBeside = """
        ALTER TABLE follow_ups ADD COLUMN beside TEXT CHECK (beside IS NULL OR outcome IS NOT NULL);

        PRAGMA user_version = 23;
        """
}

extension Schema {
    /// The day on which whom a case is about left.
    static let leaving = """
        ALTER TABLE cases ADD COLUMN left_on TEXT CHECK (left_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]');

        PRAGMA user_version = 24;
        """
}
