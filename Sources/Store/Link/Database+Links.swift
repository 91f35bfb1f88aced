import Foundation
import FollowUps
import GRDB

extension Database {
    /// Gives each item of a claimed mail a link for its recipient.
    ///
    /// Only hashes are stored, so a message that is sent again gets new links. The former ones stay valid if somebody
    /// may have them, and go if the message is known not to have arrived.
    func addLinks(to items: [MessageItem], of message: Message, at now: Date, newToken: () -> LinkToken) throws -> [MessageItem] {
        let mayBeOut = try Bool.fetchOne(
            cachedStatement(sql: "SELECT possibly_delivered FROM messages WHERE id = ?"), arguments: [message.id])
        if mayBeOut == false {
            try cachedStatement(sql: "DELETE FROM links WHERE message = ?").execute(arguments: [message.id])
        }
        return try items.map { item in
            let token = newToken()
            try cachedStatement(sql: "INSERT INTO links (hash, person, follow_up, message, created_at) VALUES (?, ?, ?, ?, ?)")
                .execute(arguments: [token.digest, message.recipient, item.followUp.id, message.id, now.unixSeconds])
            return item.with(token)
        }
    }

    /// Removes expired links, but never because of a wrong clock.
    func removeOldLinks(at now: Date) throws {
        try cachedStatement(sql: "DELETE FROM links WHERE created_at <= ?")
            .execute(arguments: [certainInstant(at: now).unixSeconds - Int64(Link.lifetime) * 86_400])
    }

    /// Nil when the token was never given out, or has been removed.
    ///
    /// The index may end a look-up early, but it compares hashes, whose beginning nobody can choose. What it finds is
    /// compared in constant time.
    func link(_ token: LinkToken) throws -> Link? {
        let hash = token.digest
        guard let row = try Row.fetchOne(cachedStatement(sql: "SELECT * FROM links WHERE hash = ?"), arguments: [hash]),
            let kept = row["hash"] as Data?, kept.isSame(as: hash)
        else { return nil }
        return Link(
            person: try row.value("person", of: "links"), followUp: row["follow_up"], createdAt: try row.instant("created_at", of: "links"))
    }

    /// As whom the present escalation has reminded a person, including what a wrong clock sent: that mail has links too.
    func reminded(_ person: PersonID, of followUp: FollowUp) throws -> [LinkAccess.Reminded] {
        try Row.fetchAll(
            cachedStatement(
                sql: """
                    SELECT audience, stands_in_for, EXISTS (
                        SELECT 1 FROM reminders AS theirs
                        WHERE theirs.follow_up = mine.follow_up AND theirs.ladder = mine.ladder AND theirs.step = mine.step
                            AND theirs.recipient = mine.stands_in_for AND NOT EXISTS (
                                SELECT 1 FROM message_reminders JOIN messages ON messages.id = message
                                WHERE reminder = theirs.id AND left_out = 0 AND state IN ('queued', 'sending', 'sent'))) AS instead
                    FROM reminders AS mine WHERE follow_up = ? AND \(UndoneEscalation.isSame("ladder", as: "?")) AND recipient = ?
                    """), arguments: [followUp.id, followUp.escalation.number, person]
        ).map { row in
            LinkAccess.Reminded(
                audience: Audience(try row.text("audience", of: "reminders")), standsInFor: row["stands_in_for"],
                isInsteadOfFailed: row["instead"])
        }
    }
}
