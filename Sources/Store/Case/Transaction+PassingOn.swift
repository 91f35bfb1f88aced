import Foundation
import FollowUps
import GRDB

extension Transaction {
    /// Passes on what is due to go to people who have been excluded since it was planned. Opening a follow-up excludes
    /// people too, and so does the configuration.
    func passOnWhatIsExcluded(newMessageID: () -> String) throws -> [UnreachableAudience] {
        // CROSS JOIN keeps SQLite's order: from the few messages to what they hold.
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT \(FollowUp.columns) FROM follow_ups WHERE status = 'open' AND id IN (
                        SELECT reminders.follow_up FROM messages
                        CROSS JOIN message_reminders ON message = messages.id AND left_out = 0
                        CROSS JOIN reminders ON reminders.id = reminder
                        WHERE messages.state = 'queued' AND next_attempt_at <= ?)
                        AND (EXISTS (SELECT 1 FROM exclusions WHERE exclusions.case_code = follow_ups.case_code)
                            OR EXISTS (SELECT 1 FROM case_kinds WHERE case_kinds.case_code = follow_ups.case_code))
                    """), arguments: [now])
        var replaced: [UnreachableAudience] = []
        for row in rows {
            // Planning reports the ones that cannot be read.
            guard let followUp = try? FollowUp(row) else { continue }
            let passedOn = try passOnWhatIsExcluded(of: followUp, newMessageID: newMessageID)
            if passedOn.contains(where: { $0.instead == nil }) { try setNextLook(followUp) }
            replaced += passedOn
        }
        return replaced
    }

    /// Gives the unsent reminders of excluded people to the next person, at the opening of the window. If there is
    /// nobody, the step counts as not done, and every pass looks again.
    func passOnWhatIsExcluded(of followUp: FollowUp, newMessageID: () -> String) throws -> [UnreachableAudience] {
        let subject = try PlanningSubject(followUp, db, change.rules)
        let opening = planner.opening(onOrAfter: change.now, for: followUp)
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT * FROM reminders
                    WHERE follow_up = ? AND ladder = ? AND EXISTS (
                        SELECT 1 FROM message_reminders JOIN messages ON messages.id = message
                        WHERE reminder = reminders.id AND left_out = 0 AND state IN ('queued', 'sending')) AND NOT EXISTS (
                        SELECT 1 FROM message_reminders JOIN messages ON messages.id = message
                        WHERE reminder = reminders.id AND left_out = 0 AND state = 'sent')
                    ORDER BY id
                    """), arguments: [followUp.id, followUp.escalation.number])
        var replaced: [UnreachableAudience] = []
        for row in rows {
            let (id, reminder): (Int64, Reminder) = (row["id"], try Reminder(row))
            guard planner.isExcluded(reminder, of: subject, at: change.now) else { continue }
            let next = planner.reroute(reminder, of: subject, tried: [], at: opening)
            // The stand-in of an excluded role may be the next person anyway.
            if next?.recipient == reminder.recipient { continue }
            if let next {
                try db.cachedStatement(
                    sql: """
                        DELETE FROM message_reminders WHERE reminder = ? AND (SELECT state FROM messages WHERE id = message) = 'queued'
                        """
                ).execute(arguments: [id])
                try db.queue(next, of: followUp, rules: change.rules, planner: planner, now: opening, newMessageID: newMessageID)
            } else {
                try db.unplan(id, reminder)
            }
            // A rerouting is reported unless the case is kept from roles: then nobody may hear of it.
            if next == nil || !subject.people.isKeptFromRoles {
                replaced.append(UnreachableAudience(reminder.audience, step: reminder.step, of: subject, instead: next?.recipient))
            }
        }
        return replaced
    }
}

extension Database {
    /// Removes a reminder, and its step if nobody else has it, so that it is planned anew.
    func unplan(_ id: Int64, _ reminder: Reminder) throws {
        try cachedStatement(sql: "DELETE FROM message_reminders WHERE reminder = ?").execute(arguments: [id])
        try cachedStatement(sql: "DELETE FROM reminders WHERE id = ?").execute(arguments: [id])
        try cachedStatement(
            sql: """
                DELETE FROM steps WHERE follow_up = ? AND ladder = ? AND step = ? AND NOT EXISTS (
                    SELECT 1 FROM reminders
                    WHERE reminders.follow_up = steps.follow_up AND reminders.ladder = steps.ladder AND reminders.step = steps.step)
                """
        ).execute(arguments: [reminder.followUp, reminder.escalation, reminder.step])
    }
}
