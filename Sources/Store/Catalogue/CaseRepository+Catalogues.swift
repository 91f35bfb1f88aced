import Foundation
import FollowUps
import GRDB

extension CaseRepository {
    /// The versions by which something that is open goes on.
    public func cataloguesInUse() async throws -> Set<CatalogueVersion> {
        try await connection.read { db in
            Set(
                (try String.fetchAll(db.cachedStatement(sql: Self.versions(of: "cases", "closed_at IS NULL")))
                    + String.fetchAll(db.cachedStatement(sql: Self.versions(of: "follow_ups", "status = 'open' AND case_code IS NULL"))))
                    .compactMap { CatalogueVersion($0) })
        }
    }

    /// As `SELECT DISTINCT catalogue`, which would read the whole index: this looks up each value after the last.
    private static func versions(of table: String, _ condition: String) -> String {
        """
        WITH RECURSIVE versions (version) AS (
            SELECT min(catalogue) FROM \(table) WHERE \(condition) AND catalogue IS NOT NULL
            UNION ALL SELECT (SELECT min(catalogue) FROM \(table) WHERE \(condition) AND catalogue IS NOT NULL AND catalogue > version)
            FROM versions WHERE version IS NOT NULL)
        SELECT version FROM versions WHERE version IS NOT NULL
        """
    }

    /// The kinds of what is open that none of these catalogues has.
    public func openKinds(beyond catalogues: [Catalogue]) async throws -> Set<KindID> {
        try await connection.read { db in
            Set(
                try KindID.fetchAll(db.cachedStatement(sql: "SELECT DISTINCT kind FROM follow_ups WHERE status = 'open'"))
                    .filter { kind in !catalogues.contains { $0.kind(kind) != nil } })
        }
    }

    /// The texts of all catalogues by which something was changed, the latest first.
    public func catalogueTexts() async throws -> [CatalogueText] {
        try await connection.read { db in
            try Row.fetchAll(db.cachedStatement(sql: "SELECT * FROM catalogues ORDER BY since DESC, rowid DESC")).map { row in
                CatalogueText(
                    head: Catalogue.Head(id: try row.value("id", of: "catalogues"), version: try row.text("version", of: "catalogues")),
                    text: try row.text("text", of: "catalogues"), fingerprint: try row.text("fingerprint", of: "catalogues"))
            }
        }
    }

    /// The open cases that go on by a catalogue, in order of code.
    public func openCodes(by id: CatalogueID) async throws -> [CaseCode] {
        try await connection.read { db in
            try CaseCode.fetchAll(
                db, sql: "SELECT code FROM cases WHERE closed_at IS NULL AND catalogue >= ? AND catalogue < ? ORDER BY code",
                arguments: ["\(id) ", "\(id)!"])
        }
    }

    /// Nil when there is no such case yet.
    public func place(of code: CaseCode) async throws -> CasePlace? {
        try await connection.read { db in try db.place(of: code) }
    }
}

extension Database {
    func place(of code: CaseCode) throws -> CasePlace? {
        try Row.fetchOne(cachedStatement(sql: "SELECT school, catalogue FROM cases WHERE code = ?"), arguments: [code]).map { row in
            CasePlace(school: try row.value("school", of: "cases"), catalogue: (row["catalogue"] as String?).flatMap { CatalogueVersion($0) })
        }
    }

    /// By which a case goes on; a new one by that of its school.
    func catalogue(of code: CaseCode, at school: SchoolID? = nil, by rules: Ruleset) throws -> Catalogue {
        let catalogues = rules.catalogues
        if catalogues.all.count == 1 { return catalogues.first }
        if let place = try place(of: code) { return catalogues.catalogue(ofCaseAt: place) }
        return school.map(catalogues.catalogue(at:)) ?? catalogues.first
    }

    /// In the transaction of a change, so that whatever is opened has its catalogue in the same file.
    func keep(_ catalogues: [CatalogueText], at now: Date) throws {
        for catalogue in catalogues {
            let isKept = try cachedStatement(sql: "SELECT 1 FROM catalogues WHERE fingerprint = ?")
            if try Int.fetchOne(isKept, arguments: [catalogue.fingerprint]) != nil { continue }
            try cachedStatement(sql: "INSERT INTO catalogues (fingerprint, id, version, text, since) VALUES (?, ?, ?, ?, ?)").execute(arguments: [
                catalogue.fingerprint, catalogue.head.id, catalogue.head.version, catalogue.text, now.unixSeconds,
            ])
        }
    }
}

extension Transaction {
    func catalogue(of code: CaseCode, at school: SchoolID? = nil) throws -> Catalogue { try db.catalogue(of: code, at: school, by: change.rules) }

    /// By which something is opened.
    func catalogue(for opening: NewFollowUp) throws -> Catalogue {
        try opening.caseCode.map { try catalogue(of: $0, at: opening.school) } ?? change.rules.catalogues.catalogue(at: opening.school)
    }
}
