import FollowUps
import Store

/// What whoever runs a command may see and do, by the same functions of the domain as on the pages. What they may not see is as if it were not there
/// (promise 6); what they may see and not do is refused in words. Whoever administers the service, in their own name, is refused nothing.
extension Instance {
    /// Nil for whoever sees everything.
    var viewer: PersonID? { identity.person?.id }

    var hidden: Set<CaseCode> { visibility?.hidden ?? [] }

    // MARK: Follow-ups

    /// Throws `noSuchFollowUp`, also for one that they may not read.
    func permitted(_ id: Int64) async throws -> PermittedFollowUp {
        guard let visibility else {
            let followUp = try await store.followUps.followUp(id).followUp
            return PermittedFollowUp(followUp: followUp, dossier: nil, actions: Set(FollowUpAction.allCases), seesReasons: true)
        }
        guard let found = try await store.followUps.permitted(id, in: visibility, rules: rules, at: now) else { throw StoreError.noSuchFollowUp(id) }
        return found
    }

    /// Throws `noSuchFollowUp`, also for one that they may not read.
    @discardableResult
    func followUp(_ id: Int64, to action: FollowUpAction) async throws -> FollowUp {
        let found = try await permitted(id)
        guard found.actions.contains(action) else { throw CommandError.followUpRefused(id, action) }
        return found.followUp
    }

    func readable(_ rows: [ListedFollowUp]) async throws -> [ListedFollowUp] {
        guard let visibility else { return rows }
        let ids = try await store.followUps.readable(rows.map(\.followUp), in: visibility, rules: rules, at: now)
        return rows.filter { ids.contains($0.followUp.id) }
    }

    func readable(_ followUps: [FollowUp]) async throws -> [FollowUp] {
        guard let visibility else { return followUps }
        let ids = try await store.followUps.readable(followUps, in: visibility, rules: rules, at: now)
        return followUps.filter { ids.contains($0.id) }
    }

    /// Those of some follow-ups that they may read; nil for all.
    func readable(ids: Set<Int64>) async throws -> Set<Int64>? {
        guard let visibility else { return nil }
        return try await store.followUps.readable(ids: ids, in: visibility, rules: rules, at: now)
    }

    /// Throws unless they may give it to that owner, as the page offers it.
    func checkOwner(_ owner: Owner, of followUp: FollowUp, in dossier: Case?) throws(CommandError) {
        guard let visibility else { return }
        let possible = visibility.possibleOwners(of: followUp, in: dossier)
        guard possible.contains(owner) else { throw .notAnOwner(owner, at: followUp.school, possible: possible) }
    }

    // MARK: Cases

    /// Nil for everything. Throws `noSuchCase`, also for a case of which they may not know.
    func permission(in dossier: Case) throws -> CasePermission? {
        guard let visibility else { return nil }
        guard let permission = visibility.permission(in: dossier) else { throw StoreError.noSuchCase(dossier.code) }
        return permission
    }

    /// Throws `noSuchCase`, also for a case of which they may not know.
    @discardableResult
    func dossier(_ code: CaseCode, to action: CaseAction) async throws -> Case {
        let dossier = try await store.cases.dossier(code)
        if let permission = try permission(in: dossier), !permission.actions.contains(action) {
            throw CommandError.caseRefused(code, action)
        }
        return dossier
    }

    func readsTimeline(of dossier: Case) -> Bool { visibility?.seesTimeline(of: dossier) ?? true }

    // MARK: Schools

    func check(_ right: RoleRight, at school: SchoolID) throws(CommandError) {
        guard visibility?.may(right, at: school) ?? true else { throw .rightMissing(right, at: school) }
    }

    /// Throws unless they may open such a follow-up: in a case of theirs, as a case of its own, or without one where they have a part in the school or have to do it.
    func checkOpening(_ opening: NewFollowUp) async throws {
        guard let visibility else { return }
        guard let code = opening.caseCode else {
            guard visibility.mayOpen(for: opening.owner, at: opening.school) else {
                throw CommandError.openingRefused(opening.kind, at: opening.school)
            }
            return
        }
        do {
            let dossier = try await store.cases.dossier(code)
            guard let permission = visibility.permission(in: dossier) else { throw StoreError.codeInUse(code) }
            guard permission.actions.contains(.add) else { throw CommandError.caseRefused(code, .add) }
        } catch StoreError.noSuchCase {
            try check(.openCases, at: opening.school)
        }
    }

    // MARK: What is written down

    /// Writes down that they read a case. When that fails they are shown it all the same, for what has to be done must not wait for it.
    func noteReading(of code: CaseCode?, _ context: CommandContext) async {
        guard let code else { return }
        do {
            try await store.history.record([CaseReading(code, by: PersonID(identity.actor), through: identity.through, at: now)])
        } catch {
            context.warn(["it could not be written down that you have read this case: \(error)"])
        }
    }
}
