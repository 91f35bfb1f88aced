import Foundation
import FollowUps
import GRDB

extension CaseRepository {
    /// A code for a new case at a school that is free now, also of cases that are kept from whoever asks: one that could not be had would tell of them
    /// more loudly than a gap does.
    public func proposedCode(at school: SchoolID, hiding hidden: Set<CaseCode>, rules: Ruleset, at now: Date) async throws -> CaseCode {
        let year = rules.directory.clock.day(of: now).components.year
        return try await connection.read { db in
            let rows = try Row.fetchAll(db.cachedStatement(sql: "SELECT code, school FROM cases ORDER BY opened_at, code"))
            let codes = rows.map { (code: $0[0] as CaseCode, school: $0[1] as SchoolID) }
            let known = codes.filter { $0.school == school && !hidden.contains($0.code) }.map(\.code)
            return CaseCode.proposed(
                like: known.last, at: school, among: known, taken: Set(codes.map(\.code)), in: year, matching: rules.caseCodes)
        }
    }

    /// Whether a person has opened a case themselves.
    public func hasOpened(_ code: CaseCode, _ person: PersonID) async throws -> Bool {
        try await connection.read { db in
            try Bool.fetchOne(
                db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM history WHERE case_code = ? AND action = ? AND actor = ?)"),
                arguments: [code, HistoryEntry.Action.caseOpened.rawValue, person.rawValue]) ?? false
        }
    }
}
