import Foundation
import FollowUps
import GRDB

extension OutboxRepository {
    /// Records what the clock shows, and undoes what it did while it was wrong (promise 14).
    public func watchClock(at now: Date, rules: Ruleset) async throws -> ClockFinding {
        // Nearly always there is nothing to write, and a read waits for nobody.
        if try await connection.read({ db in try db.clockFinding(at: now.wholeSecond) }) == .usual { return .usual }
        return try await connection.write(canBePutOff: true, whenRetired: true) { db in try db.watchClock(now, rules: rules) }
    }

    /// What an instant says about the clock, and the latest instant taken to be right; nil until one has been recorded.
    public func clockFinding(at now: Date) async throws -> (finding: ClockFinding, latest: Date)? {
        try await connection.read { db in
            guard let record = try db.clockRecord() else { return nil }
            return (record.finding(at: now.wholeSecond), record.latest)
        }
    }

    /// The longest leap of more than a day within the last week; nil for none.
    public func recentLeap(at now: Date) async throws -> ClockLeap? {
        try await connection.read { db in try db.clockRecord()?.doubtful(at: now).filter { $0.length > 86_400 }.max { $0.length < $1.length } }
    }
}

extension Database {
    /// Open follow-ups whose due day somebody named while the clock was wrong, in order of id.
    func doubtfulDues(hiding hidden: Set<CaseCode>) throws -> [Int64] {
        try SQLRequest<Int64>(
            literal: """
                SELECT id FROM doubtful_dues CROSS JOIN follow_ups ON id = follow_up AND doubtful_dues.ladder = follow_ups.ladder
                WHERE status = 'open' AND \(SQL.out(of: hidden)) ORDER BY id
                """
        ).fetchAll(self)
    }
}
