import Foundation
import FollowUps
import GRDB

/// Single values that the programs keep about themselves.
enum Metadata: String {
    /// The fingerprint of the files with which next instants were last computed.
    case plannedWith = "planned_with"
    /// The Unix second at which the last pass ended well.
    case lastPass = "last_pass"
    /// How long that took, in seconds.
    case lastPassTook = "last_pass_took"
    /// There from a purge until the file holds no trace any more of what it removed.
    case unswept
}

extension Database {
    func fact(_ fact: Metadata) throws -> String? {
        try String.fetchOne(cachedStatement(sql: "SELECT value FROM facts WHERE name = ?"), arguments: [fact.rawValue])
    }

    func forget(_ fact: Metadata) throws { try execute(sql: "DELETE FROM facts WHERE name = ?", arguments: [fact.rawValue]) }

    func set(_ fact: Metadata, to value: String) throws {
        try cachedStatement(sql: "INSERT INTO facts (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value")
            .execute(arguments: [fact.rawValue, value])
    }
}

extension Store {
    /// The instant at which the last pass ended well; nil when there has been none.
    public func lastPass() async throws -> Date? {
        try await connection.read { db in try db.fact(.lastPass).flatMap(Double.init).map { Date(timeIntervalSince1970: $0) } }
    }

    /// - Parameter took: how long it took, in seconds.
    public func setLastPass(_ now: Date, took: TimeInterval = 0) async throws {
        try await connection.write { db in
            switch try db.clockFinding(at: now.wholeSecond) {
            case .usual?, .goesOn?: try db.setLatest(now)
            // The next one finds out.
            default: break
            }
            try db.set(.lastPass, to: String(now.unixSeconds))
            try db.set(.lastPassTook, to: String(took))
        }
    }
}
