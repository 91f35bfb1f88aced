import Foundation

/// Keeps a second `opvolgd` off the database. Released with the value, and by the system when the process dies.
public final class DaemonLock: Sendable {
    private let file: Int32

    /// Nil when another process holds it. Take it before opening the database: no restore replaces that file then.
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
