import Foundation
import Store

@testable import FollowUps

/// Changes that nobody has checked: the worlds of these tests have no roles in their catalogue, and move due days to the past.
extension FollowUpRepository {
    public func open(_ opening: NewFollowUp, excluding excluded: Set<PersonID> = [], by change: Change) async throws -> OpeningResult {
        try await open(OpeningRequest(opening: opening, excluded: excluded), by: change)
    }

    public func reschedule(_ id: Int64, to due: Due, reason: String, by change: Change) async throws -> FollowUp {
        try await reschedule(RescheduleRequest(followUp: id, due: due, reason: reason), by: change)
    }

    public func assign(_ id: Int64, to owner: Owner, by change: Change) async throws -> FollowUp {
        try await assign(AssignmentRequest(followUp: id, owner: owner), by: change)
    }

    public func assignAll(of former: Owner, to owner: Owner, by change: Change) async throws -> [FollowUp] {
        try await assignAll(BulkAssignmentRequest(former: former, owner: owner), by: change)
    }

}

extension CaseRepository {
    public func open(
        _ code: CaseCode, at school: SchoolID, with openings: [NewFollowUp], holders: [RoleID: PersonID] = [:],
        excluding excluded: Set<PersonID> = [],
        by change: Change
    ) async throws -> CaseOpeningResult {
        try await open(
            CaseOpeningRequest(code: code, school: school, openings: openings, holders: holders, excluded: excluded), by: change)
    }

    public func reopen(_ code: CaseCode, with openings: [NewFollowUp], reason: String?, by change: Change) async throws -> CaseOpeningResult {
        try await reopen(CaseReopeningRequest(code: code, openings: openings, reason: reason), by: change)
    }

    public func setHolder(
        of role: RoleID, in code: CaseCode, to person: PersonID?, by change: Change
    ) async throws -> (dossier: Case, followUps: [FollowUp]) {
        try await setHolder(CaseRoleRequest(role: role, caseCode: code, person: person), by: change)
    }

    public func exclude(
        _ person: PersonID, from code: CaseCode, by change: Change, newMessageID: @escaping @Sendable () -> String
    ) async throws -> ExclusionResult {
        try await exclude(ExclusionRequest(person: person, caseCode: code), by: change, newMessageID: newMessageID)
    }

    public func readmit(_ person: PersonID, to code: CaseCode, reason: String, by change: Change) async throws -> [FollowUp] {
        try await readmit(ReadmissionRequest(person: person, caseCode: code, reason: reason), by: change)
    }
}

extension NewFollowUp {
    /// One that nobody has checked.
    public init(
        kind: Kind, title: String? = nil, school: SchoolID, caseCode: CaseCode? = nil, employee: PersonID? = nil, owner: Owner, due: Due,
        note: String? = nil, reason: String? = nil
    ) {
        self.init(kind, title: title, at: school, in: caseCode, about: employee, owner: owner, due: due, note: note, reason: reason)
    }
}
