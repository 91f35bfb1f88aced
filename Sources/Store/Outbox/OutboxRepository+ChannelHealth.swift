import Foundation
import FollowUps
import GRDB

extension OutboxRepository {
    /// The open circuit breakers, in order of channel.
    public func outages() async throws -> [ChannelOutage] { try await connection.read { db in try db.outages() } }

    /// How each channel gets on with what waits for it, in order of channel. What waits for its recipient's server does
    /// not count against the channel.
    public func channelProgress() async throws -> [ChannelProgress] {
        try await connection.read { db in
            try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT channel, max(worked_at) AS worked_at, min(waiting_since) AS waiting_since FROM (
                            SELECT channel, worked_at, NULL AS waiting_since FROM channel_health
                            UNION ALL
                            SELECT channel, NULL, coalesce(held_since, iif(reason IS NOT NULL, first_attempt_at, NULL))
                            FROM messages LEFT JOIN channel_health USING (channel) WHERE next_attempt_at IS NOT NULL
                            UNION ALL
                            SELECT channel, NULL, first_attempt_at FROM quarantined_messages
                            JOIN messages ON messages.id = message WHERE next_attempt_at IS NOT NULL
                        ) GROUP BY channel ORDER BY channel
                        """)
            ).map { row in
                ChannelProgress(
                    channel: try row.value("channel", of: "messages"), waitingSince: row.instant("waiting_since"),
                    workedAt: row.instant("worked_at"))
            }
        }
    }

    /// Records whether a channel works. What was held up may go at once when it does.
    public func note(_ finding: ChannelFinding, of channel: ChannelID, at now: Date) async throws {
        try await connection.write(whenRetired: true) { db in try db.note(finding, of: channel, at: now.wholeSecond) }
    }

    /// Tries every channel that is out with the next pass: somebody may have mended it.
    public func retryChannels() async throws {
        try await connection.write(whenRetired: true) { db in
            try db.cachedStatement(sql: "UPDATE channel_health SET retry_at = failed_at WHERE reason IS NOT NULL AND retry_at > failed_at").execute()
        }
    }

    /// The messages over a channel that were given up, first tried within the last day, and since it last took one.
    public func recentRefusals(over channel: ChannelID, at now: Date) async throws -> [Message] {
        try await connection.read { db in
            try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT * FROM messages WHERE state = 'failed' AND channel = ?1 AND first_attempt_at > max(
                            ?2, coalesce((SELECT worked_at FROM channel_health WHERE channel = ?1), 0)) ORDER BY id
                        """), arguments: [channel, now.unixSeconds - 86_400]
            ).map { try Message($0) }
        }
    }

    /// Queues given-up messages again as if they had never been refused: the refusal was about us (promise 15).
    public func takeBack(_ failed: [Int64], at now: Date) async throws {
        try await connection.write(whenRetired: true) { db in
            for id in failed { try db.apply(.refusalTakenBack(at: now.wholeSecond), to: id) }
        }
    }
}

extension Database {
    func outages() throws -> [ChannelOutage] {
        try Row.fetchAll(cachedStatement(sql: "SELECT * FROM channel_health WHERE reason IS NOT NULL ORDER BY channel")).map { try ChannelOutage($0) }
    }

    func outage(of channel: ChannelID) throws -> ChannelOutage? {
        try Row.fetchOne(
            cachedStatement(sql: "SELECT * FROM channel_health WHERE channel = ? AND reason IS NOT NULL"), arguments: [channel]
        ).map { try ChannelOutage($0) }
    }

    /// SQL for the channels that are out, for `channel NOT IN`.
    static let channelsOut = "SELECT channel FROM channel_health WHERE reason IS NOT NULL"

    /// The channels that are out and may be tried now with one message, none being under way.
    func channelsToTry(at now: Date) throws -> [ChannelID] {
        try outages().filter { !$0.isOpen(at: now) }.map(\.channel).filter { channel in
            try Int64.fetchOne(
                cachedStatement(
                    sql: "SELECT id FROM messages WHERE channel = ? AND next_attempt_at > ? AND state = 'sending' LIMIT 1"),
                arguments: [channel, now.unixSeconds]) == nil
        }
    }

    func note(_ finding: ChannelFinding, of channel: ChannelID, at now: Date) throws {
        switch finding {
        case .fails(let reason, let retryAfter):
            let outage = ChannelOutage(of: channel, after: try outage(of: channel), reason: reason, retryAfter: retryAfter, at: now)
            try cachedStatement(
                sql: """
                    INSERT INTO channel_health (channel, reason, since, failures, failed_at, retry_at) VALUES (?, ?, ?, ?, ?, ?)
                    ON CONFLICT (channel) DO UPDATE SET reason = excluded.reason, since = excluded.since, failures = excluded.failures,
                        failed_at = excluded.failed_at, retry_at = excluded.retry_at
                    """
            ).execute(arguments: [
                channel, reason, outage.since.unixSeconds, outage.failures, outage.failedAt.unixSeconds, outage.retryAt.unixSeconds,
            ])
        case .works:
            try cachedStatement(
                sql: """
                    UPDATE channel_health SET reason = NULL, since = NULL, failures = NULL, failed_at = NULL, retry_at = NULL
                    WHERE channel = ? AND reason IS NOT NULL
                    """
            ).execute(arguments: [channel])
            if changesCount > 0 { try releaseHeld(over: channel, at: now) }
        }
    }

    /// The channel has taken a message. If that was still under way when the channel failed, it says nothing: the
    /// channel is tried again in its time.
    func setWorked(_ channel: ChannelID, at now: Date) throws {
        if let outage = try outage(of: channel), !outage.isOpen(at: now) { try note(.works, of: channel, at: now) }
        try cachedStatement(
            sql: "INSERT INTO channel_health (channel, worked_at) VALUES (?1, ?2) ON CONFLICT (channel) DO UPDATE SET worked_at = ?2"
        ).execute(arguments: [channel, now.unixSeconds])
    }

    private func releaseHeld(over channel: ChannelID, at now: Date) throws {
        let held = "channel = ? AND next_attempt_at > ? AND state = 'queued' AND held_since IS NOT NULL"
        for message in try storedMessages(where: held, [channel, now.unixSeconds]) {
            try apply(.channelRestored(at: now.wholeSecond), to: message)
        }
    }
}

extension ChannelOutage {
    /// Reads a row of `channel_health` with an outage.
    fileprivate init(_ row: Row) throws {
        let table = "channel_health"
        guard let since = row.instant("since"), let failedAt = row.instant("failed_at"), let retryAt = row.instant("retry_at"),
            let failures: Int = row["failures"]
        else { throw row.unreadable("since", of: table) }
        self.init(
            channel: try row.value("channel", of: table), since: since, failedAt: failedAt, failures: failures, retryAt: retryAt,
            reason: try row.text("reason", of: table))
    }
}
