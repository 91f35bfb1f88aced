import FollowUps
import GRDB

extension CaseRepository {
    /// Records on which day whom a case is about left, of an open or a closed case.
    public func leave(_ request: LeavingRequest, by change: Change) async throws -> Case {
        try await connection.change(by: change) { transaction in
            _ = try transaction.caseToChange(request.caseCode)
            try transaction.setLeft(request.caseCode, on: request.day)
            return try transaction.knownCase(request.caseCode)
        }
    }
}

extension Transaction {
    /// - Parameter followUp: the one whose closing, or whose reopening, says so.
    func setLeft(_ code: CaseCode, on day: Day?, because followUp: Int64? = nil) throws {
        let former = try knownCase(code).leftOn
        if former == day { return }
        try db.cachedStatement(sql: "UPDATE cases SET left_on = ? WHERE code = ?").execute(arguments: [day?.description, code])
        try write(.caseLeft, followUp: followUp, caseCode: code, [.init("left", from: former?.description, to: day?.description)])
    }

    /// Takes back what the closing of a follow-up said about leaving, unless somebody has said otherwise since.
    func undoLeaving(saidBy followUp: FollowUp) throws {
        guard let code = followUp.caseCode,
            let row = try Row.fetchOne(
                db.cachedStatement(sql: "SELECT * FROM history WHERE case_code = ? AND action = ? ORDER BY id DESC LIMIT 1"),
                arguments: [code, HistoryEntry.Action.caseLeft.rawValue])
        else { return }
        let entry = try HistoryEntry(row)
        guard entry.followUp == followUp.id, let change = entry.changes?.first(where: { $0.field == "left" }), change.to != nil else { return }
        try setLeft(code, on: change.from.flatMap { Day($0) }, because: followUp.id)
    }
}
