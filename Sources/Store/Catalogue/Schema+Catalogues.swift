extension Schema {
    /// The text of each catalogue by which something was changed: what is open goes on by it, though the file has another by now.
    static let catalogues = """
        CREATE TABLE catalogues (
            fingerprint TEXT NOT NULL PRIMARY KEY,
            id TEXT NOT NULL,
            version TEXT NOT NULL,
            text TEXT NOT NULL,
            since INTEGER NOT NULL
        ) STRICT;

        PRAGMA user_version = 25;
        """
}
