import Foundation

/// Says that a process has the database open, so that no restore replaces it meanwhile. It locks the folder, which
/// leaves no file behind. Released with the value, and by the system when the process dies.
final class InUseLock: Sendable {
    private let folder: Int32

    /// Throws `inUse` after `LockWait.defaultLimit`. A folder that this user cannot read protects nothing, and stops nobody.
    ///
    /// - Parameter alone: nobody else may have the database open.
    init(of database: String, alone: Bool) throws {
        let database = DatabaseFile(path: database)
        folder = open(database.folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { return }
        // `deinit` closes the folder even when this throws.
        try database.waitForLock { flock(folder, (alone ? LOCK_EX : LOCK_SH) | LOCK_NB) }
    }

    deinit { if folder >= 0 { close(folder) } }
}
