import Foundation
import FollowUps
import GRDB

extension HistoryRepository {
    /// The history of what belongs to some schools, the latest first, without hidden cases.
    ///
    /// - Parameters:
    ///   - schools: nil for everything, also what belongs to none.
    ///   - before: only entries with a lower number.
    public func entries(
        at schools: [SchoolID]?, caseCode: CaseCode?, followUp: Int64?, hiding hidden: Set<CaseCode>, before: Int64?, limit: Int
    ) async throws -> [HistoryEntry] {
        var condition: SQL = "\(SQL.out(of: hidden))"
        if let caseCode { condition += " AND case_code = \(caseCode)" }
        if let followUp { condition += " AND follow_up = \(followUp)" }
        if let before { condition += " AND id < \(before)" }
        if let schools {
            condition += """
                 AND (EXISTS (SELECT 1 FROM follow_ups WHERE follow_ups.id = follow_up AND school IN \(schools))
                    OR EXISTS (SELECT 1 FROM cases WHERE code = history.case_code AND school IN \(schools)))
                """
        }
        return try await connection.read { [condition] db in
            let rows = try SQLRequest<Row>(literal: "SELECT * FROM history WHERE \(condition) ORDER BY id DESC").fetchCursor(db)
            var found: [HistoryEntry] = []
            while found.count < limit, let row = try rows.next() {
                let entry = try HistoryEntry(row)
                // An entry about a message names no case, but would show that there was a message.
                if !hidden.isEmpty, let message = entry.message, try db.isOnlyAbout(hidden, message: message) { continue }
                found.append(entry)
            }
            return found
        }
    }

    /// The messages about the follow-ups of a case that went out, oldest first.
    public func sent(aboutCase code: CaseCode) async throws -> [SentReminder] {
        try await connection.read { db in try db.sent(about: "follow_up IN (SELECT id FROM follow_ups WHERE case_code = \(code))") }
    }

    /// Who lately read cases of some schools, oldest first, without hidden cases.
    ///
    /// - Parameter schools: nil for all.
    public func readings(at schools: [SchoolID]?, of caseCode: CaseCode?, hiding hidden: Set<CaseCode>, limit: Int) async throws -> [CaseReading] {
        var condition: SQL = "\(SQL.out(of: hidden))"
        if let caseCode { condition += " AND case_code = \(caseCode)" }
        if let schools { condition += " AND case_code IN (SELECT code FROM cases WHERE school IN \(schools))" }
        return try await connection.read { [condition] db in try db.readings(condition, limit: limit) }
    }
}

extension Database {
    func readings(_ condition: SQL, limit: Int? = nil) throws -> [CaseReading] {
        try SQLRequest<Row>(literal: "SELECT * FROM reads WHERE \(condition) ORDER BY id DESC LIMIT \(limit ?? -1)").fetchAll(self).reversed().map {
            row in
            CaseReading(
                try row.value("case_code", of: "reads"), by: try row.value("person", of: "reads"), through: row["through"],
                at: try row.instant("at", of: "reads"))
        }
    }
}
