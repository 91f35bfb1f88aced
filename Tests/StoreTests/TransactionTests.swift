import FollowUps
import Testing

@testable import Store

/// What the store does after each change, also for one that knows nothing of it.
@Suite("A change that is written to the history")
struct TransactionTests {
    @Test("has the next look at its follow-up computed again")
    func nextLook() async throws {
        let world = try World()
        let id = try world.open().id
        #expect(try await world.store.followUps.followUp(id).nextReminder == at("2026-11-23 08:00"))
        let until = at("2026-12-01 12:00")
        _ = try await world.store.connection.change(by: world.change("2026-11-22 13:00")) { transaction in
            try transaction.db.execute(sql: "UPDATE follow_ups SET snoozed_until = ? WHERE id = ?", arguments: [until.unixSeconds, id])
            try transaction.write(.snoozed, followUp: id, [])
        }
        #expect(try await world.store.followUps.followUp(id).nextReminder == until)
    }

    @Test("has its case looked at: one that came to a halt by it gets its alarm")
    func alarm() async throws {
        let world = try World()
        let id = try world.open().id
        _ = try await world.store.connection.change(by: world.change("2026-11-22 13:00")) { transaction in
            try transaction.db.execute(
                sql: "UPDATE follow_ups SET status = 'cancelled', ended_at = opened_at, next_at = NULL WHERE id = ?", arguments: [id])
            try transaction.write(.cancelled, followUp: id, caseCode: "2026-1", [])
        }
        #expect(try await world.store.followUps.list(FollowUpFilter()).map(\.followUp.kind) == [.caseSilent])
    }
}
