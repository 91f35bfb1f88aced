import FollowUps
import GRDB

/// A follow-up that cannot be planned, or a message that cannot be written. It is tried again later, reported once, and
/// shown by `opvolg status` until it works or has ended.
enum Quarantined: Hashable {
    case followUp(Int64)
    case message(Int64)

    private static let followUps = (table: "quarantined_follow_ups", column: "follow_up")
    private static let messages = (table: "quarantined_messages", column: "message")

    fileprivate var place: (table: String, column: String) {
        switch self {
        case .followUp: Self.followUps
        case .message: Self.messages
        }
    }

    fileprivate var id: Int64 {
        switch self {
        case .followUp(let id), .message(let id): id
        }
    }
}

extension Database {
    /// Puts something in quarantine; true if that, or the reason, is new.
    func quarantine(_ thing: Quarantined, because reason: String) throws -> Bool {
        let (table, column) = thing.place
        try execute(
            sql: """
                INSERT INTO \(table) (\(column), reason) VALUES (?, ?)
                ON CONFLICT (\(column)) DO UPDATE SET reason = excluded.reason WHERE reason <> excluded.reason
                """, arguments: [thing.id, reason])
        return changesCount > 0
    }

    func release(_ thing: Quarantined) throws {
        let (table, column) = thing.place
        try execute(sql: "DELETE FROM \(table) WHERE \(column) = ?", arguments: [thing.id])
    }

    func quarantinedFollowUps() throws -> Set<Int64> { try Int64.fetchSet(cachedStatement(sql: "SELECT follow_up FROM quarantined_follow_ups")) }

    func quarantinedMessages() throws -> Set<Int64> { try Int64.fetchSet(cachedStatement(sql: "SELECT message FROM quarantined_messages")) }

    func releaseEndedFollowUps() throws {
        try cachedStatement(
            sql: """
                DELETE FROM quarantined_follow_ups WHERE NOT EXISTS (SELECT 1 FROM follow_ups WHERE id = follow_up AND status = 'open')
                """
        ).execute()
    }

    /// The reasons, by follow-up id.
    func unplannable() throws -> [Int64: String] {
        try reasons("SELECT id, reason FROM quarantined_follow_ups CROSS JOIN follow_ups ON id = follow_up WHERE status = 'open'")
    }

    /// The reasons, by message id.
    func unwritable() throws -> [Int64: String] {
        try reasons("SELECT id, reason FROM quarantined_messages CROSS JOIN messages ON id = message WHERE state IN ('queued', 'sending')")
    }

    /// A cross join, because SQLite keeps its order: what is in quarantine is little, and what is open may be a million.
    private func reasons(_ sql: String) throws -> [Int64: String] {
        Dictionary(try Row.fetchAll(self, sql: sql).map { ($0[0], $0[1]) }, uniquingKeysWith: { first, _ in first })
    }
}
