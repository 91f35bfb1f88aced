import Foundation
import FollowUps
import GRDB

extension OutboxRepository {
    /// Records a delivery report: a sent message counts as failed, and its reminders go to the next person who can be
    /// reached, in one transaction (promise 5). Each report is handled once, whatever crashes: its digest is stored
    /// with what it did.
    public func record(
        _ report: BounceReport, at now: Date, rules: Ruleset, newMessageID: @escaping @Sendable () -> String
    ) async throws -> BounceResult {
        try await connection.write { db in
            guard let message = try db.message(among: report.messageIDs) else { return .unknown }
            let address = message.address ?? rules.directory.person(message.recipient)?.email
            // An address that we did not mail may be one that they forward to: then they have the mail.
            guard let failure = address.flatMap({ report.failure(of: $0) }) else { return .otherAddress(message: message.id) }
            if try Bool.fetchOne(db, sql: "SELECT 1 FROM bounces WHERE report = ?", arguments: [report.digest]) ?? false {
                return .settled(message: message.id)
            }
            switch message.state {
            // The answer to an attempt is still to come or unknown, and decides whether the report is about that attempt.
            case .sending: return .early(message: message.id)
            case .queued where message.attempts > 0: return .early(message: message.id)
            case .queued, .failed, .dropped: break
            case .sent:
                try db.setFailed(message, failure, at: now)
                // What it said stays on record, so nothing is marked as left out.
                let unreached = try db.passOn(message, rules: rules, now: now.wholeSecond, newMessageID: newMessageID) {
                    try db.contents(of: $0, rules: $1, at: $2).items
                }
                try db.note(report, of: message, at: now)
                return .failed(message: message.id, reason: failure.reason, unreached: unreached)
            }
            try db.note(report, of: message, at: now)
            return .settled(message: message.id)
        }
    }
}

extension Database {
    /// The mail with the first of these Message-IDs that is ours.
    fileprivate func message(among ids: [String]) throws -> Message? {
        for id in ids {
            let row = try Row.fetchOne(
                cachedStatement(sql: "SELECT * FROM messages WHERE message_id = ? AND channel = ?"), arguments: [id, ChannelID.mail])
            if let row { return try Message(row) }
        }
        return nil
    }

    fileprivate func setFailed(_ message: Message, _ failure: BounceReport.Failure, at now: Date) throws {
        try apply(.bounced(reason: failure.reason), to: message.id)
        // A step that no other message has said counts as not sent.
        try cachedStatement(
            sql: """
                UPDATE steps SET sent_at = NULL WHERE (follow_up, ladder, step) IN (
                    SELECT follow_up, ladder, step FROM reminders JOIN message_reminders ON reminder = reminders.id
                    WHERE message = ? AND left_out = 0)
                AND NOT EXISTS (
                    SELECT 1 FROM reminders AS other JOIN message_reminders AS carried ON carried.reminder = other.id AND left_out = 0
                    JOIN messages ON messages.id = carried.message
                    WHERE other.follow_up = steps.follow_up AND other.ladder = steps.ladder AND other.step = steps.step AND state = 'sent')
                """
        ).execute(arguments: [message.id])
        try write(
            .messageBounced, actor: HistoryEntry.daemon, at: now.unixSeconds,
            [.init("message", to: String(message.id)), .init("status", to: failure.status)])
    }

    fileprivate func note(_ report: BounceReport, of message: Message, at now: Date) throws {
        try cachedStatement(sql: "INSERT INTO bounces (report, message, sent_at, at) VALUES (?, ?, ?, ?)").execute(arguments: [
            report.digest, message.id, message.sentAt?.unixSeconds, now.unixSeconds,
        ])
    }
}
