import Foundation

/// The database as a file for the service's user and group, and nobody else.
struct DatabaseFile {
    let path: String

    /// Creates the file if it is missing, whatever the umask, and closes a file that is open to others.
    func prepare() throws {
        try check()
        if attributes(path) == nil { try make() } else { closeToOthers() }
    }

    /// Throws when root would leave files that the service cannot open, and when the folder is missing.
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
        // SQLite gives its companion files the mode of this one, so neither the umask nor the user may change it.
        share(file)
        close(file)
    }

    /// Gives a new file to its owner and a group. For root that is the folder's group, which is the service's.
    func share(_ file: Int32) {
        var now = stat()
        guard fstat(file, &now) == 0 else { return }
        // Writes nothing when all is right: every command opens the lock, even those that only read.
        if geteuid() == 0, let found = attributes(folder), found.st_gid != now.st_gid { fchown(file, uid_t.max, found.st_gid) }
        if now.st_mode & 0o7777 != 0o660 { fchmod(file, 0o660) }
    }

    /// A copy that was made by hand, or by another program, may have any mode.
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
