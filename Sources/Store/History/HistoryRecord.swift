import Foundation
import GRDB

/// An entry of the history as its digests see it: an envelope that stays for ever, and content that a purge may take away.
///
/// The digest of an entry covers that of the entry before it, the envelope and the digest of the content. That last one is salted, and the salt goes
/// with the content: what was in an entry can then not be found out by trying the few hundred codes that a case can have.
struct HistoryRecord {
    struct Content {
        let salt: [UInt8]
        let followUp: Int64?
        let caseCode: String?
        /// JSON, exactly as it is kept.
        let changes: String

        static let saltByteCount = 16

        var digest: HistoryDigest {
            var fields = CanonicalFields("opvolg history content 1")
            fields.append(salt)
            fields.append(followUp)
            fields.append(caseCode)
            fields.append(changes)
            return HistoryDigest(of: fields)
        }
    }

    let id: Int64
    /// In Unix seconds.
    let at: Int64
    let actor: String
    let action: String

    /// The digest of this entry, when it has this content and comes after an entry with that digest.
    func digest(content: HistoryDigest, after previous: HistoryDigest, id: Int64? = nil) -> HistoryDigest {
        var fields = CanonicalFields("opvolg history entry 1")
        fields.append(previous.bytes)
        fields.append(id ?? self.id)
        fields.append(at)
        fields.append(actor)
        fields.append(action)
        fields.append(content.bytes)
        return HistoryDigest(of: fields)
    }
}

extension Database {
    /// Puts an entry behind the last one, chained to it.
    func append(_ record: HistoryRecord, _ content: HistoryRecord.Content, after previous: HistoryDigest, to table: String = "history") throws {
        let contentDigest = content.digest
        try cachedStatement(
            sql: """
                INSERT INTO \(table) (id, at, actor, action, follow_up, case_code, changes, salt, content_digest, digest)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            record.id, record.at, record.actor, record.action, content.followUp, content.caseCode, content.changes, Data(content.salt),
            Data(contentDigest.bytes), Data(record.digest(content: contentDigest, after: previous).bytes),
        ])
    }

    /// From SQLite's own generator, which the system seeds.
    func newSalt() throws -> [UInt8] {
        let salt = try Data.fetchOne(cachedStatement(sql: "SELECT randomblob(?)"), arguments: [HistoryRecord.Content.saltByteCount])
        return Array(salt ?? Data())
    }
}
