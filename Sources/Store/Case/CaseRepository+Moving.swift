import FollowUps
import GRDB

public struct CaseMoveResult: Sendable {
    public let dossier: Case
    public let from: CatalogueVersion
    /// Go on as they are.
    public let kept: [FollowUp]
    public let opened: [FollowUp]
    /// In place of which others were opened, or which are asked no more.
    public let withdrawn: [FollowUp]
}

extension CaseRepository {
    /// Moves an open case to another catalogue, or to the present version of its own. Throws `caseClosed`, or a `CaseMoveError` with nothing changed.
    ///
    /// - Parameter id: of a catalogue of the files; another throws `noSuchCatalogue`.
    public func move(_ code: CaseCode, to id: CatalogueID, by change: Change) async throws -> CaseMoveResult {
        try await connection.change(by: change) { transaction in
            let dossier = try transaction.caseToChange(code)
            guard dossier.isOpen else { throw StoreError.caseClosed(code) }
            let catalogues = change.rules.catalogues
            guard let next = catalogues.catalogue(id) else { throw StoreError.noSuchCatalogue(id, catalogues.current.map(\.head.id)) }
            return try transaction.move(dossier, from: catalogues.catalogue(of: dossier), to: next)
        }
    }
}

extension Transaction {
    fileprivate func move(_ dossier: Case, from former: Catalogue, to next: Catalogue) throws -> CaseMoveResult {
        let code = dossier.code
        let plan = try CaseMove(
            of: dossier, open: openFollowUps(of: code), entries: db.stateEntries(of: code), from: former, to: next, in: planner.directory)
        try setCatalogue(of: code, to: next.version)
        try write(.caseMoved, caseCode: code, [.init("catalogue", from: former.version.description, to: next.version.description)])
        // What has ended stays as it was asked.
        try db.cachedStatement(sql: "UPDATE follow_ups SET catalogue = ? WHERE case_code = ? AND catalogue IS NULL")
            .execute(arguments: [former.version.description, code])
        for followUp in plan.kept { try setCatalogue(ofFollowUp: followUp.id, to: next.version) }
        var opened: [FollowUp] = []
        for (followUp, opening) in plan.replaced {
            try end(followUp, .cancelled, outcome: nil, reason: Self.movesOn, date: nil, action: .withdrawn)
            // Two that were asked may have become one.
            if let chain = try join(opening, origin: followUp.id) {
                opened.append(chain)
            } else {
                opened.append(try self.followUp(open(opening, origin: followUp.id)))
            }
        }
        for followUp in plan.ended { try end(followUp, .cancelled, outcome: nil, reason: Self.movesOn, date: nil, action: .withdrawn) }
        opened += try openCheck(of: code)
        return CaseMoveResult(
            dossier: try knownCase(code), from: former.version, kept: try plan.kept.map { try self.followUp($0.id) }, opened: opened,
            withdrawn: try (plan.replaced.map(\.followUp) + plan.ended).map { try self.followUp($0.id) })
    }

    private static var movesOn: String { "the case goes on by another catalogue" }

    func setCatalogue(of code: CaseCode, to version: CatalogueVersion) throws {
        try db.cachedStatement(sql: "UPDATE cases SET catalogue = ? WHERE code = ?").execute(arguments: [version.description, code])
    }

    func setCatalogue(ofFollowUp id: Int64, to version: CatalogueVersion) throws {
        try db.cachedStatement(sql: "UPDATE follow_ups SET catalogue = ? WHERE id = ?").execute(arguments: [version.description, id])
        try setNextLook(followUp(id))
    }
}
