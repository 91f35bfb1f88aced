import Foundation
import FollowUps
import GRDB

extension VisibilityRepository {
    /// A case as the viewer may see it; nil when there is none of which they may know.
    ///
    /// - Parameter action: of the change that they have just made.
    public func caseView(
        _ code: CaseCode, in visibility: Visibility, done action: HistoryEntry.Action? = nil, rules: Ruleset, at now: Date
    ) async throws -> CaseView? {
        try await connection.read { db in
            guard let row = try Row.fetchOne(db.cachedStatement(sql: "SELECT * FROM cases WHERE code = ?"), arguments: [code]) else { return nil }
            let dossier = try Case(row, db)
            guard let permission = visibility.permission(in: dossier) else { return nil }
            return CaseView(
                dossier: dossier, permission: permission,
                timeline: permission.readsTimeline ? try db.timeline(of: dossier, by: rules) : nil,
                warnings: try db.warnings(about: dossier, rules, at: now),
                done: try action.flatMap { try db.latest($0, in: code, by: visibility.viewer.id) })
        }
    }
}

extension Database {
    func timeline(of dossier: Case, by rules: Ruleset) throws -> CaseTimeline {
        let code = dossier.code
        return CaseTimeline(
            dossier: dossier,
            followUps: try Row.fetchAll(
                cachedStatement(sql: "SELECT \(FollowUp.columns) FROM follow_ups WHERE case_code = ? ORDER BY id"), arguments: [code]
            ).map { try FollowUp($0) },
            history: try Row.fetchAll(cachedStatement(sql: "SELECT * FROM history WHERE case_code = ? ORDER BY id"), arguments: [code])
                .map { try HistoryEntry($0) },
            protections: dossier.isOpen ? try caseState(code, by: rules).protections : [])
    }

    fileprivate func warnings(about dossier: Case, _ rules: Ruleset, at now: Date) throws -> CaseWarnings {
        guard dossier.isOpen else { return .none }
        let planner = try Planner(rules, self)
        let open = try Row.fetchAll(
            cachedStatement(sql: "SELECT \(FollowUp.columns) FROM follow_ups WHERE case_code = ? AND status = 'open' ORDER BY id"),
            arguments: [dossier.code]
        ).map { try FollowUp($0) }
        let people = rules.catalogues.people(of: dossier)
        return CaseWarnings(
            unreachable: try open.filter { try !planner.canReachAnybody(about: PlanningSubject($0, self, rules), at: now) }.map(\.id),
            keepers: planner.access(at: now).keepersWithExcludedRole(people, at: dossier.school))
    }

    fileprivate func latest(_ action: HistoryEntry.Action, in code: CaseCode, by person: PersonID) throws -> HistoryEntry? {
        try Row.fetchOne(
            cachedStatement(sql: "SELECT * FROM history WHERE case_code = ? AND action = ? AND actor = ? ORDER BY id DESC LIMIT 1"),
            arguments: [code, action.rawValue, person.rawValue]
        ).map { try HistoryEntry($0) }
    }
}
