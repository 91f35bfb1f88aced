import Foundation

/// A file that is written beside its final place and put there whole or not at all; if not, it is removed with this object.
///
/// For its owner only, and for the group if that is the database's, unless it is for the owner alone.
final class AtomicFile {
    /// Where it is written.
    let path: String
    private let place: String
    private var isPlaced = false

    /// Throws `cannotWrite`, also when others could read files there, and `belongsToAnotherUser` when the service could
    /// not use a new database.
    init(for place: String, besideDatabase database: String, ownerOnly: Bool = false) throws {
        self.place = place
        path = "\(place).\(getpid()).part"
        unlink(path)
        Self.removeRemains(of: place)
        let file = open(path, O_CREAT | O_EXCL | O_RDWR | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw StoreError.cannotWrite(path: place, reason: String(cString: strerror(errno))) }
        defer { close(file) }
        var (made, model) = (stat(), stat())
        let hasModel = stat(database, &model) == 0
        // A replacement of the database must stay the service's.
        if hasModel, place == database, fstat(file, &made) == 0, made.st_gid != model.st_gid { fchown(file, uid_t.max, model.st_gid) }
        guard fstat(file, &made) == 0 else { throw StoreError.cannotWrite(path: place, reason: String(cString: strerror(errno))) }
        if hasModel, place == database, made.st_uid != model.st_uid, made.st_gid != model.st_gid {
            throw StoreError.belongsToAnotherUser(path: place, owner: DatabaseFile.userName(model.st_uid))
        }
        fchmod(file, place == database || (!ownerOnly && hasModel && model.st_gid == made.st_gid) ? 0o660 : 0o600)
        guard fstat(file, &made) == 0, made.st_mode & 0o007 == 0 else {
            throw StoreError.cannotWrite(path: place, reason: "files there are open to everybody; choose another folder")
        }
    }

    /// Removes what killed programs have left: it may hold what has been purged since.
    private static func removeRemains(of place: String) {
        let folder = DatabaseFile(path: place).folder
        let start = (place as NSString).lastPathComponent + "."
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] where name.hasPrefix(start) {
            let parts = name.dropFirst(start.count).split(separator: ".", omittingEmptySubsequences: false)
            guard parts.count == 2, parts[1] == "part" || parts[1].hasPrefix("part-"), let process = pid_t(parts[0]), process > 0 else { continue }
            if kill(process, 0) != 0, errno == ESRCH { unlink("\(folder)/\(name)") }
        }
    }

    deinit {
        // Also what SQLite may have left beside it.
        for end in (isPlaced ? [] : [""]) + ["-wal", "-shm", "-journal"] { unlink(path + end) }
    }

    /// Puts it in its place in one step that survives a power cut. Throws `inTheWay` when something is there that it
    /// may not replace.
    func putInPlace(replacing: Bool) throws {
        try synchronize(path, O_RDONLY)
        // `link` fails where a file exists already; the first name goes with this object. Not every file system has hard links.
        if !replacing, link(path, place) != 0, errno == EEXIST { throw StoreError.inTheWay(path: place) }
        if access(place, F_OK) != 0 || replacing {
            guard rename(path, place) == 0 else { throw failure() }
            isPlaced = true
        }
        try synchronize(DatabaseFile(path: place).folder, O_RDONLY | O_DIRECTORY)
    }

    private func synchronize(_ path: String, _ flags: Int32) throws {
        let file = open(path, flags | O_CLOEXEC)
        guard file >= 0 else { throw failure() }
        defer { close(file) }
        guard fsync(file) == 0 else { throw failure() }
    }

    private func failure() -> StoreError { .cannotWrite(path: place, reason: String(cString: strerror(errno))) }
}
