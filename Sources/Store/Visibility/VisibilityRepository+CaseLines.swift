import Foundation
import FollowUps
import GRDB

extension VisibilityRepository {
    /// The open cases of which the viewer may read the timeline or know the code, in order of code, after `code`.
    public func caseLines(in visibility: Visibility, after code: CaseCode? = nil, limit: Int) async throws -> [CaseSummary] {
        let schools = (visibility.schools(seeing: [.cases]) + visibility.schoolsToRestrict).map(\.id)
        let besides = visibility.timelinesBesides.map(\.code)
        let hidden = visibility.hidden.sorted()
        return try await connection.read { db in
            var lines: [CaseSummary] = []
            var last = code ?? CaseCode("")
            while lines.count < limit {
                let request = SQLRequest<Row>(
                    literal: """
                        SELECT * FROM cases WHERE closed_at IS NULL AND code > \(last) AND (school IN \(schools) OR code IN \(besides))
                        AND code NOT IN \(hidden) ORDER BY code LIMIT \(limit)
                        """)
                let cases = try request.fetchAll(db).map { try Case($0, db) }
                guard let end = cases.last else { break }
                last = end.code
                lines += try cases.compactMap { dossier in
                    try visibility.permission(in: dossier).map { try db.line(of: dossier, isRead: $0.readsTimeline) }
                }
            }
            return Array(lines.prefix(limit))
        }
    }

    /// The timeline of a case, in order of what happened; nil when there is none that the viewer may read.
    public func timeline(of code: CaseCode, in visibility: Visibility, by catalogue: Catalogue) async throws -> CaseTimeline? {
        try await connection.read { db in
            guard let row = try Row.fetchOne(db.cachedStatement(sql: "SELECT * FROM cases WHERE code = ?"), arguments: [code]) else { return nil }
            let dossier = try Case(row, db)
            guard visibility.seesTimeline(of: dossier) else { return nil }
            return try db.timeline(of: dossier, by: catalogue)
        }
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
