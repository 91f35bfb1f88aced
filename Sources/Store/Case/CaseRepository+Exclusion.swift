import Foundation
import FollowUps
import GRDB

public struct ExclusionResult: Sendable {
    /// Open follow-ups of the case that are theirs by name or by role.
    public let owned: [FollowUp]
    /// Who was to get each of their unsent reminders, and who gets it instead.
    public let replaced: [UnreachableAudience]
}

extension CaseRepository {
    /// Those excluded by name; nobody when there is no such case.
    public func excluded(from code: CaseCode) async throws -> Set<PersonID> { try await connection.read { db in try db.excluded(from: code) } }

    /// Keeps a case from somebody from now on (promise 6); the past stays. Their unsent reminders go to the next
    /// person, or the next step's, in the same transaction, so that no step is lost. Throws `alreadyExcluded`.
    public func exclude(_ request: ExclusionRequest, by change: Change, newMessageID: @escaping @Sendable () -> String) async throws
        -> ExclusionResult
    {
        let (person, code) = (request.person, request.caseCode)
        return try await connection.change(by: change) { transaction in
            let db = transaction.db
            guard try !transaction.caseToChange(code).excluded.contains(person) else { throw StoreError.alreadyExcluded(person, from: code) }
            try transaction.exclude(person, from: code)
            let open = try transaction.openFollowUps(of: code)
            var replaced: [UnreachableAudience] = []
            for followUp in open {
                replaced += try transaction.passOnWhatIsExcluded(of: followUp, newMessageID: newMessageID)
            }
            let people = try db.people(of: code, by: change.rules)
            let owned = open.filter { transaction.planner.directory.holder(of: $0.owner, at: $0.school, in: people) == person }
            return ExclusionResult(owned: owned, replaced: replaced)
        }
    }

    /// Ends an exclusion by name; what comes due from now on is planned for them as for anybody. Throws `notExcluded`,
    /// and `keptFromRole` when their role keeps the case from them.
    ///
    /// - Returns: the open follow-ups of the case that are theirs again.
    public func readmit(_ request: ReadmissionRequest, by change: Change) async throws -> [FollowUp] {
        let (person, code) = (request.person, request.caseCode)
        return try await connection.change(by: change) { transaction in
            let db = transaction.db
            let dossier = try transaction.caseToChange(code)
            let people = change.rules.catalogues.people(of: dossier)
            let access = transaction.planner.access(at: change.now)
            guard dossier.excluded.contains(person) else {
                guard access.isKept(from: person, people, at: dossier.school) else { throw StoreError.notExcluded(person, from: code) }
                throw StoreError.keptFromRole(person, from: code)
            }
            try db.cachedStatement(sql: "DELETE FROM exclusions WHERE case_code = ? AND person = ?").execute(arguments: [code, person])
            let after = try db.people(of: code, by: change.rules)
            if access.isKept(from: person, after, at: dossier.school) { throw StoreError.keptFromRole(person, from: code) }
            try transaction.write(.readmitted, caseCode: code, [.init("person", to: person.rawValue), .init("reason", to: request.reason)])
            let open = try transaction.openFollowUps(of: code)
            return open.filter { access.holder(of: $0.owner, after, at: $0.school) == person }
        }
    }
}

extension Transaction {
    /// `role` is the one that excludes them; nil when somebody asked for it.
    func exclude(_ person: PersonID, from code: CaseCode, by role: RoleID? = nil) throws {
        try db.cachedStatement(sql: "INSERT INTO exclusions (case_code, person, by_role) VALUES (?, ?, ?)").execute(arguments: [code, person, role])
        try write(.excluded, caseCode: code, [.init("person", to: person.rawValue)] + (role.map { [.init("role", to: $0.rawValue)] } ?? []))
    }

    func excludeAll(_ people: Set<PersonID>, from code: CaseCode) throws {
        for person in people.subtracting(try db.excluded(from: code)).sorted() { try exclude(person, from: code) }
    }

    /// Excludes by name whoever holds a role that the case is kept from. The role alone already passes them and their
    /// stand-ins over; by name it is in the history, and lasts when somebody else gets the role.
    func excludeHolders(in code: CaseCode, at school: SchoolID) throws {
        let people = try db.people(of: code, by: change.rules)
        let access = planner.access(at: change.now)
        for (person, role) in access.excludedHolders(people, at: school).sorted(by: { $0.key < $1.key }) where !people.excluded.contains(person) {
            try exclude(person, from: code, by: role)
        }
    }

    /// Works out the people of some cases again: by the kinds opened in each, as the catalogue now has them, and by the
    /// present role holders. The range of codes is from `first`, excluded, to `last`, included.
    func reviewCasePeople(after first: String, through last: String) throws {
        for kind in Set(change.rules.catalogues.all.flatMap(\.kindsThatChangePeople)).sorted() {
            // Asked first: an INSERT takes the lock even when it adds nothing.
            let missing = try CaseCode.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT code FROM cases WHERE code > ?1 AND code <= ?2
                            AND EXISTS (SELECT 1 FROM follow_ups WHERE case_code = code AND kind = ?3 AND undone = 0)
                            AND NOT EXISTS (SELECT 1 FROM case_kinds WHERE case_code = code AND kind = ?3)
                        """), arguments: [first, last, kind])
            let insert = try db.cachedStatement(sql: "INSERT INTO case_kinds (case_code, kind) VALUES (?, ?)")
            for code in missing { try insert.execute(arguments: [code, kind]) }
        }
        let special = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT code, school FROM cases
                    WHERE code > ? AND code <= ? AND EXISTS (SELECT 1 FROM case_kinds WHERE case_code = code) ORDER BY code
                    """), arguments: [first, last])
        for row in special { try excludeHolders(in: row[0], at: row[1]) }
    }
}
