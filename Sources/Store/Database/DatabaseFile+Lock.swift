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

    /// The bytes of the lock file that programs lock, each for one purpose.
    enum LockByte: Int {
        case migration, replanning
    }

    /// `F_OFD_SETLK` of Linux' <asm-generic/fcntl.h>, which Glibc's module for Swift leaves out.
    private static let setLockOfOpenFile: Int32 = 37

    /// Tries to lock one byte of an open lock file; 0 when it has the lock, otherwise `errno` says why not.
    ///
    /// It is a lock of the open file, not of the process (fcntl(2), open file description locks): the daemon opens the
    /// database more than once. It does not meet the daemon's lock on the same file, which is a flock.
    static func lock(_ byte: LockByte, of file: Int32) -> Int32 {
        var range = flock()
        range.l_type = Int16(F_WRLCK)
        range.l_whence = Int16(SEEK_SET)
        range.l_start = off_t(byte.rawValue)
        range.l_len = 1
        return fcntl(file, setLockOfOpenFile, &range)
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
