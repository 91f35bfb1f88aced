import Foundation
import FollowUps
import GRDB

/// A copy of a database that no program uses: a backup that has just been made, or one that is to be restored.
struct DatabaseCopy {
    let queue: DatabaseQueue
    /// What messages to people call it.
    let name: String

    /// - Parameter path: where it is now.
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

    /// Looks whether it is a database of ours, of this version or an older one, and whole; throws what it is not.
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

    /// Throws `historyUnsound` when the history is not as it was written, unless that is to be put up with.
    func verifyHistory(acceptingUnsound: Bool) throws -> HistoryVerification {
        let found = try mappingErrors { try queue.read { db in try HistoryVerifier(db).verification() } }
        guard found.isSound || acceptingUnsound else { throw StoreError.historyUnsound(path: name, problems: found.problems.map(\.description)) }
        return found
    }

    /// Ends its use: what there is, is in the one file.
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
