import FollowUps
import GRDB

/// A suspicion about staff in a case that has other work gets an own case. Nothing in the first case says so.
extension Transaction {
    /// The own case for something that is asked for in a case, opened if need be; nil when it belongs in that case
    /// itself. Whoever began an own case adds to it while it is open.
    ///
    /// - Parameter state: of the case, without the follow-up that is being closed.
    func ownCase(for kinds: [KindID], askedIn code: CaseCode?, in state: CaseState) throws -> CaseCode? {
        guard let code else { return nil }
        let catalogue = try catalogue(of: code)
        guard kinds.contains(where: { catalogue.beginsOwnCase($0, in: state) }) else { return nil }
        let dossier = try knownCase(code)
        if let known = try db.ownCases(from: code).first(where: { try !isKeptFromActor($0, at: dossier.school) }) { return known }
        let next = try db.nextCode(like: dossier, matching: change.rules.caseCodes)
        try openCase(next, at: dossier.school, by: catalogue)
        try db.cachedStatement(sql: "UPDATE cases SET from_case = ? WHERE code = ?").execute(arguments: [code, next])
        try takeOverPeople(of: dossier, into: next, keptFrom: kinds)
        return next
    }

    /// Exclusions by name hold here too. Role holders keep their role, unless what is opened here keeps the case from that role.
    private func takeOverPeople(of dossier: Case, into code: CaseCode, keptFrom kinds: [KindID]) throws {
        let asked = try PersonID.fetchSet(
            db, sql: "SELECT person FROM exclusions WHERE case_code = ? AND by_role IS NULL", arguments: [dossier.code])
        try excludeAll(asked, from: code)
        let catalogue = try catalogue(of: code)
        let effective = kinds.compactMap { catalogue.kind($0) }
        let lost = Set(effective.flatMap { $0.excludes + $0.takesOver.keys })
        let excluded = try db.excluded(from: code)
        for (role, person) in dossier.holders.sorted(by: { $0.key < $1.key }) where !lost.contains(role) && !excluded.contains(person) {
            _ = try setHolder(of: role, in: code, to: person)
        }
    }

    /// Closes a follow-up in an own case, with what follows from it, and withdraws it where it was.
    func close(
        _ followUp: FollowUp, _ kind: Kind, as request: ClosingRequest, opening openings: [NewFollowUp], inOwnCase code: CaseCode
    ) throws -> ClosingResult {
        let isNew = try openFollowUps(of: code).isEmpty
        let id = try open(NewFollowUp(followUp, of: kind, movedTo: code), origin: nil)
        try end(self.followUp(id), as: request)
        try withdraw(followUp, for: id, because: Self.goesOn)
        // A recurring kind goes on where it was.
        let (rounds, others) = (openings.filter { $0.kind == followUp.kind }, openings.filter { $0.kind != followUp.kind })
        let (opened, kept) = try follow(others.map { $0.moved(to: code) }, from: id)
        let (again, still) = try follow(rounds, from: followUp.id)
        let check = isNew ? try openCheck(of: code) : []
        return ClosingResult(
            followUp: try self.followUp(id), opened: opened + check + again, withdrawn: [try self.followUp(followUp.id)], kept: kept + still,
            ownCase: code)
    }
}

extension Database {
    /// The open own cases of a case, the latest first.
    func ownCases(from code: CaseCode) throws -> [CaseCode] {
        try CaseCode.fetchAll(
            cachedStatement(sql: "SELECT code FROM cases WHERE from_case = ? AND closed_at IS NULL ORDER BY opened_at DESC, code DESC"),
            arguments: [code])
    }

    /// The code for a new own case, as if the hidden cases did not exist.
    func nextCode(like dossier: Case, matching pattern: CaseCodePattern, leavingOut hidden: Set<CaseCode> = []) throws -> CaseCode {
        let rows = try Row.fetchAll(cachedStatement(sql: "SELECT code, school FROM cases"))
        let codes = rows.map { (code: $0[0] as CaseCode, school: $0[1] as SchoolID) }.filter { !hidden.contains($0.code) }
        return CaseCode.next(
            like: dossier.code, among: codes.filter { $0.school == dossier.school }.map(\.code), taken: Set(codes.map(\.code)), matching: pattern)
    }
}
