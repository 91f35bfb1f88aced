import Foundation
import FollowUps
import GRDB

extension Database {
    /// Makes one message of what has come to wait for somebody in several (promise 8): a digest, and beside it what was planned for the same morning, or
    /// while the channel did not work. Those of which somebody may know, because they were tried or are sent again by hand, stay as they are.
    func gather(at now: Date) throws {
        let fresh =
            "state = 'queued' AND attempts = 0 AND possibly_delivered = 0 AND (last_error IS NULL OR held_since IS NOT NULL) AND purpose IN ('reminders', 'digest')"
        let crowded = try Row.fetchAll(
            cachedStatement(
                sql: """
                    SELECT min(id) AS first, group_concat(id) AS ids, max(priority) AS priority, max(purpose = 'digest') AS has_digest FROM messages
                    WHERE next_attempt_at IS NOT NULL AND next_attempt_at <= ? AND \(fresh)
                    GROUP BY recipient, channel HAVING count(*) > 1 ORDER BY first
                    """), arguments: [now.unixSeconds])
        for row in crowded {
            let first: Int64 = row["first"]
            for other in (row["ids"] as String).split(separator: ",").compactMap({ Int64($0) }) where other != first {
                for table in ["message_reminders", "message_overviews"] {
                    try execute(sql: "UPDATE OR IGNORE \(table) SET message = ? WHERE message = ?", arguments: [first, other])
                    try execute(sql: "DELETE FROM \(table) WHERE message = ?", arguments: [other])
                }
                // Nobody has them: it was claimed and handed back untried.
                try execute(sql: "DELETE FROM links WHERE message = ?", arguments: [other])
                try execute(sql: "DELETE FROM messages WHERE id = ?", arguments: [other])
            }
            try execute(
                sql: "UPDATE messages SET priority = ?, purpose = iif(?, 'digest', purpose) WHERE id = ?",
                arguments: [row["priority"] as Int, row["has_digest"] as Bool, first])
        }
    }
}
