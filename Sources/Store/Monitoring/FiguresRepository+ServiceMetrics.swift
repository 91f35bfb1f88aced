import Foundation
import FollowUps
import GRDB

extension FiguresRepository {
    /// Adds the service's own numbers to those of its schools.
    public func serviceMetrics(_ schools: [SchoolStats], at now: Date) async throws -> ServiceMetrics {
        try await connection.read { db in
            func count(_ sql: String) throws -> Int { try Int.fetchOne(db.cachedStatement(sql: "SELECT count(*) FROM \(sql)")) ?? 0 }
            let oldest = try Int64.fetchOne(
                db.cachedStatement(
                    sql: "SELECT min(coalesce(held_since, first_attempt_at, next_attempt_at)) FROM messages WHERE next_attempt_at IS NOT NULL"))
            return ServiceMetrics(
                schools: schools, queued: try count("messages WHERE next_attempt_at IS NOT NULL"),
                failed: try count("messages WHERE state = 'failed'"),
                oldestUnsent: oldest.flatMap { $0 <= now.unixSeconds ? Date(timeIntervalSince1970: Double($0)) : nil },
                lastPass: try db.lastPass(),
                lastPassTook: try db.fact(.lastPassTook).flatMap(Double.init), outages: try db.outages(), mailbox: try db.mailboxCondition(),
                lastBackup: try db.lastBackup(), faults: try faults(db, at: now), freeSpace: FreeSpace.besides(connection.path))
        }
    }

    private func faults(_ db: Database, at now: Date) throws -> ServiceMetrics.Faults {
        let isWrong =
            switch try db.clockRecord()?.finding(at: now.wholeSecond) {
            case .behind, .believed, .returned: true
            case .usual, .goesOn, .leap, .caughtUp, nil: false
            }
        return ServiceMetrics.Faults(
            unreached: try Int64.fetchAll(db, sql: Self.unnotified).count, quarantined: try db.unplannable().count + db.unwritable().count,
            clockIsWrong: isWrong, isRetired: try connection.successor(db) != nil, fenceFailingSince: try db.fenceRecord().failingSince)
    }
}
