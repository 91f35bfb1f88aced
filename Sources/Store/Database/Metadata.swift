import Foundation
import FollowUps
import GRDB

enum Metadata: String {
    /// The program version and the fingerprint of the files by which next instants were last computed.
    case plannedWith = "planned_with"
    /// How far computing them again has come; only while that is under way.
    case replanning
    /// The Unix second at which the last pass ended well, and how many seconds it took.
    case lastPass = "last_pass"
    case lastPassTook = "last_pass_took"
    /// The Unix second of the last nightly copy that was found sound.
    case lastBackup = "last_backup"
    /// The Unix second at which old messages were last looked at.
    case lastRemoval = "last_removal"
    /// The Unix second of the last good look at the fence, and since when it cannot be read; the latter only while that is so.
    case fenceRead = "fence_read"
    case fenceFailing = "fence_failing"
    /// Set by a purge or a strike, until `vacuum` has removed every trace from the file.
    case needsVacuum = "unswept"
}

extension Database {
    func fact(_ fact: Metadata) throws -> String? {
        try String.fetchOne(cachedStatement(sql: "SELECT value FROM facts WHERE name = ?"), arguments: [fact])
    }

    func lastPass() throws -> Date? { try fact(.lastPass).flatMap(Double.init).map { Date(timeIntervalSince1970: $0) } }

    func lastBackup() throws -> Date? { try fact(.lastBackup).flatMap(Double.init).map { Date(timeIntervalSince1970: $0) } }

    /// When the first entry of the history was written: from then on there is something to lose.
    func begun() throws -> Date? {
        try Int64.fetchOne(cachedStatement(sql: "SELECT at FROM history ORDER BY id LIMIT 1")).map { Date(timeIntervalSince1970: Double($0)) }
    }

    func forget(_ fact: Metadata) throws { try cachedStatement(sql: "DELETE FROM facts WHERE name = ?").execute(arguments: [fact]) }

    func set(_ fact: Metadata, to value: String) throws {
        try cachedStatement(sql: "INSERT INTO facts (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value")
            .execute(arguments: [fact, value])
    }
}

extension OutboxRepository {
    /// From now on, planning fails instead of waiting for another program's lock: the next start does it. Records of
    /// what was sent, and changes by people, still wait.
    public func stopWaiting() { connection.wait?.lock.end() }

    /// Changes with every commit of another connection, not with our own. Throws `newerSchema` when a newer program has
    /// migrated the database meanwhile: this one would not keep its promises.
    public func dataVersion() async throws -> Int {
        // Always on the same connection: the numbers of two cannot be compared.
        try await connection.onWriter { db in
            try Store.check(db, path: connection.path)
            return try Int.fetchOne(db, sql: "PRAGMA data_version") ?? 0
        }
    }

    /// When the last pass ended well; nil when there has been none.
    public func lastPass() async throws -> Date? {
        try await connection.read { db in try db.lastPass() }
    }

    /// `took` is in seconds.
    public func setLastPass(_ now: Date, took: TimeInterval = 0) async throws {
        try await connection.write(whenRetired: true) { db in
            switch try db.clockFinding(at: now.wholeSecond) {
            case .usual?, .goesOn?: try db.setLatest(now)
            // The next pass deals with a wrong clock.
            default: break
            }
            try db.set(.lastPass, to: String(now.unixSeconds))
            try db.set(.lastPassTook, to: String(took))
        }
    }
}
