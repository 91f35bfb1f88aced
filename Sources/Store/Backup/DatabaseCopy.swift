import Foundation
import FollowUps
import GRDB

/// A copy of a database that no program uses: a new backup, or one that is being restored.
struct DatabaseCopy {
    let queue: DatabaseQueue
    /// As error messages call it; `path` may be a temporary file.
    let name: String

    init(path: String, name: String) throws {
        var configuration = GRDB.Configuration()
        configuration.foreignKeysEnabled = true
        configuration.prepareDatabase { db in try db.execute(sql: "PRAGMA trusted_schema = OFF; PRAGMA secure_delete = ON") }
        self.name = name
        do {
            queue = try DatabaseQueue(path: path, configuration: configuration)
        } catch let error as DatabaseError {
            throw StoreError(error, path: name)
        }
    }

    /// Throws `notOurs`, `newerSchema` or `damaged` unless it is a sound database of ours, of this schema or an older one.
    func check() throws {
        try mappingErrors {
            try queue.inDatabase { db in
                try Store.check(db, path: name)
                guard try Int32.fetchOne(db, sql: "PRAGMA application_id") == Schema.applicationID else { throw StoreError.notOurs(path: name) }
                let findings = try String.fetchAll(db, sql: "PRAGMA integrity_check(3)")
                guard findings == ["ok"] else { throw StoreError.damaged(path: name, finding: findings.joined(separator: "; ")) }
                let loose = try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").compactMap { row in String.fromDatabaseValue(row[0]) }
                guard loose.isEmpty else {
                    throw StoreError.damaged(path: name, finding: "rows of \(Set(loose).sorted().joined(separator: ", ")) name others that are gone")
                }
            }
        }
    }

    /// Throws `historyUnsound` when the history has been tampered with, unless that is accepted.
    func verifyHistory(acceptingUnsound: Bool) throws -> HistoryVerification {
        let found = try mappingErrors { try queue.read { db in try HistoryVerifier(db).verification() } }
        guard found.isSound || acceptingUnsound else { throw StoreError.historyUnsound(path: name, problems: found.problems.map(\.description)) }
        return found
    }

    /// Leaves everything in the one file, without a journal.
    func close() throws {
        try mappingErrors {
            try queue.inDatabase { db in try db.execute(sql: "PRAGMA journal_mode = DELETE") }
            try queue.close()
        }
    }

    func mappingErrors<Value>(_ work: () throws -> Value) throws -> Value {
        do {
            return try work()
        } catch let error as DatabaseError {
            throw StoreError(error, path: name)
        }
    }
}
