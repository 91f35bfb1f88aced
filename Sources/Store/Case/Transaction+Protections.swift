import FollowUps
import GRDB

extension Database {
    /// What has happened in the case of a follow-up that is being closed; `none` when it is about no case.
    func caseState(of followUp: FollowUp, by catalogue: Catalogue) throws -> CaseState {
        try followUp.caseCode.map { try caseState($0, closing: followUp.id, by: catalogue) } ?? .none
    }

    func caseState(_ code: CaseCode, closing: Int64? = nil, by catalogue: Catalogue) throws -> CaseState {
        let rows = try Row.fetchAll(
            cachedStatement(sql: "SELECT id, kind, status, outcome FROM follow_ups WHERE case_code = ? AND undone = 0 ORDER BY id"),
            arguments: [code.rawValue])
        let entries = try rows.map { row in
            CaseState.Entry(
                id: row["id"], kind: KindID(try row.text("kind", of: "follow_ups")), status: try row.value("status", of: "follow_ups"),
                outcome: row.identifier("outcome"))
        }
        return CaseState(of: entries, closing: closing, by: catalogue)
    }
}

extension Transaction {
    /// Throws `protected` when a protection that holds in a case forbids that a kind is opened in it (promise 19).
    func checkProtections(against kind: KindID, in code: CaseCode?) throws {
        let catalogue = change.rules.catalogue
        guard let code, catalogue.protections.contains(where: { $0.forbids(kind) }) else { return }
        guard let protection = try db.caseState(code, by: catalogue).protection(against: kind) else { return }
        throw StoreError.protected(kind, in: code, because: protection)
    }

    /// Withdraws what may not be open beside a follow-up that has just been opened: what a protection forbids that it begins, and the closing of a case
    /// that goes on. What a protection has a replacement for is replaced.
    func withdrawWhatGivesWay(to opened: Int64, _ kind: KindID, in code: CaseCode?) throws {
        guard let code else { return }
        let catalogue = change.rules.catalogue
        let begun = catalogue.protections.filter { $0.begins.contains(kind) }
        let closing = catalogue.keepsCaseGoing(kind) ? catalogue.caseKinds.closing : nil
        guard !begun.isEmpty || closing != nil else { return }
        for followUp in try openFollowUps(of: code, counting: true) + openFollowUps(of: code, counting: false) where followUp.id != opened {
            if followUp.kind == closing {
                try withdraw(followUp, for: opened, because: "the case goes on")
            } else if let protection = begun.first(where: { $0.forbids(followUp.kind) }) {
                try withdraw(followUp, for: opened, because: protection.title.nl)
                guard let other = protection.insteadOf[followUp.kind], try !db.caseState(code, by: catalogue).open.contains(other) else { continue }
                let opening = try change.rules.closing.opening(Consequence(other), after: followUp, date: nil, now: change.now)
                _ = try open(opening, origin: opened)
            }
        }
    }

    private func withdraw(_ followUp: FollowUp, for opened: Int64, because reason: String) throws {
        try end(followUp, .cancelled, outcome: nil, reason: reason, date: nil, action: .withdrawn)
        try db.execute(sql: "UPDATE follow_ups SET withdrawn_by = ? WHERE id = ?", arguments: [opened, followUp.id])
    }
}
