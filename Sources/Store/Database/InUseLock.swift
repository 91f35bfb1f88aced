import Foundation

/// Says that a process has a database open, so that a restore puts no other file in its place meanwhile: a lock on the folder, which leaves no file
/// behind. Let go when the value ends, and by the system when the process dies.
final class InUseLock: Sendable {
    private let folder: Int32

    /// - Parameter alone: whether nobody else may have it open.
    ///
    /// Waits for as long as for another program's transaction, then throws `inUse`. A folder that cannot be read by this user protects nobody, and
    /// stops nobody either.
    init(of database: String, alone: Bool) throws {
        let database = DatabaseFile(path: database)
        folder = open(database.folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { return }
        // When this throws, what is open is closed by `deinit`, which runs then too.
        try database.waitForLock { flock(folder, (alone ? LOCK_EX : LOCK_SH) | LOCK_NB) }
    }

    deinit { if folder >= 0 { close(folder) } }
}
