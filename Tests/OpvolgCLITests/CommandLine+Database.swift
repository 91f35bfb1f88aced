import Configuration
import FollowUps
import Foundation
import GRDB
import Store
import TestSupport

extension CommandLine {
    /// One pass: plans what is due, and says of every message what became of it.
    func pass(at instant: String, _ disposition: DeliveryDisposition = .sent) async throws {
        now = try CommandLine.instant(instant)
        let store = try Store(path: database)
        let settings = try Settings.load(from: file)
        let rules = settings.rules
        let numbers = Counter()
        let newMessageID: @Sendable () -> String = { "\(numbers.next()).\(instant)@vlieger.example" }
        _ = try await store.outbox.plan(at: now, rules: rules, limit: 1000, newMessageID: newMessageID)
        let drafts = try await store.outbox.claim(at: now, rules: rules, lease: 60, limit: 1000)
        _ = try await store.outbox.record(drafts.map { ($0.message, disposition) }, at: now, rules: rules, newMessageID: newMessageID)
        try await store.outbox.setLastPass(now)
    }
}

extension CommandLine {
    /// Does in the database what no command does yet.
    func sql(_ text: String) throws { try DatabaseQueue(path: database).write { db in try db.execute(sql: text) } }

    private func execute(_ sql: String, _ arguments: StatementArguments) throws {
        try DatabaseQueue(path: database).write { db in try db.execute(sql: sql, arguments: arguments) }
    }

    /// As somebody would who has the file to themselves.
    func tamper(_ sql: String) throws { try execute(sql, []) }

    func exclude(_ person: String, from code: String) throws {
        try execute("INSERT INTO exclusions (case_code, person) VALUES (?, ?)", [code, person])
    }

    /// A title as an older version or another program may have left it.
    func setTitle(_ title: String, of id: Int) throws { try execute("UPDATE follow_ups SET title = ? WHERE id = ?", [title, id]) }
}
