import FollowUps
import GRDB

extension Database {
    /// `none` for a follow-up without a case.
    func caseState(of followUp: FollowUp, by rules: Ruleset) throws -> CaseState {
        try followUp.caseCode.map { try caseState($0, closing: followUp.id, by: rules) } ?? .none
    }

    func caseState(_ code: CaseCode, closing: Int64? = nil, by rules: Ruleset) throws -> CaseState {
        CaseState(of: try stateEntries(of: code), closing: closing, by: try catalogue(of: code, by: rules))
    }

    /// All that was opened in a case and not taken back.
    func stateEntries(of code: CaseCode) throws -> [CaseState.Entry] {
        let rows = try Row.fetchAll(
            cachedStatement(
                sql: "SELECT id, kind, status, outcome, beside FROM follow_ups WHERE case_code = ? AND undone = 0 ORDER BY id"),
            arguments: [code])
        return try rows.map { row in
            CaseState.Entry(
                id: row["id"], kind: try row.value("kind", of: "follow_ups"), status: try row.value("status", of: "follow_ups"),
                outcomes: ((row["outcome"] as OutcomeID?).map { [$0] } ?? []) + [OutcomeID](listed: row["beside"] as String?))
        }
    }
}

extension Transaction {
    /// The reason to withdraw a question that is no longer asked, because the case goes on.
    static let goesOn = "the case goes on"

    /// Throws `protected` if a protection of the case forbids to open this kind (promise 19).
    func checkProtections(against kind: KindID, in code: CaseCode?) throws {
        guard let code, try catalogue(of: code).protections.contains(where: { $0.forbids(kind) }) else { return }
        guard let protection = try db.caseState(code, by: change.rules).protection(against: kind) else { return }
        throw StoreError.protected(kind, in: code, because: protection)
    }

    /// Withdraws what may not be open beside a new follow-up: what a protection forbids that begins with it, and the
    /// closing of a case that goes on. What a protection has a replacement for is replaced.
    ///
    /// - Parameter holding: protections that are in force; nil for those that this opening begins.
    func withdraw(to opened: Int64, _ kind: KindID, in code: CaseCode?, holding: [Protection]? = nil) throws {
        guard let code else { return }
        let (open, catalogue) = (try openFollowUps(of: code), try catalogue(of: code))
        for change in catalogue.withdrawals(to: kind, among: Set(open.map(\.kind)), holding: holding) {
            // Old cases may have more than one of a kind.
            let theirs = open.filter { $0.kind == change.kind && $0.id != opened }
            for followUp in theirs { try withdraw(followUp, for: opened, because: change.protection?.title.nl ?? Self.goesOn) }
            guard let instead = change.instead, let first = theirs.first else { continue }
            _ = try self.open(
                self.change.rules.closing(by: catalogue).opening(Consequence(instead), after: first, date: nil, now: self.change.now), origin: opened)
        }
    }

    /// `opened` is the follow-up that makes it needless. Taking that back brings this one back.
    func withdraw(_ followUp: FollowUp, for opened: Int64, because reason: String) throws {
        try end(followUp, .cancelled, outcome: nil, reason: reason, date: nil, action: .withdrawn)
        try db.cachedStatement(sql: "UPDATE follow_ups SET withdrawn_by = ? WHERE id = ?").execute(arguments: [opened, followUp.id])
    }
}
