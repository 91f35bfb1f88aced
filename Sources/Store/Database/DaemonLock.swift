import Foundation

/// Keeps a second `opvolgd` off the same database; let go when the value ends, and by the system when the process dies.
public final class DaemonLock: Sendable {
    private let file: Int32

    /// Nil when another process holds it. To be taken before the database is opened: what is opened then stays in its place.
    public init?(database path: String) throws {
        let database = DatabaseFile(path: path)
        try database.check()
        file = database.openLock()
        guard file >= 0 else {
            if errno == EACCES { throw StoreError.notWritable(path: database.lockPath) }
            throw StoreError.cannotOpen(path: database.lockPath, reason: String(cString: strerror(errno)))
        }
        if flock(file, LOCK_EX | LOCK_NB) != 0 { return nil }
    }

    deinit { close(file) }
}
