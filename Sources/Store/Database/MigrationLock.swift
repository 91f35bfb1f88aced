import Foundation

/// The turn to open a database. While one program creates or migrates it the others wait, so that none finds it half
/// done, does the same again, or fails while the journal is being set up. Released with the value, and by the system
/// when the process dies.
final class MigrationLock: Sendable {
    private let file: Int32

    /// Throws `inUse` after `LockWait.defaultLimit`. A lock file that this user cannot write protects nothing and stops
    /// nobody: then the database is not theirs to change either.
    init(at database: DatabaseFile) throws {
        file = database.openLock()
        guard file >= 0 else { return }
        // `deinit` closes the file even when this throws.
        try database.waitForLock { DatabaseFile.lock(.migration, of: file) }
    }

    deinit { if file >= 0 { close(file) } }
}
