import Foundation
import FollowUps
import GRDB

extension CaseRepository {
    /// Lets a person hold a role in one case only; nil gives it back to the school's holder. What changes hands starts
    /// a new escalation, so that its new holder is reminded.
    ///
    /// Throws `caseClosed`, `takenOver` when another role has taken over this one in the case, and `keptFrom` when the
    /// person is excluded from it.
    ///
    /// - Returns: the case, and the open follow-ups that have changed hands.
    public func setHolder(_ request: CaseRoleRequest, by change: Change) async throws -> (dossier: Case, followUps: [FollowUp]) {
        let code = request.caseCode
        return try await connection.change(by: change) { transaction in
            guard try transaction.caseToChange(code).isOpen else { throw StoreError.caseClosed(code) }
            let changed = try transaction.setHolder(of: request.role, in: code, to: request.person)
            return (try transaction.knownCase(code), try changed.map { try transaction.followUp($0.id) })
        }
    }
}

extension Transaction {
    func setHolder(of role: RoleID, in code: CaseCode, to person: PersonID?) throws -> [FollowUp] {
        let dossier = try knownCase(code)
        let before = change.rules.catalogues.people(of: dossier)
        if before.role(inPlaceOf: role) != role { throw StoreError.takenOver(role, by: before.role(inPlaceOf: role), in: code) }
        let former = dossier.holders[role]
        if former == person { return [] }
        if let person {
            // A role keeps nobody out of this, but an exclusion by name does.
            if dossier.excluded.contains(person) { throw StoreError.keptFrom(person, code) }
            try db.cachedStatement(
                sql: """
                    INSERT INTO case_holders (case_code, role, person) VALUES (?, ?, ?)
                    ON CONFLICT (case_code, role) DO UPDATE SET person = excluded.person
                    """
            ).execute(arguments: [code, role, person])
        } else {
            try db.cachedStatement(sql: "DELETE FROM case_holders WHERE case_code = ? AND role = ?").execute(arguments: [code, role])
        }
        try write(.caseRole, caseCode: code, [.init("role", to: role.rawValue), .init("person", from: former?.rawValue, to: person?.rawValue)])
        let after = try db.people(of: code, by: change.rules)
        let directory = planner.directory
        let changed = try openFollowUps(of: code).filter {
            directory.holder(of: $0.owner, at: $0.school, in: before) != directory.holder(of: $0.owner, at: $0.school, in: after)
        }
        for followUp in changed {
            let holders = [before, after].map { directory.holder(of: followUp.owner, at: followUp.school, in: $0)?.rawValue }
            try startEscalation(followUp, action: .assigned, set: "snoozed_until = NULL", [.init("person", from: holders[0], to: holders[1])])
        }
        return changed
    }
}
