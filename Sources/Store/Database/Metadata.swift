import Foundation
import FollowUps
import GRDB

enum Metadata: String {
    /// The program version and the fingerprint of the files by which next instants were last computed.
    case plannedWith = "planned_with"
    /// The Unix second at which the last pass ended well, and how many seconds it took.
    case lastPass = "last_pass"
    case lastPassTook = "last_pass_took"
    /// Set by a purge or a strike, until `vacuum` has removed every trace from the file.
    case needsVacuum = "unswept"
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
    /// When the last pass ended well; nil when there has been none.
    public func lastPass() async throws -> Date? {
        try await connection.read { db in try db.fact(.lastPass).flatMap(Double.init).map { Date(timeIntervalSince1970: $0) } }
    }

    /// `took` is in seconds.
    public func setLastPass(_ now: Date, took: TimeInterval = 0) async throws {
        try await connection.write { db in
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
