import Foundation
import FollowUps
import GRDB

public struct CaseFilter: Sendable {
    public var isOpen: Bool? = true
    public var school: SchoolID?
    /// Cases to leave out because they are kept from whoever looks.
    public var hidden: Set<CaseCode> = []

    public init() {}
}

public struct CaseOpeningResult: Sendable {
    public let dossier: Case
    public let opened: [FollowUp]
}

public struct CaseClosingResult: Sendable {
    public let dossier: Case
    /// Closed with the case.
    public let closed: [FollowUp]
    /// Did not count, and was cancelled with the case.
    public let cancelled: [FollowUp]
}

extension CaseRepository {
    /// Opens a case with its first follow-ups, its check, its own role holders and its exclusions. Throws `caseExists`,
    /// or `codeInUse` when that case is kept from the actor.
    public func open(_ request: CaseOpeningRequest, by change: Change) async throws -> CaseOpeningResult {
        let code = request.code
        return try await connection.change(by: change) { transaction in
            if let known = try transaction.dossier(code) {
                // All they may learn of it is that the code cannot be had.
                throw try transaction.isKeptFromActor(code, at: known.school) ? StoreError.codeInUse(code) : .caseExists(code)
            }
            try transaction.openCase(code, at: request.school, by: change.rules.catalogues.catalogue(at: request.school))
            try transaction.excludeAll(request.excluded, from: code)
            for (role, person) in request.holders.sorted(by: { $0.key < $1.key }) {
                _ = try transaction.setHolder(of: role, in: code, to: person)
            }
            var opened: [FollowUp] = []
            for opening in request.openings {
                try transaction.checkAsked(opening, in: code)
                opened.append(try transaction.followUp(transaction.open(opening, origin: nil)))
            }
            opened += try transaction.openCheck(of: code)
            return CaseOpeningResult(dossier: try transaction.knownCase(code), opened: opened)
        }
    }

    /// In order of code.
    public func list(_ filter: CaseFilter) async throws -> [Case] {
        var conditions: [SQL] = ["TRUE"]
        if let isOpen = filter.isOpen { conditions.append(isOpen ? "closed_at IS NULL" : "closed_at IS NOT NULL") }
        if let school = filter.school { conditions.append("school = \(school)") }
        if !filter.hidden.isEmpty { conditions.append("code NOT IN \(filter.hidden.sorted())") }
        let request = SQLRequest<Row>(literal: "SELECT * FROM cases WHERE \(conditions.joined(separator: " AND ")) ORDER BY code")
        return try await connection.read { db in try request.fetchAll(db).map { try Case($0, db) } }
    }

    /// Throws `noSuchCase`, also for a hidden case.
    public func dossier(_ code: CaseCode, hiding hidden: Set<CaseCode> = []) async throws -> Case {
        try await connection.read { db in
            guard !hidden.contains(code), let row = try Row.fetchOne(db.cachedStatement(sql: "SELECT * FROM cases WHERE code = ?"), arguments: [code])
            else {
                throw StoreError.noSuchCase(code)
            }
            return try Case(row, db)
        }
    }

    /// Closes a case, and cancels what does not count. Of what counts it closes each follow-up that has an outcome
    /// which closes the case and needs no reason. Throws `caseNotDone` if anything else that counts is open, or if nobody
    /// has said that the case can close (`Catalogue.mayBeClosed`); then the alarm asks for an answer.
    public func close(_ code: CaseCode, by change: Change) async throws -> CaseClosingResult {
        try await connection.change(by: change) { transaction in
            guard try transaction.caseToChange(code).isOpen else { throw StoreError.caseClosed(code) }
            let (open, catalogue) = (try transaction.openFollowUps(of: code), try transaction.catalogue(of: code))
            guard catalogue.mayBeClosed(open: Set(open.map(\.kind)), isExplained: try transaction.hasCancelled(in: code)) else {
                let left = open.filter { catalogue.keepsCaseGoing($0.kind) }
                let asking = left.isEmpty ? open.filter { $0.kind == catalogue.alarm?.id } : left
                throw StoreError.caseNotDone(code, open: asking.map(\.id))
            }
            var closed: [Int64] = []
            for followUp in try transaction.openFollowUps(of: code, counting: true) {
                guard let outcome = catalogue.outcomeOfClosing(followUp.kind) else { continue }
                try transaction.end(followUp, .closed, outcome: outcome.id, reason: nil, date: nil)
                closed.append(followUp.id)
            }
            let cancelled = try transaction.closeCase(code)
            return CaseClosingResult(
                dossier: try transaction.knownCase(code), closed: try closed.map { try transaction.followUp($0) }, cancelled: cancelled)
        }
    }

