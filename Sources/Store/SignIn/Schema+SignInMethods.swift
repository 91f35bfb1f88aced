extension Schema {
    /// How each session began: a role may want the school's account, and signing out of it ends the session at the provider too.
    static let signInMethods = """
        ALTER TABLE sessions ADD COLUMN method TEXT NOT NULL DEFAULT 'link' CHECK (method IN ('link', 'school'));

        PRAGMA user_version = 21;
        """
}
