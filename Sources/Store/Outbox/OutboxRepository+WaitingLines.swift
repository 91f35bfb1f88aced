import Foundation
import FollowUps
import GRDB

extension OutboxRepository {
    /// The forecast of what is queued: what a claim will find in each message, in the hours in which it may go. Leaves
    /// out messages that have nothing left to say, or cannot be read.
    public func waitingLines(rules: Ruleset, at now: Date) async throws -> [Forecast.Line] {
        try await connection.read { db in try db.waitingLines(rules: rules, at: now) }
    }
}

extension Database {
    func waitingLines(rules: Ruleset, at now: Date) throws -> [Forecast.Line] {
        try Row.fetchAll(cachedStatement(sql: "SELECT * FROM messages WHERE next_attempt_at IS NOT NULL ORDER BY id")).flatMap { row in
            do {
                return try waitingLines(of: Message(row), isCopyAround: row["possibly_delivered"], rules: rules, from: now)
            } catch is StoreError {
                return []
            }
        }
    }

    /// `isCopyAround`: somebody may have a copy from an earlier attempt.
    fileprivate func waitingLines(of message: Message, isCopyAround: Bool, rules: Ruleset, from now: Date) throws -> [Forecast.Line] {
        let instant = try max(now, message.nextAttemptAt ?? now, outage(of: message.channel)?.retryAt ?? now)
        let items = try contents(of: message.id, rules: rules, at: instant).items
        let overview = try overview(in: message.id, rules: rules, at: instant)
        let opening = rules.opening(onOrAfter: instant, for: items, overview)
        // The process that is sending it may have died.
        let isSettled = message.purpose != .digest && (isCopyAround || message.state == .sending)
        var lines = items.map(\.reminder).map {
            Forecast.Line(
                at: opening, recipient: message.recipient, channel: message.channel, followUp: $0.followUp, step: $0.step,
                reason: Forecast.reason(for: $0, purpose: message.purpose), isSettled: isSettled)
        }
        let planner = try Planner(rules, self)
        for (reminder, followUp) in try remindersToReassign(of: message.id, rules: rules, at: instant) {
            let subject = try PlanningSubject(followUp, self, rules)
            guard let next = planner.reroute(reminder, of: subject, tried: [], at: instant) else { continue }
            let opening = planner.opening(onOrAfter: instant, for: followUp)
            lines += planner.slots(for: next, of: followUp, at: opening).map { slot in
                Forecast.Line(
                    at: max(slot.sendAt, opening), recipient: slot.recipient, channel: slot.channel, followUp: followUp.id, step: next.step,
                    reason: Forecast.reason(for: next, purpose: slot.purpose))
            }
        }
        if overview != nil {
            let scopes = try overviewHolders(in: message.id).compactMap { rules.overviewScope(of: $0) }
            lines += scopes.map { .overview(at: opening, message.recipient, message.channel, of: $0) }
        }
        if try notice(in: message.id, rules: rules, at: instant) != nil { lines.append(.notice(at: opening, message.recipient, message.channel)) }
        return lines
    }
}
