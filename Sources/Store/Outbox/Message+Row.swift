import FollowUps
import GRDB

extension Message {
    /// Reads a row of `messages`. In a list, `nextAttempt` is a column that also counts in when the channel is tried again.
    init(_ row: Row, nextAttempt: String = "next_attempt_at") throws {
        let table = "messages"
        self.init(
            id: row["id"], recipient: try row.value("recipient", of: table), channel: try row.value("channel", of: table),
            purpose: try row.value("purpose", of: table), state: try row.value("state", of: table),
            messageID: try row.text("message_id", of: table), attempts: row["attempts"], firstAttemptAt: row.instant("first_attempt_at"),
            nextAttemptAt: row.instant(nextAttempt), lastError: row["last_error"], sentAt: row.instant("sent_at"),
            heldSince: row.instant("held_since"), address: (row["address"] as String?).flatMap { MailAddress($0) })
    }
}
