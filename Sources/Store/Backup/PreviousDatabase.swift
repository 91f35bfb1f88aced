import Foundation
import GRDB

/// The database that a restore replaces. It is asked what it knows, then kept beside the new one. Nobody else has it open.
struct PreviousDatabase {
    let path: String
    private let stamp: String
    /// Sound, of this schema, and all in its one file.
    private let isUsable: Bool

    /// `stamp` is an ISO 8601 time, for the name under which it is kept.
    init(path: String, stamp: String) throws {
        self.path = path
        self.stamp = String(stamp.prefix(19)).replacing(":", with: "")
        isUsable = access(path, F_OK) == 0 && PreviousDatabase.settle(path)
    }

    /// Migrates it and folds its journal into it. False when it cannot be read, which may be why somebody restores.
    private static func settle(_ path: String) -> Bool {
        do {
            let copy = try DatabaseCopy(path: path, name: path)
            try copy.check()
            try Schema.migrator.migrate(copy.queue)
            try copy.close()
            return true
        } catch {
            return false
        }
    }

    /// Does some work on another database in one transaction, with this one attached as `former` if it can be read.
    func withAttached<Value>(to db: Database, _ work: (Bool) throws -> Value) throws -> Value {
        guard isUsable else { return try transaction(db) { try work(false) } }
        try db.execute(sql: "ATTACH DATABASE ? AS former", arguments: [path])
        let value = try transaction(db) { try work(true) }
        try db.execute(sql: "DETACH DATABASE former")
        return value
    }

    private func transaction<Value>(_ db: Database, _ work: () throws -> Value) throws -> Value {
        var value: Value?
        try db.inTransaction {
            value = try work()
            return .commit
        }
        guard let value else { throw StoreError.cannotWrite(path: path, reason: "the transaction did not end") }
        return value
    }

    /// Gives it a second name that outlives its replacement, and returns that; nil when there is no such file. A
    /// journal that could not be folded in moves with it: it must never be read as another file's.
    func keep() throws -> String? {
        guard access(path, F_OK) == 0 else { return nil }
        var name = "\(path).before-\(stamp)"
        var number = 2
        while link(path, name) != 0 {
            guard errno == EEXIST, number < 100 else { throw StoreError.cannotWrite(path: name, reason: String(cString: strerror(errno))) }
            name = "\(path).before-\(stamp)-\(number)"
            number += 1
        }
        if rename(path + "-wal", name + "-wal") != 0, errno != ENOENT {
            throw StoreError.cannotWrite(path: name + "-wal", reason: String(cString: strerror(errno)))
        }
        unlink(path + "-shm")
        return name
    }
}
