import Foundation
import FollowUps
import GRDB

/// A message as stored, with its entry in the outbox.
struct StoredMessage {
    let id: Int64
    let recipient: PersonID
    let messageID: String
    var entry: OutboxEntry

    /// What to select for `init(_:)`.
    static let columns = """
        messages.id, messages.recipient, messages.message_id, messages.channel, messages.purpose, messages.state, messages.priority, \
        messages.attempts, messages.first_attempt_at, messages.next_attempt_at, messages.possibly_delivered, messages.last_error, \
        messages.sent_at, messages.held_since, messages.waits_for_hours, messages.address
        """

    /// Reads a row that begins with `columns`. By position: planning reads one for each reminder.
    init(_ row: Row) throws {
        id = row[0]
        recipient = row[1]
        messageID = row[2]
        let instant: (Int) -> Date? = { (row[$0] as Int64?).map { Date(timeIntervalSince1970: Double($0)) } }
        func unreadable(_ column: String) -> StoreError { .unreadable(table: "messages", id: row[0], column: column) }
        guard let purpose = DeliverySlot.Purpose.fromDatabaseValue(row[4]) else { throw unreadable("purpose") }
        guard let urgency = Urgency(priority: row[6]) else { throw unreadable("priority") }
        guard let name = MessageState.fromDatabaseValue(row[5]) else { throw unreadable("state") }
        let state: OutboxEntry.State
        switch name {
        case .queued, .sending:
            guard let next = instant(9) else { throw unreadable("next_attempt_at") }
            state = name == .queued ? .queued(notBefore: next, forHours: row[14]) : .sending(leaseEnds: next)
        case .sent:
            guard let sent = instant(12) else { throw unreadable("sent_at") }
            state = .sent(at: sent)
        case .failed: state = .failed
        case .dropped: state = .dropped
        }
        entry = OutboxEntry(state, over: row[3], purpose, urgency)
        entry.attempts = row[7]
        entry.firstAttemptAt = instant(8)
        entry.copyMayExist = row[10]
        entry.lastError = row[11]
        entry.heldSince = instant(13)
        entry.address = (row[15] as String?).flatMap { MailAddress($0) }
    }

    var message: Message { Message(id: id, recipient: recipient, messageID: messageID, entry) }
}

/// All that is ever written to `messages`, apart from `ClockCorrecting`. `OutboxEntry.transition` decides what becomes
/// of a message.
extension Database {
    func storedMessage(_ id: Int64) throws -> StoredMessage? {
        try Row.fetchOne(cachedStatement(sql: "SELECT \(StoredMessage.columns) FROM messages WHERE id = ?"), arguments: [id])
            .map { try StoredMessage($0) }
    }

    /// The messages that fit a condition in SQL, in order of id.
    func storedMessages(where condition: String, _ arguments: StatementArguments = []) throws -> [StoredMessage] {
        try Row.fetchAll(
            cachedStatement(sql: "SELECT \(StoredMessage.columns) FROM messages WHERE \(condition) ORDER BY messages.id"), arguments: arguments
        ).map { try StoredMessage($0) }
    }

    /// Applies an event. Nil, without any change, if it cannot happen in the message's state.
    @discardableResult
    func apply(_ event: OutboxEvent, to stored: StoredMessage) throws -> StoredMessage? {
        guard let entry = stored.entry.transition(on: event) else { return nil }
        var changed = stored
        changed.entry = entry
        if entry != stored.entry { try save(changed) }
        return changed
    }

    /// Also nil when there is no such message.
    @discardableResult
    func apply(_ event: OutboxEvent, to message: Int64) throws -> StoredMessage? {
        try storedMessage(message).flatMap { try apply(event, to: $0) }
    }

    func insertMessage(_ entry: OutboxEntry, to recipient: PersonID, messageID: String) throws -> Int64 {
        try cachedStatement(
            sql: """
                INSERT INTO messages (channel, purpose, state, priority, attempts, first_attempt_at, next_attempt_at, possibly_delivered, last_error,
                    sent_at, held_since, waits_for_hours, address, recipient, message_id)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: entry.columns + [recipient, messageID])
        return lastInsertedRowID
    }

    private func save(_ stored: StoredMessage) throws {
        try cachedStatement(
            sql: """
                UPDATE messages SET channel = ?, purpose = ?, state = ?, priority = ?, attempts = ?, first_attempt_at = ?, next_attempt_at = ?,
                    possibly_delivered = ?, last_error = ?, sent_at = ?, held_since = ?, waits_for_hours = ?, address = ? WHERE id = ?
                """
        ).execute(arguments: stored.entry.columns + [stored.id])
    }

    /// Nothing may refer to the message any more.
    func deleteMessage(_ id: Int64) throws {
        try cachedStatement(sql: "DELETE FROM messages WHERE id = ?").execute(arguments: [id])
    }
}

extension OutboxEntry {
    fileprivate var columns: StatementArguments {
        var (sentAt, waitsForHours): (Date?, Bool) = (nil, false)
        switch state {
        case .queued(_, let forHours): waitsForHours = forHours
        case .sent(let instant): sentAt = instant
        case .sending, .failed, .dropped: break
        }
        return [
            channel, purpose, state.name, urgency.priority, attempts, firstAttemptAt?.unixSeconds,
            nextAttemptAt?.unixSeconds, copyMayExist, lastError, sentAt?.unixSeconds, heldSince?.unixSeconds, waitsForHours, address?.text,
        ]
    }
}

extension Urgency {
    /// As in `messages.priority`.
    var priority: Int {
        switch self {
        case .normal: 0
        case .urgent: 1
        case .acute: 2
        }
    }

    init?(priority: Int) {
        switch priority {
        case 0: self = .normal
        case 1: self = .urgent
        case 2: self = .acute
        default: return nil
        }
    }
}
