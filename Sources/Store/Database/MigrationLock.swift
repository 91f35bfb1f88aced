import Foundation

/// The turn to open a database. While one program makes it or brings it up to date the others wait, so that none finds it half done, does the same
/// a second time, or fails because its journal is being set up. Let go when the value ends, and by the system when the process dies.
final class MigrationLock: Sendable {
    /// `F_OFD_SETLK` of Linux' <asm-generic/fcntl.h>, which Glibc's module for Swift leaves out.
    private static let setLockOfOpenFile: Int32 = 37

    private let file: Int32

    /// Waits for as long as for another program's transaction, then throws `inUse`. A lock file that this user may not write to protects nobody, and
    /// stops nobody either: the database is then not theirs to make or change.
    init(at database: DatabaseFile) throws {
        file = database.openLock()
        guard file >= 0 else { return }
        // Of the open file, not of the process (fcntl(2), open file description locks): the daemon opens the database more than once. It has nothing
        // to do with the lock of the daemon on the same file, which is of another kind.
        var whole = flock()
        whole.l_type = Int16(F_WRLCK)
        whole.l_whence = Int16(SEEK_SET)
        // When this throws, what is open is closed by `deinit`, which runs then too.
        try database.waitForLock { fcntl(file, Self.setLockOfOpenFile, &whole) }
    }

    deinit { if file >= 0 { close(file) } }
}
