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
    /// Who did it in the actor's name.
    let through: String?
    let action: String

    init(id: Int64, at: Int64, actor: String, through: String? = nil, action: String) {
        self.id = id
        self.at = at
        self.actor = actor
        self.through = through
        self.action = action
    }

    /// The digest of this entry with some content, after an entry with that digest.
    func digest(content: HistoryDigest, after previous: HistoryDigest, id: Int64? = nil) -> HistoryDigest {
        // Entries without it have the digests that they always had.
        var fields = CanonicalFields("opvolg history entry \(through == nil ? 1 : 2)")
        fields.append(previous.bytes)
        fields.append(id ?? self.id)
        fields.append(at)
        fields.append(actor)
        if let through { fields.append(through) }
        fields.append(action)
        fields.append(content.bytes)
        return HistoryDigest(of: fields)
    }
}

extension Database {
    /// Appends an entry, chained to the one before.
    func append(_ record: HistoryRecord, _ content: HistoryRecord.Content, after previous: HistoryDigest, to table: String = "history") throws {
        let contentDigest = content.digest
        var columns = "id, at, actor, action, follow_up, case_code, changes, salt, content_digest, digest"
        var values: StatementArguments = [
            record.id, record.at, record.actor, record.action, content.followUp, content.caseCode, content.changes, Data(content.salt),
            Data(contentDigest.bytes), Data(record.digest(content: contentDigest, after: previous).bytes),
        ]
        // The migration that began the chain is from before that column, and writes none.
        if let through = record.through {
            columns += ", through"
            values += [through]
        }
        let places = columns.split(separator: ",").map { _ in "?" }.joined(separator: ", ")
        try cachedStatement(sql: "INSERT INTO \(table) (\(columns)) VALUES (\(places))").execute(arguments: values)
    }

    /// From SQLite's generator, which the system seeds.
    func newSalt() throws -> [UInt8] {
        let salt = try Data.fetchOne(cachedStatement(sql: "SELECT randomblob(?)"), arguments: [HistoryRecord.Content.saltByteCount])
        return Array(salt ?? Data())
    }
}
