import FollowUps
import Foundation
import GRDB
import Synchronization
import TestSupport
import Testing

@testable import Store

/// What goes on beside each other over one database file.
@Suite("Work beside work")
struct ConcurrencyTests {
    private let scratch: Scratch
    private var path: String { scratch.file("opvolg.db") }

    init() throws { scratch = try Scratch() }

    @Test("what a task has to write down is written also when the task is cancelled", arguments: [0, 2])
    func cancelled(readers: Int) async throws {
        let store = try Store(path: path, readers: readers)
        let ended = at("2026-11-23 08:00")
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            try await store.outbox.setLastPass(ended)
            return try await store.outbox.lastPass()
        }
        #expect(try await task.value == ended)
    }

    @Test("a read that writes by mistake is refused, and what it wrote is taken back", arguments: [nil, 0, 2])
    func writingRead(readers: Int?) async throws {
        let store = try Store(path: path, readers: readers)
        await #expect(throws: (any Error).self) {
            try await store.connection.read { db in try db.execute(sql: "INSERT INTO facts (name, value) VALUES ('by', 'mistake')") }
        }
        #expect(try await store.connection.read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM facts WHERE name = 'by'") } == 0)
    }

    @Test("a pool keeps what is committed through a power cut as a single connection does, and hears of others only")
    func pool() async throws {
        let (one, two) = (try Store(path: path, readers: 2), try Store(path: path))
        #expect(try one.connection.onWriterNow { db in try Int.fetchOne(db, sql: "PRAGMA synchronous") } == 2)
        let before = try await one.outbox.dataVersion()
        try await one.outbox.setLastPass(at("2026-11-23 08:00"))
        #expect(try await one.outbox.lastPass() == at("2026-11-23 08:00"))
        #expect(try await one.outbox.dataVersion() == before)
        try await two.outbox.setLastPass(at("2026-11-23 08:01"))
        #expect(try await one.outbox.dataVersion() != before)
    }

    /// Another program that keeps everybody from writing.
    private func otherProgram() async throws -> DatabaseQueue {
        var configuration = GRDB.Configuration()
        configuration.allowsUnsafeTransactions = true
        let other = try DatabaseQueue(path: path, configuration: configuration)
        try await other.writeWithoutTransaction { db in try db.execute(sql: "BEGIN IMMEDIATE") }
        return other
    }

    @Test("whoever reads gets an answer while another program keeps everybody from writing, and a write of ours waits for that")
    func locked() async throws {
        let store = try Store(path: path, readers: 2, lockWait: LockWait(limit: .infinity))
        let ended = at("2026-11-23 08:00")
        let other = try await otherProgram()
        let write = Task { try await store.outbox.setLastPass(ended) }
        for _ in 0..<100 { #expect(try await store.followUps.list(FollowUpFilter()).isEmpty) }
        #expect(try await store.outbox.lastPass() == nil)
        try await other.writeWithoutTransaction { db in try db.execute(sql: "ROLLBACK") }
        try await write.value
        #expect(try await store.outbox.lastPass() == ended)
    }

    @Test("when the program ends, planning does not wait for another program, and what was sent does", .timeLimit(.minutes(5)), arguments: [0, 2])
    func ending(readers: Int) async throws {
        let waits = Atomic<Int>(0)
        func untilOneWaits() async throws {
            let before = waits.load(ordering: .relaxed)
            try await waitUntil("one waits") { waits.load(ordering: .relaxed) > before }
        }
        let store = try Store(
            path: path, readers: readers, lockWait: LockWait(limit: .infinity, whileWaiting: { waits.add(1, ordering: .relaxed) }))
        let other = try await otherProgram()
        let now = at("2026-11-23 08:00")
        let rules = try World(store).rules()
        let plan = Task { try await store.outbox.plan(at: now, rules: rules, limit: 10, newMessageID: { "m" }) }
        try await untilOneWaits()
        store.outbox.stopWaiting()
        await #expect(throws: StoreError.self) { try await plan.value }
        let write = Task { try await store.outbox.setLastPass(now) }
        try await untilOneWaits()
        try await other.writeWithoutTransaction { db in try db.execute(sql: "ROLLBACK") }
        try await write.value
        #expect(try await store.outbox.lastPass() == now)
    }
}
