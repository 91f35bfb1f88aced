import Foundation

/// The database as a file: made so that the service's user and group can use it, and nobody else.
struct DatabaseFile {
    let path: String

    /// Makes the file when it is missing, whatever the umask, and takes it from everybody else when somebody made it too open.
    func prepare() throws {
        try check()
        if attributes(path) == nil { try make() } else { closeToOthers() }
    }

    /// Refuses to let root leave files behind that the service cannot open, and names a folder that is missing.
    func check() throws {
        let place = attributes(path) == nil ? folder : path
        guard let found = attributes(place) else {
            throw StoreError.cannotOpen(path: path, reason: "there is no folder \(folder); make it, or change [service] database")
        }
        if geteuid() == 0, found.st_uid != 0 {
            throw StoreError.belongsToAnotherUser(path: place, owner: Self.userName(found.st_uid))
        }
    }

    var folder: String {
        let parent = (path as NSString).deletingLastPathComponent
        return parent.isEmpty ? "." : parent
    }

    private func make() throws {
        let file = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o660)
        guard file >= 0 else { throw StoreError.cannotOpen(path: path, reason: String(cString: strerror(errno))) }
        // SQLite gives its companion files the mode of this one, so the umask must not have narrowed or the user widened it.
        share(file)
        close(file)
    }

    /// Leaves a file that was just made here to its owner and a group: when that is root, the folder's group, for that is then the service's.
    func share(_ file: Int32) {
        var now = stat()
        guard fstat(file, &now) == 0 else { return }
        // What is right already is left alone: every command opens the lock, and one that only reads has nothing to write to the disk.
        if geteuid() == 0, let found = attributes(folder), found.st_gid != now.st_gid { fchown(file, uid_t.max, found.st_gid) }
        if now.st_mode & 0o7777 != 0o660 { fchmod(file, 0o660) }
    }

    /// A copy that was put here by hand, or made by another program, may have come with any mode.
    private func closeToOthers() {
        for file in [path, path + "-wal", path + "-shm"] {
            guard let found = attributes(file), found.st_mode & 0o007 != 0 else { continue }
            chmod(file, 0o660)
        }
    }

    private func attributes(_ path: String) -> stat? {
        var found = stat()
        return stat(path, &found) == 0 ? found : nil
    }

    static func userName(_ id: uid_t) -> String { getpwuid(id).map { String(cString: $0.pointee.pw_name) } ?? "user \(id)" }
}
