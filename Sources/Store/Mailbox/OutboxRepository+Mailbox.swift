import Foundation
import FollowUps
import GRDB

extension OutboxRepository {
    /// The unread mails that have not been looked at, oldest first. Forgets all others: somebody has read them, or it
    /// is another mailbox.
    public func newMails(among mails: UnreadMails) async throws -> [UInt32] {
        try await connection.write { db in
            let known = try Row.fetchAll(db.cachedStatement(sql: "SELECT mailbox, uid_validity, uid FROM unread_mails"))
            var looked: Set<UInt32> = []
            let unread = Set(mails.uids)
            for row in known {
                let (mailbox, validity, uid): (String, Int64, Int64) = (row[0], row[1], row[2])
                if mailbox == mails.mailbox, validity == Int64(mails.uidValidity), let number = UInt32(exactly: uid), unread.contains(number) {
                    looked.insert(number)
                } else {
                    try db.cachedStatement(sql: "DELETE FROM unread_mails WHERE mailbox = ? AND uid_validity = ? AND uid = ?").execute(arguments: [
                        mailbox, validity, uid,
                    ])
                }
            }
            return mails.uids.filter { !looked.contains($0) }
        }
    }

    /// Remembers that a mail has been looked at and is left unread.
    public func setUnread(_ mail: UInt32, of mails: UnreadMails, at now: Date) async throws {
        try await connection.write { db in
            try db.cachedStatement(sql: "INSERT OR IGNORE INTO unread_mails (mailbox, uid_validity, uid, looked_at) VALUES (?, ?, ?, ?)").execute(
                arguments: [mails.mailbox, Int64(mails.uidValidity), Int64(mail), now.unixSeconds])
        }
    }

    /// Records why the bounce mailbox cannot be read; nil when it can.
    public func noteMailbox(_ incident: String?, at now: Date) async throws {
        let stored = try await connection.read { db in try db.mailboxOutage() }
        guard incident != stored?.reason || (stored.map { $0.since > now } ?? false) else { return }
        try await connection.write { db in
            guard let incident else { return try db.cachedStatement(sql: "DELETE FROM mailbox_outage").execute() }
            // After the clock was set back it has not lasted for a negative time.
            try db.cachedStatement(
                sql: """
                    INSERT INTO mailbox_outage (id, since, reason) VALUES (1, ?1, ?2)
                    ON CONFLICT (id) DO UPDATE SET since = min(since, excluded.since), reason = excluded.reason
                    """
            ).execute(arguments: [now.unixSeconds, incident])
        }
    }

    /// For when no mailbox is configured any more.
    public func forgetMailbox() async throws {
        let isKnown = try await connection.read { db in try db.mailboxCondition() != MailboxCondition() }
        guard isKnown else { return }
        try await connection.write { db in try db.execute(sql: "DELETE FROM unread_mails; DELETE FROM mailbox_outage") }
    }
}

extension Database {
    func mailboxOutage() throws -> MailboxOutage? {
        try Row.fetchOne(cachedStatement(sql: "SELECT since, reason FROM mailbox_outage WHERE id = 1")).map { row in
            guard let since = row.instant("since") else { throw row.unreadable("since", of: "mailbox_outage") }
            return MailboxOutage(since: since, reason: try row.text("reason", of: "mailbox_outage"))
        }
    }

    func mailboxCondition() throws -> MailboxCondition {
        MailboxCondition(
            outage: try mailboxOutage(), unread: try Int.fetchOne(cachedStatement(sql: "SELECT count(*) FROM unread_mails")) ?? 0)
    }
}
