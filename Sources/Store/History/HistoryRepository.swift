import Foundation
import FollowUps
import GRDB

extension HistoryRepository {
    /// The changes to one follow-up, one case, or everything, oldest first, without hidden cases.
    public func entries(of followUp: Int64? = nil, caseCode: CaseCode? = nil, hiding hidden: Set<CaseCode> = []) async throws -> [HistoryEntry] {
        let subject: SQL =
            if let followUp { "follow_up = \(followUp)" } else if let caseCode { "case_code = \(caseCode)" } else { "TRUE" }
        return try await connection.read { db in
            let entries = try SQLRequest<Row>(literal: "SELECT * FROM history WHERE \(subject) AND \(SQL.out(of: hidden)) ORDER BY id").fetchAll(db)
                .map { try HistoryEntry($0) }
            if hidden.isEmpty { return entries }
            // An entry about a message names no case, but would show that there was a message.
            return try entries.filter { entry in try entry.message.map { try !db.isOnlyAbout(hidden, message: $0) } ?? true }
        }
    }
}

extension HistoryRepository {
    /// What somebody last did of one sort, all of it at one instant, if that was at `since` or later; the latest first.
    public func latest(_ action: HistoryEntry.Action, by person: PersonID, since: Date) async throws -> [HistoryEntry] {
        try await connection.read { db in
            // Backwards by id, as no index leads from an actor: what has been done lately is near the end.
            let rows = try Row.fetchCursor(db.cachedStatement(sql: "SELECT * FROM history ORDER BY id DESC"))
            var found: [HistoryEntry] = []
            while let row = try rows.next() {
                let entry = try HistoryEntry(row)
                if entry.at < max(since, found.first?.at ?? since) { break }
                if entry.action == action, entry.actor == person.rawValue { found.append(entry) }
            }
            return found
        }
    }
}

extension HistoryEntry {
    init(_ row: Row) throws {
        let changes = try (row["changes"] as String?).map { text in
            guard let changes = try? Change.read(text) else { throw row.unreadable("changes", of: "history") }
            return changes
        }
        self.init(
            id: row["id"], at: try row.instant("at", of: "history"), actor: try row.text("actor", of: "history"), through: row["through"],
            action: try row.value("action", of: "history"), followUp: row["follow_up"],
            caseCode: row["case_code"], changes: changes)
    }
}

extension HistoryEntry.Change {
    /// Changes as stored.
    static func json(_ changes: [HistoryEntry.Change]) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return String(decoding: try encoder.encode(changes), as: UTF8.self)
    }

    static func read(_ json: String) throws -> [HistoryEntry.Change] { try JSONDecoder().decode([HistoryEntry.Change].self, from: Data(json.utf8)) }
}

extension Database {
    /// Appends an entry to the history, chained to the last one; there is no other way into it. `now` is in Unix seconds.
    func write(
        _ action: HistoryEntry.Action, actor: String, through: String? = nil, at now: Int64, followUp: Int64? = nil, caseCode: CaseCode? = nil,
        _ changes: [HistoryEntry.Change]
    ) throws {
        // Ids are never reused: if somebody has cut off the end, the gap stays visible.
        let last = try Int64.fetchOne(cachedStatement(sql: "SELECT seq FROM sqlite_sequence WHERE name = 'history'")) ?? 0
        let previous = try Data.fetchOne(
            cachedStatement(sql: "SELECT digest FROM history WHERE id <= ? ORDER BY id DESC LIMIT 1"), arguments: [last])
        try append(
            HistoryRecord(id: last + 1, at: now, actor: actor, through: through, action: action.rawValue),
            HistoryRecord.Content(
                salt: try newSalt(), followUp: followUp, caseCode: caseCode?.rawValue,
                changes: try HistoryEntry.Change.json(changes)),
            after: previous.flatMap { HistoryDigest(bytes: $0) } ?? .start)
    }
}
