import FollowUps
import GRDB

public struct SilentCase: Hashable, Sendable {
    public let code: CaseCode
    /// Open follow-ups that count and whose owner is gone; empty when nothing that counts is open.
    public let unowned: [Int64]
}

extension CaseRepository {
    /// The silent cases (promise 2), in order of code.
    public func silent(by rules: Ruleset) async throws -> [SilentCase] {
        try await connection.read { db in
            let people = try db.specialPeople(by: rules)
            var work = CaseActivity(rules, people: people)
            let candidates = try db.openCasesWithoutWork(work.idleKinds).union(db.openCases(ofOwnersUnknownTo: rules.directory))
                .union(db.openCasesSplitOff())
            for code in candidates {
                let rows = try Row.fetchCursor(
                    db.cachedStatement(sql: "SELECT \(FollowUp.columns) FROM follow_ups WHERE case_code = ? AND status = 'open' ORDER BY id"),
                    arguments: [code])
                while let row = try rows.next() { work.add(row) }
            }
            return candidates.sorted().filter { work[$0].isSilent }.map { SilentCase(code: $0, unowned: work[$0].unowned) }
        }
    }
}

/// Where a silent case may be, found through indexes: reading all that is open takes long when it is a million.
/// `CaseActivity` decides, and each case that it would call silent has to be among these.
extension Database {
    /// Nothing else than what keeps no case going is open in them.
    fileprivate func openCasesWithoutWork(_ idle: Set<KindID>) throws -> Set<CaseCode> {
        try SQLRequest<CaseCode>(
            literal: """
                SELECT code FROM cases WHERE closed_at IS NULL AND NOT EXISTS (
                    SELECT 1 FROM follow_ups WHERE case_code = code AND status = 'open' AND kind NOT IN \(idle.sorted()))
                """
        ).fetchSet(self)
    }

    /// Something is open in them whose owner is no longer there.
    fileprivate func openCases(ofOwnersUnknownTo directory: Directory) throws -> Set<CaseCode> {
        let roles = try Row.fetchAll(self, sql: Self.owningRoles)
            .map { (school: $0[0] as SchoolID, role: $0[1] as RoleID) }
            .filter { !directory.hasSomebody(for: .role($0.role), at: $0.school, in: .ordinary) }
        let people = try PersonID.fetchAll(self, sql: Self.owningPeople).filter { directory.person($0) == nil }
        let ofOpenCase = "SELECT case_code FROM follow_ups JOIN cases ON code = case_code AND closed_at IS NULL WHERE status = 'open' AND"
        var found: Set<CaseCode> = []
        for (school, role) in roles {
            found.formUnion(
                try CaseCode.fetchAll(
                    cachedStatement(sql: "\(ofOpenCase) follow_ups.school = ? AND owner_role = ?"), arguments: [school, role]))
        }
        for person in people {
            found.formUnion(try CaseCode.fetchAll(cachedStatement(sql: "\(ofOpenCase) owner_person = ?"), arguments: [person]))
        }
        return found
    }

    /// As `SELECT DISTINCT school, owner_role`, which would read the whole index: this looks up each value after the last.
    private static let owningRoles = """
        WITH RECURSIVE
            places (place) AS (
                SELECT min(school) FROM follow_ups WHERE status = 'open' AND owner_role IS NOT NULL
                UNION ALL SELECT (SELECT min(school) FROM follow_ups WHERE status = 'open' AND owner_role IS NOT NULL AND school > place)
                FROM places WHERE place IS NOT NULL),
            owners (place, role) AS (
                SELECT place, (SELECT min(owner_role) FROM follow_ups WHERE status = 'open' AND owner_role IS NOT NULL AND school = place)
                FROM places WHERE place IS NOT NULL
                UNION ALL SELECT place, (SELECT min(owner_role) FROM follow_ups WHERE status = 'open' AND school = place AND owner_role > role)
                FROM owners WHERE role IS NOT NULL)
        SELECT place, role FROM owners WHERE role IS NOT NULL
        """

    /// As `SELECT DISTINCT owner_person`, in the same way.
    private static let owningPeople = """
        WITH RECURSIVE owners (person) AS (
            SELECT min(owner_person) FROM follow_ups WHERE status = 'open' AND owner_person IS NOT NULL
            UNION ALL SELECT (SELECT min(owner_person) FROM follow_ups WHERE status = 'open' AND owner_person > person)
            FROM owners WHERE person IS NOT NULL)
        SELECT person FROM owners WHERE person IS NOT NULL
        """

    /// Others than usual may hold a role in them.
    fileprivate func openCasesSplitOff() throws -> Set<CaseCode> {
        try CaseCode.fetchSet(self, sql: "SELECT code FROM cases WHERE closed_at IS NULL AND code IN (\(Database.casesSplitOff))")
    }
}
