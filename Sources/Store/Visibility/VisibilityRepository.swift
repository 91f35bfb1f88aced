import Foundation
import FollowUps
import GRDB

extension VisibilityRepository {
    /// What a person may see at an instant; nil for somebody who has left the configuration.
    public func visibility(of person: PersonID, rules: Ruleset, at now: Date) async throws -> Visibility? {
        try await connection.read { db in
            let day = rules.directory.clock.day(of: now)
            // The latest recorded first, as for reminders.
            let absences = try Row.fetchAll(
                db.cachedStatement(sql: "SELECT * FROM absences WHERE last_day >= ? ORDER BY id DESC"), arguments: [day.description]
            ).compactMap { try? Absence($0) }
            return Visibility(
                of: person, rules: rules, absences: absences, channelsOff: try db.channelsOff(), special: try db.specialCases(), on: day)
        }
    }

    /// The viewer's open follow-ups in order of due moment, after `place`.
    ///
    /// - Parameter before: only what is overdue at this instant.
    public func followUps(in visibility: Visibility, after place: ListCursor? = nil, overdueAt before: Date? = nil, limit: Int) async throws
        -> [FollowUp]
    {
        let sources = sources(of: visibility)
        return try await connection.read { [sources] db in
            // One query per owner: a single query for all of them would have to sort everything that is open.
            let found = try sources.flatMap { try db.openRows($0, after: place, overdueAt: before, limit: limit) }
            return found.sorted { ($0.overdueFrom, $0.followUp.id) < ($1.overdueFrom, $1.followUp.id) }.prefix(limit).map(\.followUp)
        }
    }

    /// Conditions of the viewer's own follow-ups; no follow-up meets two of them.
    func sources(of visibility: Visibility) -> [SQL] {
        var sources = visibility.ownerships.map { SQL("\($0.0.condition) AND \(SQL.out(of: visibility.hidden.union($0.except)))") }
        for (code, ownerships) in visibility.ownershipsInCases {
            // `+` keeps SQLite to the index on the case, which has few follow-ups.
            sources += ownerships.map { SQL("case_code = \(code) AND +\($0.condition)") }
        }
        return sources
    }

    /// The open follow-ups of a school that the viewer may see counted, in order of due moment, after `place`.
    ///
    /// - Parameters:
    ///   - trainings: only what is about employees.
    ///   - before: only what is overdue at this instant.
    public func followUps(
        at school: SchoolID, in visibility: Visibility, trainings: Bool = false, after place: ListCursor? = nil, overdueAt before: Date? = nil,
        limit: Int
    ) async throws -> [FollowUp] {
        var source = SQL("school = \(school) AND \(SQL.out(of: visibility.uncounted(at: school)))")
        if trainings { source += " AND employee IS NOT NULL AND case_code IS NULL" }
        return try await connection.read { [source] db in try db.openRows(source, after: place, overdueAt: before, limit: limit).map(\.followUp) }
    }
}

extension Database {
    fileprivate func openRows(
        _ source: SQL, after place: ListCursor?, overdueAt before: Date?, limit: Int
    ) throws -> [(followUp: FollowUp, overdueFrom: Int64)] {
        var condition = source
        if let place {
            condition += " AND overdue_from >= \(place.overdueFrom) AND (overdue_from > \(place.overdueFrom) OR follow_ups.id > \(place.id))"
        }
        if let before { condition += " AND overdue_from <= \(before.unixSeconds)" }
        let request = SQLRequest<Row>(
            literal: """
                SELECT \(sql: FollowUp.columns), overdue_from FROM follow_ups WHERE status = 'open' AND \(condition)
                ORDER BY overdue_from, follow_ups.id LIMIT \(limit)
                """, cached: true)
        return try request.fetchAll(self).map { (try FollowUp($0), $0[FollowUp.Column.allCases.count]) }
    }
}

extension SQL {
    /// A condition that leaves out the follow-ups of some cases.
    static func out(of codes: Set<CaseCode>) -> SQL {
        codes.isEmpty ? "TRUE" : "(case_code IS NULL OR case_code NOT IN \(codes.sorted()))"
    }
}
