import Foundation
import FollowUps
import GRDB

extension Database {
    /// Nil when nobody has claimed this database.
    func latestGeneration() throws -> Generation? {
        let latest = "SELECT number, machine, claimed_at FROM generations WHERE number = (SELECT max(number) FROM generations)"
        return try Row.fetchOne(cachedStatement(sql: latest)).map { row in
            Generation(
                number: row["number"], machine: try row.text("machine", of: "generations"),
                claimedAt: try row.instant("claimed_at", of: "generations"))
        }
    }

    /// Replaces one with the same number: two that took over at once have the same, and the fence says which of them works.
    func add(_ generation: Generation) throws {
        try cachedStatement(sql: "INSERT OR REPLACE INTO generations (number, machine, claimed_at) VALUES (?, ?, ?)").execute(arguments: [
            generation.number, generation.machine, generation.claimedAt.unixSeconds,
        ])
    }

    func fenceRecord() throws -> FenceRecord {
        func instant(_ kept: Metadata) throws -> Date? { try fact(kept).flatMap(Double.init).map { Date(timeIntervalSince1970: $0) } }
        return FenceRecord(lastRead: try instant(.fenceRead), failingSince: try instant(.fenceFailing))
    }

    func set(_ record: FenceRecord) throws {
        for (kept, instant) in [(Metadata.fenceRead, record.lastRead), (.fenceFailing, record.failingSince)] {
            if let instant { try set(kept, to: String(instant.unixSeconds)) } else { try forget(kept) }
        }
    }
}

extension Connection {
    /// Who works on this database in the place of this machine; nil when this one does, or nobody has claimed it.
    func successor(_ db: Database) throws -> Generation? {
        guard let latest = try db.latestGeneration(), try latest.machine != MachineFile(database: path).id() else { return nil }
        return latest
    }
}
