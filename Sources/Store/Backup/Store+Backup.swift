import Foundation
import FollowUps
import GRDB

public struct BackupResult: Sendable {
    public let history: HistoryVerification
    public let openFollowUps: Int
    /// In bytes.
    public let size: Int
}

extension Store {
    /// Copies the database as of one moment into a single file, while others go on writing. The file appears only once
    /// the copy has been found sound.
    ///
    /// Throws `inTheWay` when the file exists and is not to be replaced, `isTheDatabase`, and `damaged` or
    /// `historyUnsound` for what was copied.
    ///
    /// - Parameter ownerOnly: whether not even the database's group may read it.
    public func backUp(to file: String, replacing: Bool, acceptingUnsoundHistory: Bool, ownerOnly: Bool = false) async throws -> BackupResult {
        try BackupDestination(file).check(replacing: replacing, database: path)
        let pending = try AtomicFile(for: file, besideDatabase: path, ownerOnly: ownerOnly)
        let copy = try DatabaseCopy(path: pending.path, name: file)
        try await connection.read { db in try copy.mappingErrors { try copy.queue.writeWithoutTransaction { try db.backup(to: $0) } } }
        try copy.check()
        let history = try copy.verifyHistory(acceptingUnsound: acceptingUnsoundHistory)
        let open = try await copy.queue.read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM follow_ups WHERE status = 'open'") ?? 0 }
        try copy.close()
        var made = stat()
        stat(pending.path, &made)
        try pending.putInPlace(replacing: replacing)
        return BackupResult(history: history, openFollowUps: open, size: Int(made.st_size))
    }
}

struct BackupDestination {
    let path: String

    init(_ path: String) { self.path = path }

    /// Called before anything is copied. A file that appears later is noticed when the copy is put in its place.
    func check(replacing: Bool, database: String) throws {
        var found = stat()
        guard stat(path, &found) == 0 else { return }
        for file in [database, database + "-wal", database + "-shm", database + ".lock"] {
            var own = stat()
            if stat(file, &own) == 0, own.st_dev == found.st_dev, own.st_ino == found.st_ino { throw StoreError.isTheDatabase(path: path) }
        }
        guard found.st_mode & S_IFMT == S_IFREG else { throw StoreError.cannotWrite(path: path, reason: "it is not a file; give the name of one") }
        if !replacing { throw StoreError.inTheWay(path: path) }
    }
}
