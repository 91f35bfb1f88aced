import Foundation
import FollowUps
import GRDB

extension FollowUpRepository {
    /// The kinds of what is open that a catalogue does not have.
    public func openKinds(beyond catalogue: Catalogue) async throws -> Set<KindID> {
        try await connection.read { db in
            Set(
                try KindID.fetchAll(db.cachedStatement(sql: "SELECT DISTINCT kind FROM follow_ups WHERE status = 'open'"))
                    .filter { catalogue.kind($0) == nil })
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
}

extension Database {
    /// In the transaction of a change, so that whatever is opened has its catalogue in the same file.
    func keep(_ catalogue: CatalogueText?, at now: Date) throws {
        guard let catalogue,
            try Int.fetchOne(cachedStatement(sql: "SELECT 1 FROM catalogues WHERE fingerprint = ?"), arguments: [catalogue.fingerprint]) == nil
        else { return }
        try cachedStatement(sql: "INSERT INTO catalogues (fingerprint, id, version, text, since) VALUES (?, ?, ?, ?, ?)").execute(arguments: [
            catalogue.fingerprint, catalogue.head.id, catalogue.head.version, catalogue.text, now.unixSeconds,
        ])
    }
}
