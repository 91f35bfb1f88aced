import Foundation
import FollowUps
import GRDB

/// What excluding somebody from a case did.
public struct ExclusionResult: Sendable {
    /// The open follow-ups of the case that are theirs by name or by role.
    public let owned: [FollowUp]
    /// Their reminders that had not been sent: who was to get them instead.
    public let replaced: [Unreached]
}

extension Store {
    /// Who hears nothing of a case in person; nobody when there is no such case.
    public func excluded(from code: CaseCode) throws -> Set<PersonID> { try queue.read { db in try db.excluded(from: code) } }

    /// Keeps everything of a case from somebody from now on (promise 6); nothing is taken from the past.
    ///
    /// What waited to be sent to them is planned again for the next person of the chain or the ladder, in the same transaction, so that the step is
    /// not lost. Throws `alreadyExcluded`.
    public func exclude(
        _ person: PersonID, from code: CaseCode, by change: Change, newMessageID: () -> String
    ) throws -> ExclusionResult {
        try queue.write { db in
            let transaction = try Transaction(db, change)
            guard try !transaction.knownCase(code).excluded.contains(person) else { throw StoreError.alreadyExcluded(person, from: code) }
            try transaction.exclude(person, from: code)
            let open = try transaction.openFollowUps(of: code, counting: true) + transaction.openFollowUps(of: code, counting: false)
            var replaced: [Unreached] = []
            for followUp in open {
                replaced += try transaction.passOnWhatIsExcluded(of: followUp, newMessageID: newMessageID)
                try transaction.setNextLook(followUp.id)
            }
            let owned = open.filter { transaction.planner.directory.holder(of: $0.owner, at: $0.school) == person }
            return ExclusionResult(owned: owned, replaced: replaced)
        }
    }
}

extension Transaction {
    func exclude(_ person: PersonID, from code: CaseCode) throws {
        try db.execute(sql: "INSERT INTO exclusions (case_code, person) VALUES (?, ?)", arguments: [code.rawValue, person.rawValue])
        try write(.excluded, caseCode: code, [.init("person", to: person.rawValue)])
    }

    /// Those who are excluded already stay so.
    func excludeAll(_ people: Set<PersonID>, from code: CaseCode) throws {
        for person in people.subtracting(try db.excluded(from: code)).sorted() { try exclude(person, from: code) }
    }

    /// Excludes whoever holds roles at the school of a case.
    ///
    /// The planner passes over the roles by itself; that their holders are excluded in person as well keeps the case out of their lists, is in the
    /// history, and stays when somebody else gets the role.
    func excludeHolders(of roles: Set<RoleID>, from code: CaseCode, at school: SchoolID) throws {
        try excludeAll(Set(roles.compactMap { planner.directory.holder(of: .role($0), at: school) }), from: code)
    }

    /// Excludes whoever has come to hold a role since from the cases that are kept from it.
    func excludeNewHolders() throws {
        for (kind, roles) in change.rules.catalogue.exclusions.sorted(by: { $0.key < $1.key }) {
            let rows = try Row.fetchAll(
                db,
                sql: "SELECT code, school FROM cases WHERE EXISTS (SELECT 1 FROM follow_ups WHERE case_code = code AND kind = ?) ORDER BY code",
                arguments: [kind.rawValue])
            for row in rows {
                let school = SchoolID(try row.text("school", of: "cases"))
                try excludeHolders(of: roles, from: CaseCode(try row.text("code", of: "cases")), at: school)
            }
        }
    }
}

extension Database {
    /// Who hears nothing of a case in person.
    func excluded(from caseCode: CaseCode) throws -> Set<PersonID> {
        Set(
            try String.fetchAll(
                cachedStatement(sql: "SELECT person FROM exclusions WHERE case_code = ?"), arguments: [caseCode.rawValue]
            ).map { PersonID($0) })
    }

    /// The roles that hear nothing of a case, because of what has been opened in it.
    func excludedRoles(from caseCode: CaseCode, by catalogue: Catalogue) throws -> Set<RoleID> {
        try catalogue.exclusions.reduce(into: []) { excluded, exclusion in
            let (kind, roles) = exclusion
            let isThere = try Bool.fetchOne(
                cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM follow_ups WHERE case_code = ? AND kind = ?)"),
                arguments: [caseCode.rawValue, kind.rawValue])
            if isThere == true { excluded.formUnion(roles) }
        }
    }
}
