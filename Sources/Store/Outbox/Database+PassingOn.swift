import Foundation
import FollowUps
import GRDB

extension Database {
    /// Passes on what a failed message was to say, and notifies the operator.
    ///
    /// - Parameter items: reads what it says.
    /// - Returns: who was not reached, with who gets it instead, if anybody.
    func passOn(
        _ message: Message, rules: Ruleset, now: Date, newMessageID: () -> String, saying items: (Int64, Ruleset, Date) throws -> [MessageItem]
    )
        throws -> [UnreachableAudience]
    {
        let planner = try Planner(rules, self)
        let unreached = try reroute(message.id, rules: rules, planner: planner, now: now, newMessageID: newMessageID, saying: items)
        try rerouteOverviews(of: message.id, planner: rules.overviewPlanner(planner), rules: rules, now: now, newMessageID: newMessageID)
        try OperatorNotifier(rules, planner, now: now)?.tell(
            ofFailed: message, nobodyReached: unreached.filter { $0.instead == nil }, self, newMessageID: newMessageID)
        return unreached
    }

    /// Passes on the reminders of a failed message, unless another channel reached the same person (promise 5).
    private func reroute(
        _ message: Int64, rules: Ruleset, planner: Planner, now: Date, newMessageID: () -> String,
        saying items: (Int64, Ruleset, Date) throws -> [MessageItem]
    ) throws -> [UnreachableAudience] {
        let orphans = try Int64.fetchAll(
            cachedStatement(
                sql: """
                    SELECT reminder FROM message_reminders AS mine WHERE message = ? AND NOT EXISTS (
                        SELECT 1 FROM message_reminders AS other JOIN messages ON messages.id = other.message
                        WHERE other.reminder = mine.reminder AND messages.state IN ('queued', 'sending', 'sent'))
                    """), arguments: [message])
        let still: [MessageItem]
        do {
            still = try items(message, rules, now)
        } catch is StoreError {
            // Nothing of it can be read. It stays with this message, and `status` says that nobody heard of it.
            return []
        }
        var unreached: [UnreachableAudience] = []
        for item in still {
            let tried = try Row.fetchAll(
                cachedStatement(
                    sql: """
                        SELECT id, recipient, NOT EXISTS (
                            SELECT 1 FROM message_reminders JOIN messages ON messages.id = message
                            WHERE reminder = reminders.id AND left_out = 0 AND state IN ('queued', 'sending', 'sent')) AS has_failed
                        FROM reminders WHERE follow_up = ? AND ladder = ? AND step = ?
                        """), arguments: [item.reminder.followUp, item.reminder.escalation, item.reminder.step])
            guard tried.contains(where: { $0["recipient"] == item.reminder.recipient && orphans.contains($0["id"]) }) else { continue }
            let subject = try PlanningSubject(item.followUp, self, rules)
            let failed = tried.filter { $0["has_failed"] }.map { $0["recipient"] as PersonID }
            let next = planner.reroute(item.reminder, of: subject, tried: Set(failed), at: now)
            if let next { try queue(next, of: item.followUp, rules: rules, planner: planner, now: now, newMessageID: newMessageID) }
            unreached.append(UnreachableAudience(item.reminder.audience, step: item.reminder.step, of: subject, instead: next?.recipient))
        }
        return unreached
    }
}
