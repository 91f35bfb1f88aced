import Foundation
import FollowUps
import GRDB

/// The folder of the nightly copies of one database.
public struct BackupFolder: Sendable {
    public let path: String
    let retention: BackupRetention
    let onOtherDisk: Bool
    /// The name of the database's file without its extension, with which the copies' names begin.
    let database: String

    /// - Parameter onOtherDisk: whether the folder has to be on another disk than the database.
    public init(_ path: String, database: String, retention: BackupRetention, onOtherDisk: Bool) {
        self.path = path
        self.retention = retention
        self.onOtherDisk = onOtherDisk
        self.database = ((database as NSString).lastPathComponent as NSString).deletingPathExtension
    }

    /// The oldest first. None when there is no folder.
    public func copies() -> [BackupName] {
        ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).compactMap { BackupName($0, of: database) }.sorted()
    }

    /// The path of the newest copy. Throws `noBackups`.
    public func newest() throws -> String {
        guard let newest = copies().last else { throw StoreError.noBackups(folder: path) }
        return file(newest)
    }

    func file(_ copy: BackupName) -> String { "\(path)/\(copy)" }

    /// What keeps whoever asks from making a copy there now; nil when nothing does. Changes nothing.
    public func obstacle(besideDatabase file: String) -> StoreError? {
        do throws(StoreError) {
            let place = try place(besideDatabase: file)
            if access(place, W_OK | X_OK) == 0 { return nil }
            return .cannotWrite(path: place, reason: String(cString: strerror(errno)))
        } catch {
            return error
        }
    }

    /// Whether the folder, or the one in which it will be made, is on the disk of the database. False when that cannot be told.
    public func isOnDisk(ofDatabase file: String) -> Bool {
        var (found, own) = (stat(), stat())
        let place = access(path, F_OK) == 0 ? path : DatabaseFile(path: path).folder
        return stat(place, &found) == 0 && stat(file, &own) == 0 && own.st_dev == found.st_dev
    }

    /// Makes the folder, for its owner only, when just its last part is missing. Throws `cannotWrite` and `onSameDisk`.
    func prepare(besideDatabase file: String) throws {
        if try place(besideDatabase: file) != path, mkdir(path, 0o700) != 0, errno != EEXIST {
            throw StoreError.cannotWrite(path: path, reason: String(cString: strerror(errno)))
        }
    }

    /// The folder, or the one in which it will be made.
    private func place(besideDatabase file: String) throws(StoreError) -> String {
        let parent = DatabaseFile(path: path).folder
        // Before the folder is made: below an unmounted share it would only be in the way.
        let place = access(path, F_OK) == 0 ? path : parent
        var found = stat()
        guard stat(place, &found) == 0 else {
            throw StoreError.cannotWrite(path: path, reason: "there is no folder \(parent); is the share mounted?")
        }
        guard found.st_mode & S_IFMT == S_IFDIR else { throw StoreError.cannotWrite(path: path, reason: "\(place) is not a folder") }
        if onOtherDisk, isOnDisk(ofDatabase: file) { throw StoreError.onSameDisk(folder: path) }
        return place
    }

    /// Throws `othersBackups` when the newest copy begins another history than this one. One that cannot be read is left for a person to look at.
    func check(first: HistoryDigest?) throws {
        guard let first, let newest = copies().last else { return }
        var configuration = GRDB.Configuration()
        configuration.readonly = true
        let theirs = try? DatabaseQueue(path: file(newest), configuration: configuration).read { db in try db.firstEntry() }
        if let theirs, theirs != first { throw StoreError.othersBackups(folder: path, newest: newest.description) }
    }

    /// Removes what need not be kept, and what programs that were killed long ago have left. Returns the copies that went.
    func removeSuperfluous(at now: Date) -> [BackupName] {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] {
            guard let end = name.firstRange(of: ".db."), name[end.upperBound...].contains(".part") else { continue }
            guard BackupName(String(name[..<end.upperBound].dropLast()), of: database) != nil else { continue }
            var found = stat()
            if stat("\(path)/\(name)", &found) == 0, found.st_mtim.tv_sec < Int(now.unixSeconds) - 86_400 { unlink("\(path)/\(name)") }
        }
        return retention.superfluous(among: copies()).filter { unlink(file($0)) == 0 }
    }
}

extension Database {
    /// Of the first entry of the history, which tells one database from another; nil when there is none.
    func firstEntry() throws -> HistoryDigest? {
        try Data.fetchOne(self, sql: "SELECT digest FROM history ORDER BY id LIMIT 1").flatMap { HistoryDigest(bytes: $0) }
    }
}