    /// Opens a closed case again, with the follow-ups that keep it going. Throws `caseOpen`.
    public func reopen(_ request: CaseReopeningRequest, by change: Change) async throws -> CaseOpeningResult {
        let code = request.code
        return try await connection.change(by: change) { transaction in
            let db = transaction.db
            let dossier = try transaction.caseToChange(code)
            guard let closedAt = dossier.closedAt else { throw StoreError.caseOpen(code) }
            try db.cachedStatement(sql: "UPDATE cases SET closed_at = NULL WHERE code = ?").execute(arguments: [code])
            var changes: [HistoryEntry.Change] = [.init("closed", from: change.rules.directory.clock.iso8601(closedAt))]
            if let reason = request.reason { changes.append(.init("reason", to: reason)) }
            try transaction.write(.caseReopened, caseCode: code, changes)
            let opened = try request.openings.map { try transaction.followUp(transaction.open($0, origin: nil)) }
            return CaseOpeningResult(dossier: try transaction.knownCase(code), opened: opened)
        }
    }
}

extension Database {
    func dossier(_ code: CaseCode) throws -> Case? {
        try Row.fetchOne(cachedStatement(sql: "SELECT * FROM cases WHERE code = ?"), arguments: [code]).map { try Case($0, self) }
    }
}

extension Transaction {
    func dossier(_ code: CaseCode) throws -> Case? { try db.dossier(code) }

    func knownCase(_ code: CaseCode) throws -> Case {
        guard let dossier = try dossier(code) else { throw StoreError.noSuchCase(code) }
        return dossier
    }

    func openCase(_ code: CaseCode, at school: SchoolID, by catalogue: Catalogue) throws {
        try db.cachedStatement(sql: "INSERT INTO cases (code, school, opened_at, catalogue) VALUES (?, ?, ?, ?)").execute(arguments: [
            code, school, now, catalogue.version.description,
        ])
        try write(.caseOpened, caseCode: code, [.init("school", to: school.rawValue)])
    }

    /// In order of opening.
    func openFollowUps(of code: CaseCode) throws -> [FollowUp] {
        try Row.fetchAll(
            db.cachedStatement(sql: "SELECT \(FollowUp.columns) FROM follow_ups WHERE case_code = ? AND status = 'open' ORDER BY id"),
            arguments: [code]
        ).map { try FollowUp($0) }
    }

    /// Those that count, or those that do not. A kind that has left the catalogue counts.
    func openFollowUps(of code: CaseCode, counting: Bool) throws -> [FollowUp] {
        let other = try catalogue(of: code).kindsThatDoNotCount
        return try openFollowUps(of: code).filter { other.contains($0.kind) != counting }
    }

    /// Whether somebody has cancelled something in a case, which takes a reason.
    fileprivate func hasCancelled(in code: CaseCode) throws -> Bool {
        try Bool.fetchOne(
            db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM history WHERE case_code = ? AND action = ?)"),
            arguments: [code, HistoryEntry.Action.cancelled.rawValue]) ?? false
    }

    /// Closes a case and cancels what does not count. Throws `caseNotDone` when something that counts is open.
    func closeCase(_ code: CaseCode) throws -> [FollowUp] {
        let open = try openFollowUps(of: code, counting: true)
        guard open.isEmpty else { throw StoreError.caseNotDone(code, open: open.map(\.id)) }
        let unneeded = try openFollowUps(of: code, counting: false)
        for followUp in unneeded { try end(followUp, .cancelled, outcome: nil, reason: "the case was closed", date: nil) }
        try db.cachedStatement(sql: "UPDATE cases SET closed_at = ? WHERE code = ?").execute(arguments: [now, code])
        try write(.caseClosed, caseCode: code, [.init("closed", to: planner.directory.clock.iso8601(change.now))])
        return try unneeded.map { try followUp($0.id) }
    }
}

extension Case {
    init(_ row: Row, _ db: Database) throws {
        let code: CaseCode = try row.value("code", of: "cases")
        self.init(
            code: code, school: try row.value("school", of: "cases"), openedAt: try row.instant("opened_at", of: "cases"),
            closedAt: row.instant("closed_at"), excluded: try db.excluded(from: code), holders: try db.caseHolders(in: code),
            exempt: try db.exempt(in: code), openedKinds: try db.openedKinds(in: code), namedOwners: try db.namedOwners(in: code),
            hold: try db.hold(on: code), fromCase: row["from_case"],
            leftOn: (row["left_on"] as String?).flatMap { Day($0) }, catalogue: (row["catalogue"] as String?).flatMap { CatalogueVersion($0) })
    }
}
