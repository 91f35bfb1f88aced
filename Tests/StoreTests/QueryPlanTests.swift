import Foundation
import FollowUps
import GRDB
import Testing

@testable import Store

/// Collects the SQL that a connection runs.
private final class Trace: @unchecked Sendable {  // Written and read on the database's own queue, then read when that is done.
    var statements: [String] = []
}

@Suite("What a pass costs")
struct QueryPlanTests {
    /// The plan of every SELECT, UPDATE and DELETE on the big tables that some work runs.
    private func plans(_ world: World, of work: () async throws -> Void) async throws -> [String] {
        let trace = Trace()
        try world.store.connection.onWriterNow { db in
            db.trace { event in if case .statement(let statement) = event { trace.statements.append(statement.sql) } }
        }
        try await work()
        return try world.store.connection.onWriterNow { db in
            db.trace(options: [])
            let asked = Set(trace.statements).filter { sql in ["SELECT", "UPDATE", "DELETE", "INSERT"].contains { sql.hasPrefix($0) } }
            return try asked.flatMap { sql in
                let statement = try db.makeStatement(sql: "EXPLAIN QUERY PLAN \(sql)")
                statement.setUncheckedArguments(StatementArguments())
                return try Row.fetchAll(statement).map { "\($0["detail"] as String) ← \(sql)" }
            }
        }
    }

    /// Many follow-ups of which none is due for years, put in without the store's own methods for speed.
    private func fill(_ world: World, _ count: Int) throws {
        try world.open()
        try world.store.connection.onWriterNow { db in
            try db.execute(
                sql: """
                    WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < ?)
                    INSERT INTO follow_ups (kind, school, case_code, owner_role, urgency, due_day, overdue_from, round, status, opened_at, ladder,
                        ladder_started_at, ladder_started_by, next_at)
                    SELECT 'hulp', 'vlieger', '2026-1', 'ib', 'normal', '2030-01-07', 1894000000 + n, 1, 'open', 1700000000, 1, 1700000000, 'juf',
                        1893000000 + n FROM number
                    """, arguments: [count])
        }
    }

    @Test("every question of a pass, and the list of what is overdue, is answered by an index")
    func indexes() async throws {
        let world = try World()
        try fill(world, 2000)
        let plans = try await plans(world) {
            for draft in try await world.claim("2026-11-23 08:00") { try await world.record(draft.message, .sent, "2026-11-23 08:00") }
            for draft in try await world.claim("2026-12-14 08:00") {
                try await world.record(draft.message, .failed(error: "550"), "2026-12-14 08:00")
            }
            _ = try await world.store.outbox.nextInstant()
            var filter = FollowUpFilter()
            filter.overdueAt = at("2026-12-14 08:00")
            _ = try await world.store.followUps.list(filter)
            filter = FollowUpFilter()
            filter.caseCode = CaseCode("2026-1")
            _ = try await world.store.followUps.followUp(1)
        }
        let scans = plans.filter {
            $0.hasPrefix("SCAN") && !$0.contains("CONSTANT ROW") && !$0.contains("(subquery") && !$0.contains("absences")
                && !$0.contains("channels_off") && !$0.contains("SCAN quarantined_") && !$0.contains("channel_health") && !$0.contains("clock")
        }
        // A minimum is read from the end of its index.
        #expect(
            scans.filter {
                !$0.contains("USING COVERING INDEX follow_ups_by_next") && !$0.contains("USING COVERING INDEX messages_by_")
                    && !$0.contains("USING COVERING INDEX overview_turns_by_next")
            } == [])
        #expect(plans.contains { $0.hasPrefix("SEARCH follow_ups USING INDEX follow_ups_by_next (next_at<?)") })
        #expect(plans.contains { $0.hasPrefix("SEARCH follow_ups USING INDEX follow_ups_by_overdue (overdue_from<?)") })
        #expect(plans.contains { $0.hasPrefix("SEARCH messages USING INDEX messages_by_next (next_attempt_at>? AND next_attempt_at<?)") })
        let sorted = plans.filter { $0.contains("TEMP B-TREE") && $0.contains("FROM follow_ups") }
        #expect(sorted == [])
    }

    @Test("a forecast reads what comes up before its end, and no more")
    func forecast() async throws {
        let world = try World()
        try fill(world, 2000)
        let plans = try await plans(world) {
            _ = try await world.store.outbox.forecast(rules: world.rules(), from: at("2026-11-22 13:00"), until: at("2026-11-29 13:00"))
        }
        #expect(plans.contains { $0.hasPrefix("SEARCH follow_ups USING INDEX follow_ups_by_next (next_at<?)") })
        #expect(plans.filter { $0.contains("FROM follow_ups") && ($0.hasPrefix("SCAN follow_ups") || $0.contains("TEMP B-TREE")) } == [])
    }

    @Test(
        "the state of the service is told without reading a follow-up that is open and as it should be",
        arguments: [Set<CaseCode>(), [CaseCode("2026-2")]]
    )
    func status(hidden: Set<CaseCode>) async throws {
        let world = try World()
        try fill(world, 2000)
        let plans = try await plans(world) {
            _ = try await world.store.figures.condition(at: at("2026-11-22 13:00"), hiding: hidden)
            _ = try await world.store.cases.silent(by: world.rules())
        }
        // What these have is read from them alone.
        let indexes = ["follow_ups_by_overdue"]
        #expect(plans.filter { plan in plan.hasPrefix("SCAN follow_ups") && !indexes.contains { plan.contains("INDEX \($0)") } } == [])
    }

    @Test("replanning walks the table by id, not by the index that it changes")
    func replanOrder() async throws {
        let world = try World()
        try fill(world, 100)
        let plans = try await plans(world) {
            _ = try await world.store.outbox.replan(with: world.rules(fingerprint: "x"), at: at("2026-11-22 13:00"))
        }
        #expect(plans.contains { $0.hasPrefix("SEARCH follow_ups USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)") })
        // Whether a case is silent is asked of its own follow-ups.
        #expect(!plans.contains { $0.contains("follow_ups_by_") && !$0.hasPrefix("SEARCH follow_ups USING INDEX follow_ups_by_case (case_code=?)") })
        #expect(!plans.contains { $0.hasPrefix("SCAN follow_ups") })
    }
}
