import Foundation

extension DatabaseFile {
    /// The file that programs lock; it is never removed.
    var lockPath: String { path + ".lock" }

    /// Opens or creates the lock file; -1, with `errno`, on failure.
    func openLock() -> Int32 {
        var file = open(lockPath, O_CREAT | O_RDWR | O_CLOEXEC, 0o660)
        // Reading suffices for the daemon's lock. That the files cannot be written is reported for the database itself.
        if file < 0, errno == EACCES { file = open(lockPath, O_RDONLY | O_CLOEXEC) }
        if file >= 0 { share(file) }
        return file
    }

    /// Takes a lock, or throws `inUse` after `LockWait.defaultLimit`. Where the system has no locks it protects
    /// nothing, and stops nobody.
    ///
    /// - Parameter take: returns 0 once it has the lock; otherwise `errno` says why not.
    func waitForLock(_ take: () -> Int32) throws {
        let deadline = ContinuousClock.now + .seconds(LockWait.defaultLimit)
        while take() != 0 {
            guard errno == EINTR || errno == EAGAIN || errno == EACCES else { return }
            guard ContinuousClock.now < deadline else { throw StoreError.inUse(database: path) }
            usleep(5_000)
        }
    }
}
