import Foundation
import FollowUps
import GRDB

extension VisibilityRepository {
    /// Rises with every change of follow-ups and cases. While it stays the same, so do they.
    public func lastChange() async throws -> Int64 {
        try await connection.read { db in try Int64.fetchOne(db.cachedStatement(sql: "SELECT max(id) FROM history")) ?? 0 }
    }

    /// The numbers of a school, without some cases. Reads everything that is open there: keep the result while it holds.
    public func state(of school: SchoolID, without cases: Set<CaseCode> = [], at now: Date, _ clock: WallClock) async throws -> SchoolState {
        let source = SQL("school = \(school) AND \(SQL.out(of: cases))")
        let (seconds, codes) = (now.unixSeconds, cases.sorted())
        return try await connection.read { db in
            var (open, trainings, overdue): (Int, Int, [Urgency: Int]) = (0, 0, [:])
            var tally = WeeklyStats.WeekCounter(at: now, clock)
            let rows = try SQLRequest<Row>(
                literal: """
                    SELECT opened_at, overdue_from, urgency, employee IS NOT NULL AND case_code IS NULL FROM follow_ups
                    WHERE status = 'open' AND \(source)
                    """
            ).fetchCursor(db)
            while let row = try rows.next() {
                let overdueFrom: Int64 = row[1]
                open += 1
                tally.add(openedAt: row[0], endedAt: nil, overdueFrom: overdueFrom)
                guard overdueFrom <= seconds else { continue }
                if let urgency = Urgency.fromDatabaseValue(row[2]) { overdue[urgency, default: 0] += 1 }
                if row[3] { trainings += 1 }
            }
            let ended = try SQLRequest<Row>(
                literal: "SELECT opened_at, ended_at, overdue_from FROM follow_ups WHERE ended_at > \(tally.start) AND \(source)"
            ).fetchCursor(db)
            while let row = try ended.next() { tally.add(openedAt: row[0], endedAt: row[1], overdueFrom: row[2]) }
            let openCases = try SQLRequest<Int>(
                literal: "SELECT count(*) FROM cases WHERE closed_at IS NULL AND school = \(school) AND code NOT IN \(codes)"
            ).fetchOne(db)
            let next = try SQLRequest<Int64>(
                literal:
                    "SELECT min(overdue_from) FROM follow_ups WHERE status = 'open' AND school = \(school) AND overdue_from > \(seconds)"
            ).fetchOne(db)
            let tomorrow = clock.start(of: clock.day(of: now).adding(days: 1))
            return SchoolState(
                figures: SchoolStats(
                    school: school, open: open, overdue: overdue, openCases: openCases ?? 0, trainingsOverdue: trainings),
                weeks: tally.weeks,
                holds: now..<max(now, min(tomorrow, next.map { Date(timeIntervalSince1970: Double($0)) } ?? tomorrow)))
        }
    }
}
