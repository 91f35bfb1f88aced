import Foundation
import FollowUps
import GRDB

/// One claim of due messages, each leased for a while.
struct Claim {
    let db: Database
    let now: Date
    let rules: Ruleset
    let lease: TimeInterval
    let newLinkToken: (() -> LinkToken)?

    /// The due messages that fit a condition in SQL, most urgent first. Of urgent ones, those to an owner come before
    /// those that only tell others.
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

    /// Leases a message. Nil when it is not sent now: it was dropped for want of content, went into quarantine, or
    /// waits for its hours.
    func take(_ id: Int64) throws -> MessageDraft? {
        guard let stored = try db.storedMessage(id) else { return nil }
        let second = now.wholeSecond
        var items: [MessageItem]
        let overview: Overview?
        let notice: Notice?
        do {
            items = try db.itemsToSend(in: id, rules: rules, at: now)
            overview = try db.overviewToSend(in: id, rules: rules, at: now)
            notice = try db.notice(in: id, rules: rules, at: now)
        } catch let error as StoreError {
            let retryAt = second.addingTimeInterval(TimeInterval(OutboxRepository.quarantinePause))
            try db.apply(.unreadable(retryAt: retryAt, error: error.description, at: second), to: stored)
            _ = try db.quarantine(.message(id), because: error.description)
            return nil
        }
        guard !items.isEmpty || overview != nil || notice != nil else {
            try db.apply(.emptied(at: second), to: stored)
            return nil
        }
        let opening = rules.opening(onOrAfter: second, for: items, overview)
        if opening > second {
            try db.apply(.postponed(until: opening, at: second), to: stored)
            return nil
        }
        let address = stored.entry.channel == .mail ? rules.directory.person(stored.recipient)?.email : nil
        let leaseEnds = second.addingTimeInterval(lease.rounded(.down))
        guard let message = try db.apply(.claimed(at: second, leaseEnds: leaseEnds, address: address), to: stored)?.message else { return nil }
        if let newLinkToken, message.channel == .mail { items = try db.addLinks(to: items, of: message, at: now, newToken: newLinkToken) }
        return MessageDraft(
            message: message, items: items, overview: overview, notice: notice, earlierMessageIDs: try db.earlierMessageIDs(than: id))
    }
}
