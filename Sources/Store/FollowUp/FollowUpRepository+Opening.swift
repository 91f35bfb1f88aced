import FollowUps
import Foundation
import GRDB

public struct OpeningResult: Sendable {
    public let followUp: FollowUp
    /// Opened with it, as its case is new.
    public let others: [FollowUp]
    /// The own case in which it was opened; nil when that is the case it was asked for in.
    public let ownCase: CaseCode?
}

extension FollowUpRepository {
    /// Opens a follow-up that somebody asks for. A new case code opens that case, with its check. Exclusions hold from
    /// the first moment on.
    ///
    /// Throws `caseClosed`, `caseAtAnotherSchool`, `codeInUse` when the case is kept from the actor, `protected`,
    /// `openAlready` when one of its kind is open in the case, and `expected` when another kind should come first and
    /// no reason is given.
    public func open(_ request: OpeningRequest, by change: Change) async throws -> OpeningResult {
        try await connection.change(by: change) { try $0.openAsAsked(request.opening, excluding: request.excluded) }
    }

}

extension Transaction {
    /// Throws `codeInUse` when the case is kept from the actor, who learns no more than that.
    func checkAccess(to code: CaseCode?) throws {
        guard let code, let dossier = try dossier(code), try isKeptFromActor(code, at: dossier.school) else { return }
        throw StoreError.codeInUse(code)
    }

    func openAsAsked(_ asked: NewFollowUp, excluding excluded: Set<PersonID> = []) throws -> OpeningResult {
        try checkAccess(to: asked.caseCode)
        guard let askedCode = asked.caseCode else {
            return OpeningResult(followUp: try followUp(open(asked, origin: nil)), others: [], ownCase: nil)
        }
        if try dossier(askedCode) != nil { try ensureCase(askedCode, at: asked.school) }
        let ownCase = try ownCase(for: [asked.kind], askedIn: askedCode, in: db.caseState(askedCode, by: change.rules))
        let code = ownCase ?? askedCode
        let isNew = try openFollowUps(of: code).isEmpty && (ownCase != nil || dossier(code) == nil)
        try ensureCase(code, at: asked.school)
        try excludeAll(excluded, from: code)
        let opening = asked.moved(to: code)
        try checkAsked(opening, in: code)
        let id = try open(opening, origin: nil)
        let others = isNew ? try openCheck(of: code) : []
        return OpeningResult(followUp: try followUp(id), others: others, ownCase: ownCase)
    }

    /// Throws `openAlready` or `expected` when this may not be opened by hand.
    func checkAsked(_ opening: NewFollowUp, in code: CaseCode) throws {
        let catalogue = try catalogue(of: code, at: opening.school)
        try checkIsOnlyOne(opening.kind, titled: opening.title, among: openFollowUps(of: code), in: code)
        guard opening.reason == nil, catalogue.kind(opening.kind)?.expects.isEmpty == false else { return }
        let missing = catalogue.missing(before: opening.kind, in: try db.caseState(code, by: change.rules))
        if !missing.isEmpty { throw StoreError.expected(opening.kind, missing, in: code) }
    }

    /// Throws `openAlready` when one of its kind is open in the case. A follow-up with a title of its own is always another.
    func checkIsOnlyOne(_ kind: KindID, titled title: String?, among open: [FollowUp], in code: CaseCode) throws {
        guard title == nil, let twin = open.first(where: { $0.kind == kind }) else { return }
        throw StoreError.openAlready(kind, twin.id, in: code)
    }

    /// Opens a follow-up and returns its id. `origin` is the follow-up whose closing opens it. Its escalation starts
    /// now, or at `start`.
    func open(_ opening: NewFollowUp, origin: Int64?, remindingFrom start: Date? = nil) throws -> Int64 {
        if let code = opening.caseCode {
            try ensureCase(code, at: opening.school)
            try take(opening.kind, intoAccountIn: code, at: opening.school)
            if origin == nil { try checkProtections(against: opening.kind, in: code) }
        }
        let subject = FollowUp.sameSubject(caseCode: opening.caseCode, employee: opening.employee, school: opening.school)
        // A follow-up with a title of its own is never another round; a school may have thousands of those.
        let catalogue = try catalogue(for: opening)
        let earlier =
            opening.title != nil
            ? 0
            : try SQLRequest<Int>(
                literal: "SELECT count(*) FROM follow_ups WHERE \(subject) AND kind IN \(catalogue.names(of: opening.kind)) AND status <> 'cancelled'"
            ).fetchOne(db)
        let version = catalogue.version.description
        let (role, person) = opening.owner.columns
        let (day, instant) = opening.due.columns
        try db.execute(
            literal: """
                INSERT INTO follow_ups (
                    kind, title, school, case_code, employee, owner_role, owner_person, urgency, due_day, due_at, overdue_from, round,
                    status, opened_at, origin, ladder, ladder_started_at, ladder_started_by, note, next_at, catalogue)
                VALUES (
                    \(opening.kind), \(opening.title), \(opening.school), \(opening.caseCode),
                    \(opening.employee), \(role), \(person), \(opening.urgency), \(day), \(instant), 0,
                    \((earlier ?? 0) + 1), 'open', \(now), \(origin), 1, \(start?.unixSeconds ?? now),
                    \(change.actor), \(opening.note), \(now), \(version))
                """)
        let id = db.lastInsertedRowID
        try write(
            .opened, followUp: id, caseCode: opening.caseCode,
            [
                .init("kind", to: opening.kind.rawValue), .init("due", to: opening.due.text(planner.directory.clock)),
                .init("owner", to: opening.owner.description),
            ] + (origin.map { [.init("origin", to: String($0))] } ?? []) + (opening.reason.map { [.init("reason", to: $0)] } ?? []))
        try withdraw(to: id, opening.kind, in: opening.caseCode)
        return id
    }

    fileprivate func ensureCase(_ code: CaseCode, at school: SchoolID) throws {
        guard let row = try Row.fetchOne(db.cachedStatement(sql: "SELECT school, closed_at, catalogue FROM cases WHERE code = ?"), arguments: [code])
        else {
            return try openCase(code, at: school, by: change.rules.catalogues.catalogue(at: school))
        }
        if row["closed_at"] as Int64? != nil { throw StoreError.caseClosed(code) }
        let known: SchoolID = try row.value("school", of: "cases")
        if known != school { throw StoreError.caseAtAnotherSchool(code, school: known) }
        // Older than versions are kept: from now on it goes on by the present one.
        if row["catalogue"] as String? == nil { try setCatalogue(of: code, to: change.rules.catalogues.catalogue(at: school).version) }
    }
}

extension Transaction {
    /// Opening some kinds changes the people of the case. Whoever opens one is exempt from what it keeps from roles: they know.
    func take(_ kind: KindID, intoAccountIn code: CaseCode, at school: SchoolID) throws {
        let catalogue = try catalogue(of: code, at: school)
        guard catalogue.kindsThatChangePeople.contains(kind) else { return }
        try db.cachedStatement(sql: "INSERT OR IGNORE INTO case_kinds (case_code, kind) VALUES (?, ?)").execute(arguments: [code, kind])
        if catalogue.kind(kind)?.excludes.isEmpty == false, planner.directory.person(PersonID(change.actor)) != nil {
            try db.cachedStatement(sql: "INSERT OR IGNORE INTO exemptions (case_code, person) VALUES (?, ?)").execute(arguments: [code, change.actor])
        }
        try excludeHolders(in: code, at: school)
    }
}
