import Foundation
import FollowUps
import GRDB

extension OutboxRepository {
    /// Seconds after which something in quarantine is tried again.
    static let quarantinePause: Int64 = 3600

    /// Plans what is due, in one transaction: reminders, the messages that carry them, and the next instants (promises
    /// 1 and 4). A follow-up that cannot be planned goes into quarantine and stops no other.
    ///
    /// - Parameter limit: how many follow-ups at most.
    public func plan(at now: Date, rules: Ruleset, limit: Int, newMessageID: @escaping @Sendable () -> String) async throws -> PlanningReport {
        do {
            return try await plan(at: now, rules: rules, limit: limit, newMessageID: newMessageID, isCareful: false)
        } catch is DatabaseError {
            // The database refuses something. Only then each follow-up gets a savepoint, so that one can be left out.
            return try await plan(at: now, rules: rules, limit: limit, newMessageID: newMessageID, isCareful: true)
        }
    }

    /// `isCareful`: undoes what planning a follow-up has changed if the database refuses the rest of it.
    private func plan(
        at now: Date, rules: Ruleset, limit: Int, newMessageID: @escaping @Sendable () -> String, isCareful: Bool
    ) async throws -> PlanningReport {
        try await connection.change(by: Change(rules: rules, actor: HistoryEntry.itself, now: now), canBePutOff: true) { transaction in
            let db = transaction.db
            let now = now.wholeSecond
            let planner = transaction.planner
            let passedOn = try transaction.passOnWhatIsExcluded(newMessageID: newMessageID)
            let rows = try Row.fetchAll(
                db.cachedStatement(
                    sql: "SELECT \(FollowUp.columns) FROM follow_ups WHERE status = 'open' AND next_at <= ? ORDER BY next_at, id LIMIT ?"),
                arguments: [now.unixSeconds, limit])
            var report = PlanningReport()
            report.looked = rows.count
            report.unreached = passedOn
            let quarantinedBefore = try db.quarantinedFollowUps()
            for row in rows {
                let id: Int64 = row["id"]
                func quarantine(_ reason: String) throws {
                    try db.cachedStatement(sql: "UPDATE follow_ups SET next_at = ? WHERE id = ?").execute(arguments: [
                        now.unixSeconds + Self.quarantinePause, id,
                    ])
                    report.failed.append(.init(followUp: id, reason: reason, isNews: try db.quarantine(.followUp(id), because: reason)))
                }
                do {
                    let subject = try PlanningSubject(FollowUp(row), db, rules)
                    let decision = planner.decide(subject, at: now)
                    try db.undoing(isCareful) {
                        try db.plan(decision, for: subject, rules: rules, planner: planner, now: now, newMessageID: newMessageID)
                    }
                    report.reminders += decision.reminders.count
                    report.unreached += decision.unreached
                    if quarantinedBefore.contains(id) { try db.release(.followUp(id)) }
                } catch let error as StoreError {
                    try quarantine(error.description)
                } catch let error as DatabaseError where isCareful && !error.isAboutTheFile {
                    try quarantine("the database refuses its reminder: \(error.message ?? error.resultCode.description)")
                }
            }
            if !quarantinedBefore.isEmpty { try db.releaseEndedFollowUps() }
            try OperatorNotifier(rules, planner, now: now)?.tell(of: report, db, newMessageID: newMessageID)
            report.overviews = try db.planOverviews(rules.overviewPlanner(planner), rules: rules, now: now, newMessageID: newMessageID)
            return report
        }
    }

    /// The earliest instant at which a pass has something to do: a follow-up or an overview to plan, or a message to
    /// send; nil for none. A channel that is out counts from when it may be tried, and not before the lease of a
    /// message under way over it ends.
    public func nextInstant() async throws -> Date? {
        try await connection.onWriter { db in
            let seconds = try Int64.fetchOne(
                db.cachedStatement(
                    sql: """
                        SELECT min(next) FROM (
                            SELECT min(next_at) AS next FROM follow_ups WHERE status = 'open'
                            UNION ALL SELECT min(next_at) FROM overview_turns
                            UNION ALL SELECT min(iif(retry_at IS NULL, waiting.next, max(waiting.next, retry_at, under_way))) FROM (
                                SELECT channel, min(next_attempt_at) AS next, max(iif(state = 'sending', next_attempt_at, 0)) AS under_way
                                FROM messages WHERE next_attempt_at IS NOT NULL GROUP BY channel
                            ) AS waiting LEFT JOIN channel_health USING (channel))
                        """))
            return seconds.map { Date(timeIntervalSince1970: Double($0)) }
        }
    }

