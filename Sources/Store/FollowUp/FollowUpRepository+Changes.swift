import Foundation
import FollowUps
import GRDB

extension FollowUpRepository {
    /// Sends no reminder of an open follow-up before an instant, and one to its owner then.
    public func snooze(_ request: SnoozeRequest, by change: Change) async throws -> FollowUp {
        let (id, until) = (request.followUp, request.until)
        return try await connection.change(by: change) { transaction in
            let db = transaction.db
            let followUp = try transaction.openFollowUp(id)
            try db.cachedStatement(sql: "UPDATE follow_ups SET snoozed_until = ? WHERE id = ?").execute(arguments: [until.unixSeconds, id])
            let clock = change.rules.directory.clock
            try transaction.write(
                .snoozed, followUp: id, caseCode: followUp.caseCode,
                [
                    .init("snoozed_until", from: followUp.snoozedUntil.map(clock.iso8601), to: clock.iso8601(until)),
                    .init("reason", to: request.reason),
                ])
            return try transaction.followUp(id)
        }
    }

    /// Ends the snooze of an open follow-up, if it has one. Steps that came due meanwhile are sent in the next window, as one.
    public func resume(_ id: Int64, by change: Change) async throws -> FollowUp {
        try await connection.change(by: change) { transaction in
            let followUp = try transaction.openFollowUp(id)
            guard let until = followUp.snoozedUntil, until > change.now else { return followUp }
            try transaction.db.cachedStatement(sql: "UPDATE follow_ups SET snoozed_until = NULL WHERE id = ?").execute(arguments: [id])
            try transaction.write(.snoozed, followUp: id, caseCode: followUp.caseCode, followUp.endOfSnooze(change.rules.directory.clock))
            return try transaction.followUp(id)
        }
    }

    /// Adds a note, also to a follow-up that has ended.
    public func note(_ request: NoteRequest, by change: Change) async throws -> FollowUp {
        try await connection.change(by: change) { transaction in
            let followUp = try transaction.followUpToChange(request.followUp)
            try transaction.write(.noted, followUp: followUp.id, caseCode: followUp.caseCode, [.init("note", to: request.text)])
            return followUp
        }
    }

    /// Gives an open follow-up another due moment. Its escalation starts anew and a snooze ends.
    public func reschedule(_ request: RescheduleRequest, by change: Change) async throws -> FollowUp {
        try await connection.change(by: change) { transaction in
            let followUp = try transaction.openFollowUp(request.followUp)
            try transaction.reschedule(followUp, to: request.due, reason: request.reason)
            return try transaction.followUp(followUp.id)
        }
    }

    /// Gives an open follow-up another owner, who is reminded of it: its escalation starts anew, with the same due
    /// moment, and a snooze ends.
    public func assign(_ request: AssignmentRequest, by change: Change) async throws -> FollowUp {
        try await connection.change(by: change) { transaction in
            return try transaction.assign(transaction.openFollowUp(request.followUp), to: request.owner)
        }
    }

    /// Gives everything open that an owner has under that name to another, in one transaction; what a person has by a
    /// role goes with the role. Leaves out cases that are kept from the actor.
    ///
    /// - Parameter permitted: only of these; nil for all that are not kept from the actor.
    public func assignAll(_ request: BulkAssignmentRequest, only permitted: Set<Int64>? = nil, by change: Change) async throws -> [FollowUp] {
        let (role, person) = request.former.columns
        return try await connection.change(by: change) { transaction in
            let db = transaction.db
            let rows = try SQLRequest<Row>(
                literal: """
                    SELECT \(sql: FollowUp.columns) FROM follow_ups
                    WHERE status = 'open' AND owner_role IS \(role) AND owner_person IS \(person) ORDER BY id
                    """
            ).fetchAll(db)
            return try rows.map { try FollowUp($0) }.filter { followUp in
                guard permitted?.contains(followUp.id) ?? true else { return false }
                return try followUp.caseCode.map { try !transaction.isKeptFromActor($0, at: followUp.school) } ?? true
            }.map { try transaction.assign($0, to: request.owner) }
        }
    }
}

extension Transaction {
    func reschedule(_ followUp: FollowUp, to due: Due, reason: String) throws {
        let (day, instant) = due.columns
        let clock = change.rules.directory.clock
        try startEscalation(
            followUp, action: .rescheduled, set: "due_day = \(day), due_at = \(instant), snoozed_until = NULL",
            [.init("due", from: followUp.due.text(clock), to: due.text(clock)), .init("reason", to: reason)] + followUp.endOfSnooze(clock))
    }

    fileprivate func assign(_ followUp: FollowUp, to owner: Owner) throws -> FollowUp {
        let (role, person) = owner.columns
        try startEscalation(
            followUp, action: .assigned, set: "owner_role = \(role), owner_person = \(person), snoozed_until = NULL",
            [.init("owner", from: followUp.owner.description, to: owner.description)] + followUp.endOfSnooze(change.rules.directory.clock))
        return try self.followUp(followUp.id)
    }

    /// Changes a follow-up and starts its escalation anew, from the first step that still lies ahead.
    func startEscalation(_ followUp: FollowUp, action: HistoryEntry.Action, set assignments: SQL, _ changes: [HistoryEntry.Change]) throws {
        try db.execute(
            literal: """
                UPDATE follow_ups SET \(assignments), asked_again_at = NULL, ladder = ladder + 1, ladder_started_at = \(now), ladder_started_by = \(change.actor),
                    next_at = \(now)
                WHERE id = \(followUp.id)
                """)
        try write(action, followUp: followUp.id, caseCode: followUp.caseCode, changes)
    }
}

extension FollowUp {
    fileprivate func endOfSnooze(_ clock: WallClock) -> [HistoryEntry.Change] {
        snoozedUntil.map { [.init("snoozed_until", from: clock.iso8601($0))] } ?? []
    }
}
