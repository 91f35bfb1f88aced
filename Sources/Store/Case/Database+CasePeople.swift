import Foundation
import FollowUps
import GRDB

extension CaseRepository {
    /// The cases of which a person may see nothing (promise 6).
    public func hidden(from person: PersonID, rules: Ruleset, at now: Date) async throws -> Set<CaseCode> {
        try await connection.read { db in try db.hiddenCases(from: person, rules: rules, access: Planner(rules, db).access(at: now)) }
    }

    /// The cases of which the change's actor may see nothing; none for an actor outside the configuration.
    public func hidden(from change: Change) async throws -> Set<CaseCode> {
        let actor = PersonID(change.actor)
        guard change.rules.directory.person(actor) != nil else { return [] }
        return try await hidden(from: actor, rules: change.rules, at: change.now)
    }

    /// The people who look after a case although they hold a role that it is kept from, with that role.
    public func keepersWithExcludedRole(in code: CaseCode, rules: Ruleset, at now: Date) async throws -> [PersonID: RoleID] {
        try await connection.read { db in
            guard let school = try SchoolID.fetchOne(db, sql: "SELECT school FROM cases WHERE code = ?", arguments: [code]) else { return [:] }
            return try Planner(rules, db).access(at: now).keepersWithExcludedRole(db.people(of: code, by: rules), at: school)
        }
    }

    /// The people of the cases in which a role has been taken over.
    public func takenOver(by rules: Ruleset) async throws -> [CaseCode: CasePeople] {
        try await connection.read { db in try db.specialPeople(by: rules).filter { !$0.value.takenOver.isEmpty } }
    }
}

extension FiguresRepository {
    /// The cases that are kept from roles. Nothing of them may be counted where anybody can look.
    public func casesKeptFromRoles(by rules: Ruleset) async throws -> Set<CaseCode> {
        try await connection.read { db in
            Set(try db.specialCases().filter { rules.catalogues.people(of: $0).isKeptFromRoles }.map(\.code))
        }
    }
}

extension Database {
    func hiddenCases(from person: PersonID, rules: Ruleset, access: CaseAccess) throws -> Set<CaseCode> {
        Set(
            try specialCases().filter { access.isKept(from: person, rules.catalogues.people(of: $0), at: $0.school) }.map(\.code))
    }

    func people(of code: CaseCode, by rules: Ruleset) throws -> CasePeople {
        let (excluded, holders, kinds) = (try excluded(from: code), try caseHolders(in: code), try openedKinds(in: code))
        if excluded.isEmpty, holders.isEmpty, kinds.isEmpty { return .ordinary }
        return try catalogue(of: code, by: rules).people(
            of: Case(
                code: code, school: "", openedAt: .distantPast, excluded: excluded, holders: holders, exempt: try exempt(in: code),
                openedKinds: kinds, namedOwners: try kinds.isEmpty ? [] : namedOwners(in: code)))
    }

    /// By name only.
    func excluded(from code: CaseCode) throws -> Set<PersonID> { try people("SELECT person FROM exclusions WHERE case_code = ?", code) }

    func exempt(in code: CaseCode) throws -> Set<PersonID> { try people("SELECT person FROM exemptions WHERE case_code = ?", code) }

    func namedOwners(in code: CaseCode) throws -> Set<PersonID> {
        try people("SELECT DISTINCT owner_person FROM follow_ups WHERE case_code = ? AND status = 'open' AND owner_person IS NOT NULL", code)
    }

    func openedKinds(in code: CaseCode) throws -> Set<KindID> {
        try KindID.fetchSet(cachedStatement(sql: "SELECT kind FROM case_kinds WHERE case_code = ?"), arguments: [code])
    }

    func caseHolders(in code: CaseCode) throws -> [RoleID: PersonID] {
        let rows = try Row.fetchAll(cachedStatement(sql: "SELECT role, person FROM case_holders WHERE case_code = ?"), arguments: [code])
        return Dictionary(rows.map { ($0[0] as RoleID, $0[1] as PersonID) }, uniquingKeysWith: { first, _ in first })
    }

    private func people(_ sql: String, _ code: CaseCode) throws -> Set<PersonID> {
        try PersonID.fetchSet(cachedStatement(sql: sql), arguments: [code])
    }

    /// The people of all `specialCases`.
    func specialPeople(by rules: Ruleset) throws -> [CaseCode: CasePeople] {
        Dictionary(try specialCases().map { ($0.code, rules.catalogues.people(of: $0)) }, uniquingKeysWith: { first, _ in first })
    }

    /// SQL for the codes of `specialCases(withClosed: true)`.
    static let casesSplitOff = "SELECT case_code FROM exclusions UNION SELECT case_code FROM case_kinds UNION SELECT case_code FROM case_holders"

    /// The cases with people out of the ordinary, in order of code: somebody is excluded, a kind was opened that
    /// changes their people, or they are open and have role holders of their own. Read all at once, since each page
    /// needs them.
    ///
    /// - Parameter withClosed: includes closed cases that only have role holders of their own.
    func specialCases(withClosed: Bool = false) throws -> [Case] {
        let rows = try Row.fetchAll(
            cachedStatement(
                sql: """
                    SELECT * FROM cases WHERE code IN (SELECT case_code FROM exclusions UNION SELECT case_code FROM case_kinds)
                        OR ((closed_at IS NULL OR ?) AND code IN (SELECT case_code FROM case_holders)) ORDER BY code
                    """), arguments: [withClosed])
        if rows.isEmpty { return [] }
        func people(_ sql: String) throws -> [CaseCode: Set<PersonID>] {
            let found = try Row.fetchAll(cachedStatement(sql: sql)).map { ($0[0] as CaseCode, $0[1] as PersonID) }
            return Dictionary(grouping: found, by: \.0).mapValues { Set($0.map(\.1)) }
        }
        let excluded = try people("SELECT case_code, person FROM exclusions")
        let exempt = try people("SELECT case_code, person FROM exemptions")
        let owners = try people(
            """
            SELECT DISTINCT case_code, owner_person FROM follow_ups WHERE case_code IN (SELECT case_code FROM case_kinds)
                AND status = 'open' AND owner_person IS NOT NULL
            """)
        let kinds = Dictionary(
            grouping: try Row.fetchAll(cachedStatement(sql: "SELECT case_code, kind FROM case_kinds")).map {
                ($0[0] as CaseCode, $0[1] as KindID)
            },
            by: \.0)
        let holders = Dictionary(
            grouping: try Row.fetchAll(cachedStatement(sql: "SELECT case_code, role, person FROM case_holders")), by: { $0[0] as CaseCode })
        return try rows.map { row in
            let code: CaseCode = try row.value("code", of: "cases")
            return Case(
                code: code, school: try row.value("school", of: "cases"), openedAt: try row.instant("opened_at", of: "cases"),
                closedAt: row.instant("closed_at"), excluded: excluded[code, default: []],
                holders: Dictionary(
                    holders[code, default: []].map { ($0[1] as RoleID, $0[2] as PersonID) }, uniquingKeysWith: { first, _ in first }),
                exempt: exempt[code, default: []], openedKinds: Set(kinds[code, default: []].map(\.1)), namedOwners: owners[code, default: []],
                catalogue: (row["catalogue"] as String?).flatMap { CatalogueVersion($0) })
        }
    }
}
