import Foundation
import FollowUps
import GRDB

/// A message with the follow-ups that it names.
public struct ListedMessage: Sendable {
    public let message: Message
    public let followUps: [Int64]
    /// Whose overviews it holds, in order.
    public let overviewOf: [PersonID]

    public init(message: Message, followUps: [Int64], overviewOf: [PersonID]) {
        self.message = message
        self.followUps = followUps
        self.overviewOf = overviewOf
    }

    public var aboutNothing: ListedMessage { ListedMessage(message: message, followUps: [], overviewOf: []) }
}

extension OutboxRepository {
    /// All messages, or those in one state, oldest first.
    public func messages(state: MessageState? = nil) async throws -> [ListedMessage] {
        let filter: SQL = state.map { "state = \($0)" } ?? "TRUE"
        return try await connection.read { db in
            try SQLRequest<Row>(literal: "\(Self.messageListing) WHERE \(filter) ORDER BY id").fetchAll(db).map { try ListedMessage($0) }
        }
    }

    /// Oldest first.
    public func messages(to recipient: PersonID) async throws -> [ListedMessage] {
        try await connection.read { db in
            try SQLRequest<Row>(literal: "\(Self.messageListing) WHERE recipient = \(recipient) ORDER BY id").fetchAll(db)
                .map { try ListedMessage($0) }
        }
    }

    /// The messages that name a follow-up, oldest first.
    public func messages(about followUp: Int64) async throws -> [ListedMessage] {
        let named: SQL = """
            SELECT message FROM message_reminders JOIN reminders ON reminders.id = reminder
            WHERE follow_up = \(followUp) AND left_out = 0
            """
        return try await connection.read { db in
            try SQLRequest<Row>(literal: "\(Self.messageListing) WHERE id IN (\(named)) ORDER BY id").fetchAll(db).map { try ListedMessage($0) }
        }
    }

    /// Throws `noSuchMessage`.
    public func message(_ id: Int64) async throws -> ListedMessage {
        try await connection.read { db in
            guard let row = try SQLRequest<Row>(literal: "\(Self.messageListing) WHERE id = \(id)").fetchOne(db) else {
                throw StoreError.noSuchMessage(id)
            }
            return try ListedMessage(row)
        }
    }

    /// The reminders of a message, without those left out when it was rendered.
    public func reminders(of message: Int64) async throws -> [Reminder] {
        try await connection.read { db in
            try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT reminders.* FROM message_reminders JOIN reminders ON reminders.id = reminder
                        WHERE message = ? AND left_out = 0 ORDER BY reminders.id
                        """), arguments: [message]
            ).map { try Reminder($0) }
        }
    }

    private static var messageListing: SQL {
        """
        SELECT messages.*, max(next_attempt_at, coalesce(retry_at, next_attempt_at)) AS next_try, (
            SELECT group_concat(DISTINCT follow_up) FROM message_reminders JOIN reminders ON reminders.id = reminder
            WHERE message = messages.id AND (left_out = 0 OR state = 'dropped')) AS named, (
            SELECT group_concat(DISTINCT person) FROM message_overviews JOIN overviews ON overviews.id = overview
            WHERE message = messages.id AND (left_out = 0 OR state = 'dropped')) AS overview_of
        FROM messages LEFT JOIN channel_health USING (channel)
        """
    }
}

extension OutboxRepository {
    /// A message without the follow-ups of hidden cases; nil when it is about nothing else.
    public func hiding(_ hidden: Set<CaseCode>, in listed: ListedMessage) async throws -> ListedMessage? {
        if hidden.isEmpty { return listed }
        return try await connection.read { db in
            if try db.isOnlyAbout(hidden, message: listed.message.id), listed.overviewOf.isEmpty { return nil }
            let seen = try SQLRequest<Int64>(
                literal: "SELECT id FROM follow_ups WHERE id IN \(listed.followUps) AND \(SQL.out(of: hidden)) ORDER BY id"
            ).fetchAll(db)
            return ListedMessage(message: listed.message, followUps: seen, overviewOf: listed.overviewOf)
        }
    }
}

extension Database {
    /// Whether all reminders of a message, left out or not, are of these cases.
    func isOnlyAbout(_ cases: Set<CaseCode>, message: Int64) throws -> Bool {
        let reminded: SQL = """
            SELECT 1 FROM message_reminders JOIN reminders ON reminders.id = reminder JOIN follow_ups ON follow_ups.id = follow_up
            WHERE message = \(message)
            """
        guard try SQLRequest<Int>(literal: "\(reminded) LIMIT 1").fetchOne(self) != nil else { return false }
        return try SQLRequest<Int>(literal: "\(reminded) AND \(SQL.out(of: cases)) LIMIT 1").fetchOne(self) == nil
    }
}

extension ListedMessage {
    fileprivate init(_ row: Row) throws {
        message = try Message(row, nextAttempt: "next_try")
        followUps = (row["named"] as String? ?? "").split(separator: ",").compactMap { Int64($0) }.sorted()
        overviewOf = (row["overview_of"] as String? ?? "").split(separator: ",").map { PersonID(String($0)) }.sorted()
    }
}

extension Reminder {
    init(_ row: Row) throws {
        let table = "reminders"
        self.init(
            followUp: row["follow_up"], escalation: row["ladder"], step: try row.text("step", of: table),
            recipient: try row.value("recipient", of: table), audience: Audience(try row.text("audience", of: table)),
            standsInFor: row["stands_in_for"], isEscalation: row["is_escalation"])
    }
}
