import Foundation

/// The turn to open a database. While one program creates or migrates it the others wait, so that none finds it half
/// done, does the same again, or fails while the journal is being set up. Released with the value, and by the system
/// when the process dies.
final class MigrationLock: Sendable {
    /// `F_OFD_SETLK` of Linux' <asm-generic/fcntl.h>, which Glibc's module for Swift leaves out.
    private static let setLockOfOpenFile: Int32 = 37

    private let file: Int32

    /// Throws `inUse` after `LockWait.defaultLimit`. A lock file that this user cannot write protects nothing and stops
    /// nobody: then the database is not theirs to change either.
    init(at database: DatabaseFile) throws {
        file = database.openLock()
        guard file >= 0 else { return }
        // A lock of the open file, not of the process (fcntl(2), open file description locks): the daemon opens the
        // database more than once. It does not meet the daemon's lock on the same file, which is a flock.
        var whole = flock()
        whole.l_type = Int16(F_WRLCK)
        whole.l_whence = Int16(SEEK_SET)
        // `deinit` closes the file even when this throws.
        try database.waitForLock { fcntl(file, Self.setLockOfOpenFile, &whole) }
    }

    deinit { if file >= 0 { close(file) } }
}
