import Foundation
import FollowUps
import GRDB

extension VisibilityRepository {
    /// Those of the viewer's follow-ups that a search finds: the open ones by due moment, then the ended ones, the latest first.
    ///
    /// - Parameter places: which of them to read; fewer where there are fewer.
    /// - Returns: these, and how many there are in all, counted no further than `FollowUpSearch.mostCounted` and one more.
    public func followUps(
        in visibility: Visibility, matching search: FollowUpSearch, by catalogues: Catalogues, places: Range<Int>
    ) async throws -> (rows: [FollowUp], total: Int) {
        let sources = sources(of: visibility).map { SQL("\($0) AND \(search.condition(catalogues))") }
        return try await connection.read { db in
            // Numbers first, as a list may be long and only some of it is shown.
            var (found, total): ([Found], Int) = ([], 0)
            for part in Found.parts(of: search.state) {
                found += try part.first(places.upperBound - found.count, of: sources, db)
                total += try part.count(upTo: FollowUpSearch.mostCounted + 1 - total, of: sources, db)
            }
            let ids = found[places.clamped(to: 0..<found.count)].map(\.id)
            let rows = try SQLRequest<Row>(literal: "SELECT \(sql: FollowUp.columns) FROM follow_ups WHERE id IN \(ids)").fetchAll(db).map {
                try FollowUp($0)
            }
            let byID = Dictionary(rows.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
            return (ids.compactMap { byID[$0] }, total)
        }
    }
}

/// A number and where it stands in its list.
private struct Found: Comparable {
    let id: Int64
    let key: Int64

    static func < (left: Found, right: Found) -> Bool { (left.key, left.id) < (right.key, right.id) }

    static func parts(of state: FollowUpSearch.State) -> [Part] {
        (state == .closed ? [] : [Part(condition: "status = 'open'", key: "overdue_from")])
            + (state == .open ? [] : [Part(condition: "ended_at IS NOT NULL", key: "-ended_at")])
    }

    struct Part {
        let condition: SQL
        let key: SQL

        /// One query per source, each along its index, as in the list of today.
        func first(_ limit: Int, of sources: [SQL], _ db: Database) throws -> [Found] {
            if limit <= 0 { return [] }
            let found = try sources.flatMap { source in
                try SQLRequest<Row>(
                    literal: """
                        SELECT follow_ups.id, \(key) AS place FROM follow_ups WHERE \(condition) AND \(source)
                        ORDER BY place, follow_ups.id LIMIT \(limit)
                        """
                ).fetchAll(db).map { Found(id: $0[0], key: $0[1]) }
            }
            return Array(found.sorted().prefix(limit))
        }

        func count(upTo most: Int, of sources: [SQL], _ db: Database) throws -> Int {
            var count = 0
            for source in sources where count < most {
                let some = SQL("SELECT 1 FROM follow_ups WHERE \(condition) AND \(source) LIMIT \(most - count)")
                count += try SQLRequest<Int>(literal: "SELECT count(*) FROM (\(some))").fetchOne(db) ?? 0
            }
            return count
        }
    }
}

extension FollowUpSearch {
    fileprivate func condition(_ catalogues: Catalogues) -> SQL {
        var condition: SQL = "TRUE"
        if let school { condition += " AND follow_ups.school = \(school)" }
        if words.isEmpty { return condition }
        let pattern = "%" + words.replacing(#/[\\%_]/#, with: { "\\" + $0.output }) + "%"
        var either = SQL("case_code LIKE \(pattern) ESCAPE '\\' OR title LIKE \(pattern) ESCAPE '\\' OR kind IN \(kinds(in: catalogues))")
        if let number { either += " OR follow_ups.id = \(number)" }
        return condition + " AND (\(either))"
    }
}
