import FollowUps
import GRDB

extension FollowUpRepository {
    /// Opens an ended follow-up again and takes back what its outcome did, as far as nobody has been reminded of that.
    ///
    /// What the outcome opened is withdrawn and counts as never opened; what that had withdrawn comes back. A second
    /// one of the same kind is withdrawn even if somebody has been reminded of it: it asks the same. The question
    /// whether the case can close is withdrawn too.
    ///
    /// Throws `alreadyOpen`, `caseClosed`, `protected`, `openAlready` for a second one of a kind, and `caseNotDone` for
    /// the closing of a case in which something is open. What a protection withdrew does not come back when it ends:
    /// whoever goes on from there decides anew what leads to the parent, and may reopen it by hand.
    public func reopen(_ request: ReopeningRequest, by change: Change) async throws -> ClosingResult {
        let (id, reason) = (request.followUp, request.reason)
        return try await connection.change(by: change) { transaction in
            let followUp = try transaction.followUpToChange(id)
            guard followUp.status != .open else { throw StoreError.alreadyOpen(id) }
            if let code = followUp.caseCode, try transaction.isClosed(code) { throw StoreError.caseClosed(code) }
            if let former = try transaction.previousPath(of: followUp) {
                return try transaction.takeBack(followUp, to: former, reason: reason)
            }
            let undone = try transaction.undoConsequences(of: followUp)
            try transaction.checkReopening(followUp)
            try transaction.reopen(followUp, reason: reason)
            let (back, gone) = try transaction.restoreWhatGaveWay(to: undone.withdrawn, reopened: followUp)
            return ClosingResult(
                followUp: try transaction.followUp(id), opened: try back.map { try transaction.followUp($0) },
                withdrawn: try (undone.withdrawn + gone).map { try transaction.followUp($0) }, kept: undone.kept)
        }
    }
}

extension Transaction {
    fileprivate func reopen(_ followUp: FollowUp, reason: String) throws {
        try undoLeaving(saidBy: followUp)
        try countAgain(followUp)
        try startEscalation(
            followUp, action: .reopened,
            set: "status = 'open', outcome = NULL, beside = NULL, ended_at = NULL, snoozed_until = NULL, withdrawn_by = NULL",
            [.init("status", from: followUp.status.rawValue, to: "open"), .init("outcome", from: followUp.end?.outcome?.rawValue)]
                + (followUp.end?.beside ?? []).map { .init("outcome", from: $0.rawValue) } + [.init("reason", to: reason)])
    }

    /// What was taken back counts as opened again: a protection that it began holds, and it keeps the case from whom its kind excludes.
    private func countAgain(_ followUp: FollowUp) throws {
        try db.cachedStatement(sql: "UPDATE follow_ups SET undone = 0 WHERE id = ? AND undone = 1").execute(arguments: [followUp.id])
        guard db.changesCount > 0, let code = followUp.caseCode else { return }
        try take(followUp.kind, intoAccountIn: code, at: followUp.school)
    }

    /// Throws when it may not be open beside what is open in its case.
    fileprivate func checkReopening(_ followUp: FollowUp) throws {
        try checkProtections(against: followUp.kind, in: followUp.caseCode)
        guard let code = followUp.caseCode else { return }
        let open = try openFollowUps(of: code)
        try checkIsOnlyOne(followUp.kind, titled: followUp.title, among: open, in: code)
        let catalogue = try catalogue(of: code)
        if followUp.catalogue != catalogue.version {
            let isKnown = followUp.catalogue == nil || catalogue.kind(followUp.kind) != nil
            guard isKnown else { throw StoreError.askedBefore(followUp.id, followUp.kind, catalogue.version) }
            try setCatalogue(ofFollowUp: followUp.id, to: catalogue.version)
        }
        if followUp.kind == catalogue.caseKinds.closing {
            let others = open.filter { catalogue.keepsCaseGoing($0.kind) }
            if !others.isEmpty { throw StoreError.caseNotDone(code, open: others.map(\.id)) }
        }
    }

    // MARK: What an outcome opened

