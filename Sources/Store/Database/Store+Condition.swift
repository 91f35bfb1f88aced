import Foundation
import FollowUps
import GRDB

/// How the service is doing, as far as the database can tell.
public struct StoreCondition: Sendable, Equatable {
    public let open: Int
    public let overdue: Int
    public let waiting: Int
    public let failed: Int
    /// Since when the message that has waited longest could have gone; nil when none is late.
    public let oldestUnsent: Date?
    public let lastPass: Date?
    /// The earliest instant at which a follow-up was to be looked at.
    public let nextLook: Date?
    /// Why each channel that is out of use was turned off.
    public let channelsOff: [ChannelID: String]
}

extension Store {
    public func condition(at now: Date) throws -> StoreCondition {
        try queue.read { db in
            func count(_ sql: String) throws -> Int { try Int.fetchOne(db, sql: "SELECT count(*) FROM \(sql)") ?? 0 }
            let seconds = now.unixSeconds
            let oldest = try Int64.fetchOne(
                db, sql: "SELECT min(coalesce(first_attempt_at, next_attempt_at)) FROM messages WHERE next_attempt_at IS NOT NULL")
            let next = try Int64.fetchOne(db, sql: "SELECT min(next_at) FROM follow_ups WHERE status = 'open'")
            let off = try Row.fetchAll(db, sql: "SELECT channel, reason FROM channels_off").map { row in
                (ChannelID(try row.text("channel", of: "channels_off")), try row.text("reason", of: "channels_off"))
            }
            return StoreCondition(
                open: try count("follow_ups WHERE status = 'open'"),
                overdue: try count("follow_ups WHERE status = 'open' AND overdue_from <= \(seconds)"),
                waiting: try count("messages WHERE next_attempt_at IS NOT NULL"), failed: try count("messages WHERE state = 'failed'"),
                oldestUnsent: oldest.flatMap { $0 <= seconds ? Date(timeIntervalSince1970: Double($0)) : nil },
                lastPass: try db.fact(.lastPass).flatMap(Double.init).map { Date(timeIntervalSince1970: $0) },
                nextLook: next.map { Date(timeIntervalSince1970: Double($0)) },
                channelsOff: Dictionary(off, uniquingKeysWith: { first, _ in first }))
        }
    }
}