    /// The planner and all open follow-ups, or those of one case. Leaves out what cannot be read, as the pass reports it.
    public func planningSubjects(rules: Ruleset, in code: CaseCode? = nil) async throws -> (planner: Planner, subjects: [PlanningSubject]) {
        try await connection.read { db in
            let condition: SQL = code.map { "AND case_code = \($0)" } ?? ""
            let request = SQLRequest<Row>(
                literal: "SELECT \(sql: FollowUp.columns) FROM follow_ups WHERE status = 'open' \(condition) ORDER BY id")
            let followUps = try request.fetchAll(db).compactMap { row in try? FollowUp(row) }
            return (try Planner(rules, db), try followUps.map { try PlanningSubject($0, db, rules) })
        }
    }
}

extension Database {
    /// Undoes the work when it throws, if asked to.
    fileprivate func undoing(_ isAsked: Bool, _ work: () throws -> Void) throws {
        guard isAsked else { return try work() }
        try inSavepoint {
            try work()
            return .commit
        }
    }

    fileprivate func plan(
        _ decision: Decision, for subject: PlanningSubject, rules: Ruleset, planner: Planner, now: Date, newMessageID: () -> String
    ) throws {
        let followUp = subject.followUp
        try cachedStatement(sql: "UPDATE follow_ups SET next_at = ? WHERE id = ?")
            .execute(arguments: [decision.next.unixSeconds, followUp.id])
        // A step that a digest said before its time may be planned again.
        let insertStep = try cachedStatement(
            sql: """
                INSERT INTO steps (follow_up, ladder, step, planned_at) VALUES (?, ?, ?, ?)
                ON CONFLICT (follow_up, ladder, step) DO UPDATE SET planned_at = excluded.planned_at
                """)
        for step in decision.stepsDone {
            try insertStep.execute(arguments: [followUp.id, followUp.escalation.number, step, now.unixSeconds])
        }
        for reminder in decision.reminders {
            try queue(reminder, of: followUp, rules: rules, planner: planner, now: now, newMessageID: newMessageID)
        }
    }

    /// Adds a reminder to the messages that will carry it. One that was planned before stays as it is (promise 4).
    func queue(
        _ reminder: Reminder, of followUp: FollowUp, rules: Ruleset, planner: Planner, now: Date, newMessageID: () -> String
    ) throws {
        try cachedStatement(
            sql: """
                INSERT OR IGNORE INTO reminders (follow_up, ladder, step, recipient, audience, stands_in_for, is_escalation)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            reminder.followUp, reminder.escalation, reminder.step, reminder.recipient, reminder.audience.description,
            reminder.standsInFor, reminder.isEscalation,
        ])
        guard changesCount == 1 else { return }
        let reminderID = lastInsertedRowID
        for slot in planner.slots(for: reminder, of: followUp, at: now) {
            let message = try message(for: slot, urgency: followUp.urgency, rules: rules, now: now, newMessageID: newMessageID)
            try cachedStatement(sql: "INSERT INTO message_reminders (message, reminder) VALUES (?, ?)").execute(arguments: [message, reminderID])
        }
    }

    /// The waiting message that a reminder or an overview joins, or a new one.
    func message(for slot: DeliverySlot, urgency: Urgency, rules: Ruleset, now: Date, newMessageID: () -> String) throws -> Int64 {
        let waiting = try waitingMessages(for: slot)
        let candidates = waiting.map { WaitingMessage(id: $0.stored.id, $0.stored.entry, isQuarantined: $0.isQuarantined) }
        let placement = try Placement(of: slot, urgency, among: candidates, at: now) { candidate in
            try opening(ofWhatIsIn: candidate.id, rules: rules, at: now)
        }
        for delay in placement.delays { try apply(.postponed(until: delay.until, at: now), to: delay.message) }
        if let (joined, _) = waiting.first(where: { $0.stored.id == placement.message }) {
            try apply(.joined(urgency, slot.purpose, sendAt: slot.sendAt.wholeSecond), to: joined)
            return joined.id
        }
        let entry = OutboxEntry(.queued(notBefore: slot.sendAt), over: slot.channel, slot.purpose, urgency)
        return try insertMessage(entry, to: slot.recipient, messageID: newMessageID())
    }

    private func waitingMessages(for slot: DeliverySlot) throws -> [(stored: StoredMessage, isQuarantined: Bool)] {
        try Row.fetchAll(
            cachedStatement(
                sql: """
                    SELECT \(StoredMessage.columns), EXISTS (SELECT 1 FROM quarantined_messages WHERE message = messages.id) AS is_quarantined
                    FROM messages WHERE recipient = ? AND channel = ? AND state = 'queued' AND possibly_delivered = 0
                    """), arguments: [slot.recipient, slot.channel]
        ).map { (try StoredMessage($0), $0["is_quarantined"]) }
    }
}
