import Foundation
import GRDB

/// A history entry as its digests see it: an envelope that stays for ever, and content that a purge may remove.
///
/// An entry's digest covers the digest of the entry before, the envelope and the digest of the content. The content is
/// salted, and its salt goes with it: nobody can find it out by trying the few hundred codes that a case can have.
struct HistoryRecord {
    struct Content {
        let salt: [UInt8]
        let followUp: Int64?
        let caseCode: String?
        /// JSON, exactly as stored.
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
    let at: Int64
    let actor: String
    let action: String

    /// The digest of this entry with some content, after an entry with that digest.
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
    /// Appends an entry, chained to the one before.
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

    /// From SQLite's generator, which the system seeds.
    func newSalt() throws -> [UInt8] {
        let salt = try Data.fetchOne(cachedStatement(sql: "SELECT randomblob(?)"), arguments: [HistoryRecord.Content.saltByteCount])
        return Array(salt ?? Data())
    }
}
