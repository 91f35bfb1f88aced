import Foundation
import FollowUps
import GRDB

extension OutboxRepository {
    /// Who will get what from `now` (included) to `end` (excluded) if nothing changes (promise 10).
    ///
    /// Reads only what comes up before `end`, and holds one follow-up at a time.
    ///
    /// - Parameter tell: gets each row that cannot be read and is left out, as a pass would put it in quarantine.
    public func forecast(rules: Ruleset, from now: Date, until end: Date, leavingOut tell: (StoreError) -> Void = { _ in }) async throws
        -> ForecastLines
    {
        let (lines, unreadable) = try await connection.read { db in
            let planner = try Planner(rules, db)
            let overviews = try db.overviewLines(rules.overviewPlanner(planner), rules: rules, from: now, until: end)
            // By other rules something may come up before its next instant.
            let limit = try db.isPlanned(with: rules) ? Int64(end.timeIntervalSince1970.rounded(.up)) : .max
            let rows = try Row.fetchCursor(
                db.cachedStatement(sql: "SELECT \(FollowUp.columns) FROM follow_ups WHERE status = 'open' AND next_at < ? ORDER BY next_at, id"),
                arguments: [limit])
            var unreadable: [StoreError] = []
            let lines = try Forecast(planner).lines(waiting: db.waitingLines(rules: rules, at: now), overviews: overviews, from: now, until: end) {
                while let row = try rows.next() {
                    do {
                        return try PlanningSubject(FollowUp(row), db, rules)
                    } catch let error as StoreError {
                        unreadable.append(error)
                    }
                }
                return nil
            }
            return (lines, unreadable)
        }
        unreadable.forEach(tell)
        return lines
    }
}
