import Foundation

extension DatabaseFile {
    /// The file beside it that programs lock, and leave there.
    var lockPath: String { path + ".lock" }

    /// Opens the lock file, and makes it when it is missing; -1, with `errno`, when that cannot be.
    func openLock() -> Int32 {
        var file = open(lockPath, O_CREAT | O_RDWR | O_CLOEXEC, 0o660)
        // Enough to keep a second daemon off; what else may not be written to is told of the database itself.
        if file < 0, errno == EACCES { file = open(lockPath, O_RDONLY | O_CLOEXEC) }
        if file >= 0 { share(file) }
        return file
    }

    /// Takes a lock, or waits for it for as long as for another program's transaction, then throws `inUse`. One that the system does not have for
    /// this file protects nobody, and stops nobody either.
    ///
    /// - Parameter take: 0 when it has the lock; otherwise `errno` says why not.
    func waitForLock(_ take: () -> Int32) throws {
        let deadline = ContinuousClock.now + .seconds(LockWait.defaultLimit)
        while take() != 0 {
            guard errno == EINTR || errno == EAGAIN || errno == EACCES else { return }
            guard ContinuousClock.now < deadline else { throw StoreError.inUse(database: path) }
            usleep(5_000)
        }
    }
}
