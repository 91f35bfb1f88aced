import Foundation
import FollowUps
import GRDB

/// One claim: takes messages whose time has come, each for as long as the lease.
struct Claim {
    let db: Database
    let now: Date
    let rules: Rules
    /// In seconds.
    let lease: TimeInterval
    let newLinkToken: (() -> LinkToken)?

    /// The messages whose time has come and that fit a condition in SQL, most urgent first; of those that cannot wait, what is for an owner before what
    /// only tells others that it waits.
    func due(where condition: String, _ arguments: StatementArguments = [], limit: Int) throws -> [Int64] {
        try Int64.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT id FROM messages WHERE next_attempt_at IS NOT NULL AND next_attempt_at <= ? AND \(condition)
                    ORDER BY priority DESC, priority > 0 AND NOT EXISTS (
                        SELECT 1 FROM message_reminders JOIN reminders ON reminders.id = reminder
                        WHERE message = messages.id AND left_out = 0 AND audience = 'owner'), next_attempt_at, id LIMIT ?
                    """), arguments: [now.unixSeconds] + arguments + [limit])
    }

    /// Leases a message; nil when it has nothing to say now: it was dropped, put aside, or waits for its hours.
    func take(_ id: Int64) throws -> MessageDraft? {
        let seconds = now.unixSeconds
        var items: [MessageItem]
        let overview: Overview?
        let notice: Notice?
        do {
            items = try db.items(of: id, rules: rules, at: now)
            overview = try db.overviewToSend(in: id, rules: rules, at: now)
            notice = try db.notice(in: id, rules: rules, at: now)
        } catch let error as StoreError {
            try db.execute(
                sql: """
                    UPDATE messages SET possibly_delivered = possibly_delivered OR state = 'sending', state = 'queued', last_error = ?,
                        next_attempt_at = ? WHERE id = ?
                    """, arguments: [error.description, seconds + Store.poisonPause, id])
            _ = try db.putAside(.message(id), because: error.description)
            return nil
        }
        guard !items.isEmpty || overview != nil || notice != nil else {
            try db.execute(sql: "UPDATE messages SET state = 'dropped', next_attempt_at = NULL WHERE id = ?", arguments: [id])
            return nil
        }
        if try db.putOff(id, untilMayGo: items, overview, rules: rules, at: now.wholeSecond) { return nil }
        let recipient = try String.fetchOne(
            db.cachedStatement(sql: "SELECT recipient FROM messages WHERE id = ? AND channel = 'mail'"), arguments: [id])
        let address = recipient.flatMap { rules.directory.person(PersonID($0))?.email }
        try db.cachedStatement(
            sql: """
                UPDATE messages SET possibly_delivered = possibly_delivered OR state = 'sending', state = 'sending',
                    attempts = attempts + 1, first_attempt_at = coalesce(first_attempt_at, ?), next_attempt_at = ?, waits_for_hours = 0, address = ?
                WHERE id = ?
                """
        ).execute(arguments: [seconds, seconds + Int64(lease), address, id])
        guard let row = try Row.fetchOne(db.cachedStatement(sql: "SELECT * FROM messages WHERE id = ?"), arguments: [id]) else { return nil }
        let message = try Message(row)
        if let newLinkToken, message.channel == .mail { items = try db.addLinks(to: items, of: message, at: now, newToken: newLinkToken) }
        return MessageDraft(
            message: message, items: items, overview: overview, notice: notice, earlierMessageIDs: try db.earlierMessageIDs(than: id))
    }
}
