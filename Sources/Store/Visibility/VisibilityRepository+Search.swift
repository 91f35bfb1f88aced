import Foundation
import FollowUps
import GRDB

extension VisibilityRepository {
    /// Those of the viewer's follow-ups that a search finds: the open ones by due moment, then the ended ones, the latest first.
    ///
    /// - Parameters:
    ///   - places: which of them to read; fewer where there are fewer.
    /// - Returns: these, and how many there are in all.
    public func followUps(
        in visibility: Visibility, matching search: FollowUpSearch, by catalogue: Catalogue, places: Range<Int>
    ) async throws -> (rows: [FollowUp], total: Int) {
        let sources = sources(of: visibility).map { SQL("\($0) AND \(search.condition(catalogue))") }
        return try await connection.read { db in
            // Numbers first, as a list may be long and only some of it is shown.
            var found: [Found] = []
            if search.state != .closed {
                found += try sources.flatMap { source in
                    try Found.fetchAll(db, SQL("SELECT follow_ups.id, overdue_from FROM follow_ups WHERE status = 'open' AND \(source)"))
                }.sorted()
            }
            if search.state != .open {
                found += try sources.flatMap { source in
                    try Found.fetchAll(db, SQL("SELECT follow_ups.id, -ended_at FROM follow_ups WHERE ended_at IS NOT NULL AND \(source)"))
                }.sorted()
            }
            let ids = found[places.clamped(to: 0..<found.count)].map(\.id)
            let rows = try SQLRequest<Row>(literal: "SELECT \(sql: FollowUp.columns) FROM follow_ups WHERE id IN \(ids)").fetchAll(db).map {
                try FollowUp($0)
            }
            let byID = Dictionary(rows.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
            return (ids.compactMap { byID[$0] }, found.count)
        }
    }

    /// A number and where it stands in its list.
    private struct Found: Comparable {
        let id: Int64
        let key: Int64

        static func fetchAll(_ db: Database, _ query: SQL) throws -> [Found] {
            try SQLRequest<Row>(literal: query).fetchAll(db).map { Found(id: $0[0], key: $0[1]) }
        }

        static func < (left: Found, right: Found) -> Bool { (left.key, left.id) < (right.key, right.id) }
    }
}

extension FollowUpSearch {
    fileprivate func condition(_ catalogue: Catalogue) -> SQL {
        var condition: SQL = "TRUE"
        if let school { condition += " AND follow_ups.school = \(school)" }
        if words.isEmpty { return condition }
        let pattern = "%" + words.replacing(#/[\\%_]/#, with: { "\\" + $0.output }) + "%"
        var either = SQL("case_code LIKE \(pattern) ESCAPE '\\' OR title LIKE \(pattern) ESCAPE '\\' OR kind IN \(kinds(in: catalogue))")
        if let number { either += " OR follow_ups.id = \(number)" }
        return condition + " AND (\(either))"
    }
}
