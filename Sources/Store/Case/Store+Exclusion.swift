import Foundation
import FollowUps
import GRDB

/// What excluding somebody from a case did.
public struct ExclusionResult: Sendable {
    /// The open follow-ups of the case that are theirs by name or by role.
    public let owned: [FollowUp]
    /// Their reminders that had not been sent: who was to get them instead.
    public let replaced: [Unreached]
}

extension Store {
    /// Keeps everything of a case from somebody from now on (promise 6); nothing is taken from the past.
    ///
    /// What waited to be sent to them is planned again for the next person of the chain or the ladder, in the same transaction, so that the step is
    /// not lost. Throws `alreadyExcluded`.
    public func exclude(
        _ person: PersonID, from code: CaseCode, by change: Change, newMessageID: () -> String
    ) throws -> ExclusionResult {
        try queue.write { db in
            let transaction = try Transaction(db, change)
            guard try !transaction.knownCase(code).excluded.contains(person) else { throw StoreError.alreadyExcluded(person, from: code) }
            try transaction.exclude(person, from: code)
            let open = try transaction.openFollowUps(of: code, counting: true) + transaction.openFollowUps(of: code, counting: false)
            var replaced: [Unreached] = []
            for followUp in open {
                replaced += try transaction.passOn(followUp, from: person, newMessageID: newMessageID)
                try transaction.setNextLook(followUp.id)
            }
            let owned = open.filter { transaction.planner.directory.holder(of: $0.owner, at: $0.school) == person }
            return ExclusionResult(owned: owned, replaced: replaced)
        }
    }
}

extension Transaction {
    func exclude(_ person: PersonID, from code: CaseCode) throws {
        try db.execute(sql: "INSERT INTO exclusions (case_code, person) VALUES (?, ?)", arguments: [code.rawValue, person.rawValue])
        try write(.excluded, caseCode: code, [.init("person", to: person.rawValue)])
    }

    /// Gives somebody's reminders of a follow-up that have not been sent to the next person, at the opening of the window; when there is nobody,
    /// the step counts as not dealt with, and every pass looks for somebody again.
    func passOn(_ followUp: FollowUp, from person: PersonID, newMessageID: () -> String) throws -> [Unreached] {
        let subject = try PlanningSubject(followUp, db)
        let opening = planner.opening(onOrAfter: change.now, for: followUp)
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT id, step, audience, stands_in_for, is_escalation FROM reminders
                WHERE follow_up = ? AND ladder = ? AND recipient = ? AND EXISTS (
                    SELECT 1 FROM message_reminders JOIN messages ON messages.id = message
                    WHERE reminder = reminders.id AND left_out = 0 AND state IN ('queued', 'sending')) AND NOT EXISTS (
                    SELECT 1 FROM message_reminders JOIN messages ON messages.id = message
                    WHERE reminder = reminders.id AND left_out = 0 AND state = 'sent')
                ORDER BY id
                """, arguments: [followUp.id, followUp.ladder.number, person.rawValue])
        return try rows.map { row in
            let id: Int64 = row["id"]
            let reminder = Reminder(
                followUp: followUp.id, ladder: followUp.ladder.number, step: try row.text("step", of: "reminders"), recipient: person,
                audience: Audience(try row.text("audience", of: "reminders")), standsInFor: row.identifier("stands_in_for"),
                isEscalation: row["is_escalation"])
            let next = planner.reroute(reminder, of: subject, tried: [person], at: opening)
            if let next {
                try db.execute(
                    sql: """
                        UPDATE message_reminders SET left_out = 1
                        WHERE reminder = ? AND (SELECT state FROM messages WHERE id = message) = 'queued'
                        """,
                    arguments: [id])
                try db.queue(next, of: followUp, planner: planner, now: opening, newMessageID: newMessageID)
            } else {
                try unplan(id, reminder)
            }
            return Unreached(followUp: followUp.id, step: reminder.step, audience: reminder.audience, instead: next?.recipient)
        }
    }

    /// Takes back a reminder, and its step when nobody else has it.
    private func unplan(_ id: Int64, _ reminder: Reminder) throws {
        try db.execute(sql: "DELETE FROM message_reminders WHERE reminder = ?", arguments: [id])
        try db.execute(sql: "DELETE FROM reminders WHERE id = ?", arguments: [id])
        try db.execute(
            sql: """
                DELETE FROM steps WHERE follow_up = ? AND ladder = ? AND step = ? AND NOT EXISTS (
                    SELECT 1 FROM reminders
                    WHERE reminders.follow_up = steps.follow_up AND reminders.ladder = steps.ladder AND reminders.step = steps.step)
                """, arguments: [reminder.followUp, reminder.ladder, reminder.step])
    }
}