    /// Withdraws what a closing opened, and what that opened in turn.
    fileprivate func undoConsequences(of followUp: FollowUp) throws -> (withdrawn: [Int64], kept: [FollowUp]) {
        var withdrawn: [Int64] = []
        var kept: [FollowUp] = []
        var origins = [followUp.id]
        while !origins.isEmpty {
            let rows = try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT \(FollowUp.columns), EXISTS (SELECT 1 FROM steps WHERE follow_up = follow_ups.id AND sent_at IS NOT NULL) AS reminded
                        FROM follow_ups WHERE origin = ? AND status = 'open' ORDER BY id
                        """), arguments: [origins.removeFirst()])
            for row in rows {
                let consequence = try FollowUp(row)
                if row["reminded"], consequence.kind != followUp.kind {
                    kept.append(consequence)
                } else {
                    try undo(consequence, because: "\(followUp.id) was reopened")
                    withdrawn.append(consequence.id)
                    origins.append(consequence.id)
                }
            }
        }
        if !withdrawn.isEmpty, let code = followUp.caseCode { try reviewPeople(of: code) }
        return (withdrawn, kept)
    }

    /// Makes it count as never opened: a protection that it began does not hold.
    fileprivate func undo(_ followUp: FollowUp, because reason: String) throws {
        try end(followUp, .cancelled, outcome: nil, reason: reason, date: nil, action: .withdrawn)
        try db.cachedStatement(sql: "UPDATE follow_ups SET undone = 1 WHERE id = ?").execute(arguments: [followUp.id])
    }

    /// Opens again what the undone follow-ups had withdrawn, and withdraws what may not be open beside the reopened one.
    fileprivate func restoreWhatGaveWay(to undone: [Int64], reopened followUp: FollowUp) throws -> (back: [Int64], gone: [Int64]) {
        guard let code = followUp.caseCode else { return ([], []) }
        let before = Set(try openFollowUps(of: code).map(\.id))
        try withdraw(to: followUp.id, followUp.kind, in: code, holding: db.caseState(code, by: change.rules).protections)
        for id in undone {
            let rows = try Row.fetchAll(
                db.cachedStatement(
                    sql: "SELECT \(FollowUp.columns) FROM follow_ups WHERE withdrawn_by = ? AND case_code = ? AND status = 'cancelled' ORDER BY id"),
                arguments: [id, code])
            for row in rows {
                let other = try FollowUp(row)
                guard try mayComeBack(other, in: code) else { continue }
                try reopen(other, reason: "\(followUp.id) was reopened")
            }
        }
        let after = Set(try openFollowUps(of: code).map(\.id))
        return (after.subtracting(before).sorted(), before.subtracting(after).sorted())
    }

    fileprivate func mayComeBack(_ followUp: FollowUp, in code: CaseCode) throws -> Bool {
        let catalogue = try catalogue(of: code)
        let state = try db.caseState(code, by: change.rules)
        if followUp.catalogue.map({ $0 != catalogue.version }) == true { return false }
        if state.protection(against: followUp.kind) != nil || state.open.contains(followUp.kind) { return false }
        // Somebody has been reminded of what replaces it, so that goes on.
        if catalogue.protections.contains(where: { $0.insteadOf[followUp.kind].map(state.open.contains) == true }) { return false }
        return followUp.kind != catalogue.caseKinds.closing || !state.open.contains(where: catalogue.keepsCaseGoing)
    }

    // MARK: A case of its own

    /// The follow-up that was withdrawn because this one was closed in an own case.
    fileprivate func previousPath(of followUp: FollowUp) throws -> FollowUp? {
        let row = try Row.fetchOne(
            db.cachedStatement(
                sql: "SELECT \(FollowUp.columns) FROM follow_ups WHERE withdrawn_by = ? AND case_code <> ? AND kind = ? AND status = 'cancelled'"),
            arguments: [followUp.id, followUp.caseCode, followUp.kind])
        return try row.map { try FollowUp($0) }
    }

    /// Opens it again where it was. What followed is withdrawn with the own case, unless somebody has been reminded of
    /// it: then the own case goes on.
    fileprivate func takeBack(_ followUp: FollowUp, to former: FollowUp, reason: String) throws -> ClosingResult {
        guard let code = former.caseCode, let ownCase = followUp.caseCode else { return ClosingResult(followUp: followUp) }
        if try isClosed(code) { throw StoreError.caseClosed(code) }
        var undone = try undoConsequences(of: followUp)
        try checkReopening(former)
        // The reason may be about the own case, which those in the other may not hear of.
        try reopen(former, reason: Self.goesOn)
        try withdraw(to: former.id, former.kind, in: code)
        if undone.kept.isEmpty {
            try undo(followUp, because: reason)
            undone.withdrawn.append(followUp.id)
        } else {
            try write(.reopened, followUp: followUp.id, caseCode: ownCase, [.init("reason", to: reason)])
        }
        if try openFollowUps(of: ownCase, counting: true).isEmpty {
            undone.withdrawn += try closeCase(ownCase).map(\.id)
        }
        return ClosingResult(
            followUp: try self.followUp(former.id), withdrawn: try undone.withdrawn.map { try self.followUp($0) }, kept: undone.kept)
    }

    // MARK: Whose the case is

    /// Ends what kept the case from people, as far as it rests on kinds that now count as never opened.
    fileprivate func reviewPeople(of code: CaseCode) throws {
        let left = try db.openedKinds(in: code).filter { kind in
            let sql = "SELECT id FROM follow_ups WHERE case_code = ? AND kind = ? AND undone = 0"
            return try Int64.fetchOne(db, sql: sql, arguments: [code, kind]) == nil
        }
        if left.isEmpty { return }
        for kind in left {
            try db.cachedStatement(sql: "DELETE FROM case_kinds WHERE case_code = ? AND kind = ?").execute(arguments: [code, kind])
        }
        guard try db.openedKinds(in: code).isEmpty else { return }
        try db.cachedStatement(sql: "DELETE FROM exemptions WHERE case_code = ?").execute(arguments: [code])
        let people = try PersonID.fetchAll(
            db, sql: "SELECT person FROM exclusions WHERE case_code = ? AND by_role IS NOT NULL ORDER BY person", arguments: [code])
        for person in people {
            try db.cachedStatement(sql: "DELETE FROM exclusions WHERE case_code = ? AND person = ?").execute(arguments: [code, person])
            try write(.readmitted, caseCode: code, [.init("person", to: person.rawValue)])
        }
    }
}
