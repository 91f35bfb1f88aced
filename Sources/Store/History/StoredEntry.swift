import Foundation
import GRDB

/// A row of `history` with its digests, read with distrust.
struct StoredEntry {
    let record: HistoryRecord
    /// Nil when it was purged.
    let content: HistoryRecord.Content?
    let contentDigest: HistoryDigest
    let digest: HistoryDigest

    /// In the order in which `init(_:)` reads.
    static let columns = "id, at, actor, action, follow_up, case_code, changes, salt, content_digest, digest, through"

    /// Nil when a column holds what no opvolg writes: a table that somebody has rebuilt may hold anything.
    init?(_ row: Row) {
        func value<Value: DatabaseValueConvertible>(_ column: Int) -> Value? { Value.fromDatabaseValue(row[column]) }
        guard let id: Int64 = value(0), let at: Int64 = value(1), let actor: String = value(2), let action: String = value(3),
            let contentDigest = (value(8) as Data?).flatMap({ HistoryDigest(bytes: $0) }),
            let digest = (value(9) as Data?).flatMap({ HistoryDigest(bytes: $0) })
        else { return nil }
        let through: DatabaseValue = row[10]
        guard through.isNull || value(10) as String? != nil else { return nil }
        record = HistoryRecord(id: id, at: at, actor: actor, through: value(10), action: action)
        self.contentDigest = contentDigest
        self.digest = digest
        let parts: [DatabaseValue] = (4...7).map { row[$0] }
        if parts.allSatisfy(\.isNull) {
            content = nil
        } else {
            guard let changes: String = value(6), let salt: Data = value(7) else { return nil }
            content = HistoryRecord.Content(salt: Array(salt), followUp: value(4), caseCode: value(5), changes: changes)
        }
    }
}
