import Foundation
import FollowUps
import GRDB

extension Store {
    /// How long what cannot be planned or written stays in quarantine, in seconds, so that it stops no other.
    static let poisonPause: Int64 = 3600

    /// Plans what is due at an instant, in one transaction: the reminders, the messages that carry them, and when to look again (promises 1 and 4).
    ///
    /// A follow-up that cannot be planned goes into quarantine, and stops no other.
    public func plan(at now: Date, rules: Ruleset, limit: Int, newMessageID: @escaping @Sendable () -> String) async throws -> PlanningReport {
        do {
            return try await plan(at: now, rules: rules, limit: limit, newMessageID: newMessageID, isCareful: false)
        } catch is DatabaseError {
            // The database refuses what one of them needs. Once more, and that one is left out: to be ready for it each time would cost all others.
            return try await plan(at: now, rules: rules, limit: limit, newMessageID: newMessageID, isCareful: true)
        }
    }

    /// - Parameter isCareful: whether what one follow-up has changed is undone when the database refuses the rest of it.
    private func plan(
        at now: Date, rules: Ruleset, limit: Int, newMessageID: @escaping @Sendable () -> String, isCareful: Bool
    ) async throws -> PlanningReport {
        try await connection.write(canBePutOff: true) { db in
            let now = now.wholeSecond
            let transaction = try Transaction(db, Change(rules: rules, actor: HistoryEntry.itself, now: now))
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
                    try db.execute(sql: "UPDATE follow_ups SET next_at = ? WHERE id = ?", arguments: [now.unixSeconds + Self.poisonPause, id])
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

    /// Computes all next instants again, and looks which cases have come to a halt, when the rules are others than those with which that was done
    /// last, or the program is, or a program with other rules has set one of them since; true when it did.
    public func replan(with rules: Ruleset, at now: Date) async throws -> Bool {
        _ = try await watchClock(at: now, rules: rules)
        if try await connection.onWriter({ db in try db.isPlanned(with: rules) }) { return false }
        return try await connection.write(canBePutOff: true) { db in
            if try db.isPlanned(with: rules) { return false }
            let transaction = try Transaction(db, Change(rules: rules, actor: HistoryEntry.itself, now: now))
            let planner = transaction.planner
            let clock = rules.directory.clock
            // First, because it decides who is to be reminded.
            try transaction.reviewCasePeople()
            try transaction.openMissingChecks()
            var work = CaseActivity(rules, people: try db.specialPeople(by: rules.catalogue))
            let update = try db.makeStatement(sql: "UPDATE follow_ups SET next_at = ?, overdue_from = ? WHERE id = ?")
            let rows = try Row.fetchCursor(db, sql: "SELECT \(FollowUp.columns) FROM follow_ups WHERE id > 0 AND status = 'open' ORDER BY id")
            while let row = try rows.next() {
                work.add(row)
                // A row that cannot be read keeps its next instant; the pass that meets it quarantines it and says so.
                guard let followUp = try? FollowUp(row) else { continue }
                let next = planner.nextLook(at: try PlanningSubject(followUp, db, rules), from: now)
                try update.execute(arguments: [next.unixSeconds, followUp.due.overdueFrom(clock).unixSeconds, followUp.id])
            }
            for code in try db.openCases() { try transaction.watch(code, work[code]) }
            try db.replanOverviews(rules.overviewPlanner(planner), now: now)
            try db.setPlanned(with: rules)
            return true
        }
    }

    /// The earliest instant at which a pass has anything to do: a follow-up or a turn to look at, or a message to send; nil when there is nothing at all.
    /// A channel that is out of use is not tried before its time, nor while a message is under way over it: until the lease is over, if its process died.
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

    /// The planner for those who are there now, and everything that is open, for the forecast.
    ///
    /// - Parameter tell: told of each row that cannot be read; it is left out, as a pass would quarantine it.
    public func planningSubjects(rules: Ruleset, leavingOut tell: (StoreError) -> Void = { _ in }) async throws
        -> (planner: Planner, subjects: [PlanningSubject])
    {
        let (planner, subjects, unreadable) = try await connection.read { db in
            let rows = try Row.fetchAll(db, sql: "SELECT \(FollowUp.columns) FROM follow_ups WHERE status = 'open' ORDER BY id")
            var (subjects, unreadable): ([PlanningSubject], [StoreError]) = ([], [])
            for row in rows {
                do {
                    subjects.append(try PlanningSubject(FollowUp(row), db, rules))
                } catch let error as StoreError {
                    unreadable.append(error)
                }
            }
            return (try Planner(rules, db), subjects, unreadable)
        }
        unreadable.forEach(tell)
        return (planner, subjects)
    }
}

extension Database {
    /// Undoes all of some work when it throws, if that is asked for.
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
        // One that was said in a digest before its time may be said again.
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

    /// Adds a reminder and puts it into the messages that will carry it; one that was planned before stays as it is.
    func queue(
        _ reminder: Reminder, of followUp: FollowUp, rules: Ruleset, planner: Planner, now: Date, newMessageID: () -> String
    ) throws {
        try cachedStatement(
            sql: """
                INSERT OR IGNORE INTO reminders (follow_up, ladder, step, recipient, audience, stands_in_for, is_escalation)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            reminder.followUp, reminder.escalation, reminder.step, reminder.recipient.rawValue, reminder.audience.description,
            reminder.standsInFor?.rawValue, reminder.isEscalation,
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
                    """), arguments: [slot.recipient.rawValue, slot.channel.rawValue]
        ).map { (try StoredMessage($0), $0["is_quarantined"]) }
    }
}
