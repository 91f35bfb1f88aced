import Foundation
import FollowUps
import GRDB

extension CaseRepository {
    /// Keeps an open or closed case from every purge until it is released. Throws `alreadyHeld`.
    public func hold(_ request: HoldRequest, by change: Change) async throws -> Case {
        let (code, reason) = (request.caseCode, request.reason)
        return try await connection.change(by: change) { transaction in
            let db = transaction.db
            guard try transaction.caseToChange(code).hold == nil else { throw StoreError.alreadyHeld(code) }
            try db.cachedStatement(sql: "INSERT INTO holds (case_code, since, reason) VALUES (?, ?, ?)").execute(arguments: [
                code, transaction.now, reason,
            ])
            try transaction.write(.held, caseCode: code, [.init("hold", to: reason)])
            return try transaction.knownCase(code)
        }
    }

    /// Throws `notHeld`.
    public func release(_ request: ReleaseRequest, by change: Change) async throws -> Case {
        let code = request.caseCode
        return try await connection.change(by: change) { transaction in
            let db = transaction.db
            guard let hold = try transaction.caseToChange(code).hold else { throw StoreError.notHeld(code) }
            try db.cachedStatement(sql: "DELETE FROM holds WHERE case_code = ?").execute(arguments: [code])
            try transaction.write(
                .released, caseCode: code, [.init("hold", from: hold.reason)] + (request.reason.map { [.init("reason", to: $0)] } ?? []))
            return try transaction.knownCase(code)
        }
    }
}

extension Database {
    func hold(on code: CaseCode) throws -> Case.Hold? {
        try Row.fetchOne(cachedStatement(sql: "SELECT since, reason FROM holds WHERE case_code = ?"), arguments: [code]).map { row in
            Case.Hold(since: try row.instant("since", of: "holds"), reason: try row.text("reason", of: "holds"))
        }
    }
}
