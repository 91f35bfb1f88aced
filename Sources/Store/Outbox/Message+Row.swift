import FollowUps
import GRDB

extension Message {
    /// Reads a row of `messages`.
    init(_ row: Row) throws {
        let table = "messages"
        self.init(
            id: row["id"], recipient: PersonID(try row.text("recipient", of: table)), channel: ChannelID(try row.text("channel", of: table)),
            purpose: try row.value("purpose", of: table), state: try row.value("state", of: table),
            messageID: try row.text("message_id", of: table), attempts: row["attempts"], firstAttemptAt: row.instant("first_attempt_at"),
            nextAttemptAt: row.instant("next_attempt_at"), lastError: row["last_error"], sentAt: row.instant("sent_at"))
    }
}
