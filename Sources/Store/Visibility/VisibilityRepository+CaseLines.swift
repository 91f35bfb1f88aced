import Foundation
import FollowUps
import GRDB

extension VisibilityRepository {
    /// The cases of which the viewer may read the timeline or know the code, in order of code, after `code`.
    ///
    /// - Parameter skipped: how many of them are left out at the beginning.
    public func caseLines(
        in visibility: Visibility, matching search: CaseSearch = .open, after code: CaseCode? = nil, skipping skipped: Int = 0, limit: Int
    ) async throws -> [CaseSummary] {
        let condition = search.condition(in: visibility)
        return try await connection.read { db in
            var lines: [CaseSummary] = []
            var (last, skipped) = (code ?? CaseCode(""), skipped)
            while lines.count < limit {
                let request = SQLRequest<Row>(
                    literal: "SELECT * FROM cases WHERE code > \(last) AND \(condition) ORDER BY code LIMIT \(limit) OFFSET \(skipped)")
                let cases = try request.fetchAll(db).map { try Case($0, db) }
                guard let end = cases.last else { break }
                (last, skipped) = (end.code, 0)
                lines += try cases.compactMap { dossier in
                    try visibility.permission(in: dossier).map { try db.line(of: dossier, isRead: $0.readsTimeline) }
                }
            }
            return Array(lines.prefix(limit))
        }
    }

    /// How many cases such a list has. One that was closed with other people than the school's may be counted and not shown.
    public func caseCount(in visibility: Visibility, matching search: CaseSearch) async throws -> Int {
        let condition = search.condition(in: visibility)
        return try await connection.read { db in
            try SQLRequest<Int>(literal: "SELECT count(*) FROM cases WHERE \(condition)").fetchOne(db) ?? 0
        }
    }

    /// The timeline of a case, in order of what happened; nil when there is none that the viewer may read.
    public func timeline(of code: CaseCode, in visibility: Visibility, by rules: Ruleset) async throws -> CaseTimeline? {
        try await connection.read { db in
            guard let row = try Row.fetchOne(db.cachedStatement(sql: "SELECT * FROM cases WHERE code = ?"), arguments: [code]) else { return nil }
            let dossier = try Case(row, db)
            guard visibility.seesTimeline(of: dossier) else { return nil }
            return try db.timeline(of: dossier, by: rules)
        }
    }
}

extension CaseSearch {
    fileprivate func condition(in visibility: Visibility) -> SQL {
        let schools = (visibility.schools(seeing: [.cases]) + visibility.schoolsToRestrict).map(\.id)
        let besides = visibility.timelinesBesides.map(\.code)
        var condition: SQL = "(school IN \(schools) OR code IN \(besides)) AND code NOT IN \(visibility.hidden.sorted())"
        switch state {
        case .open: condition += " AND closed_at IS NULL"
        case .closed: condition += " AND closed_at IS NOT NULL"
        case .all: break
        }
        if !text.isEmpty { condition += " AND instr(upper(code), upper(\(text))) > 0" }
        return condition
    }
}

extension Database {
    fileprivate func line(of dossier: Case, isRead: Bool) throws -> CaseSummary {
        guard isRead else { return CaseSummary(dossier: dossier, open: nil, nextDue: nil) }
        let open = try Row.fetchAll(
            cachedStatement(sql: "SELECT \(FollowUp.columns) FROM follow_ups WHERE case_code = ? AND status = 'open' ORDER BY overdue_from, id"),
            arguments: [dossier.code]
        ).map { try FollowUp($0) }
        return CaseSummary(dossier: dossier, open: open.count, nextDue: open.first?.due)
    }
}
