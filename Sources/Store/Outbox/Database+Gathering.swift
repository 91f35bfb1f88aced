import Foundation
import FollowUps
import GRDB

extension Database {
    /// Merges the messages that wait for one person over one channel, such as a digest and what was planned for the
    /// same morning, or while the channel was out (promise 8). Leaves out those of which somebody may know: they were
    /// tried, or are sent again by hand.
    func coalesce(at now: Date) throws {
        let now = now.wholeSecond
        let crowded = try Row.fetchAll(
            cachedStatement(
                sql: """
                    SELECT min(id) AS first, group_concat(id) AS ids FROM messages
                    WHERE next_attempt_at IS NOT NULL AND next_attempt_at <= ? AND state = 'queued' AND attempts = 0
                    GROUP BY recipient, channel HAVING count(*) > 1 ORDER BY first
                    """), arguments: [now.unixSeconds])
        for row in crowded {
            let ids = (row["ids"] as String).split(separator: ",").compactMap { Int64($0) }.sorted()
            let waiting = try ids.compactMap { try storedMessage($0) }.filter { $0.entry.mayCoalesce(at: now) }
            guard var first = waiting.first else { continue }
            for other in waiting.dropFirst() {
                guard let both = try apply(.coalesced(with: other.entry, at: now), to: first) else { continue }
                first = both
                for table in ["message_reminders", "message_overviews"] {
                    try execute(sql: "UPDATE OR IGNORE \(table) SET message = ? WHERE message = ?", arguments: [first.id, other.id])
                    try execute(sql: "DELETE FROM \(table) WHERE message = ?", arguments: [other.id])
                }
                // Nobody has these links: the message was claimed and handed back untried.
                try cachedStatement(sql: "DELETE FROM links WHERE message = ?").execute(arguments: [other.id])
                try deleteMessage(other.id)
            }
        }
    }
}
