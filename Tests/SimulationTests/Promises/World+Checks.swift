import FollowUps
import Foundation
import GRDB
import TestSupport

@testable import Store

/// What has to hold when all is over.
extension World {
    func checkPromises() async throws {
        checkCopies()
        checkReminders()
        try checkOutbox()
        try await checkPlanning()
        try checkClosings()
        try checkAlarms()
        try checkClock()
        try checkHolidays()
        let verification = try await store.history.verify()
        if !verification.isSound { fail(11, "the history does not verify: \(verification.problems)") }
        let text = log.lines.joined(separator: "\n")
        if !Marks.people(in: text).isEmpty || Marks.secrets.contains(where: text.contains) || text.contains(#/\bD-[0-9]{4}\b/#) {
            fail(9, "the log names somebody")
        }
    }

    /// A second copy goes only if nobody knew of the first, and by the same Message-ID (promise 4).
    private func checkCopies() {
        let copies = Dictionary(grouping: attempts.filter(\.hasArrived)) { $0.content.message.messageID }
        for (name, copies) in copies where copies.count > 1 {
            figures.copies += copies.count - 1
            for (first, second) in zip(copies, copies.dropFirst()) where first.answer == .accepted {
                let wasKnown = first.recorded.map { $0 <= second.claimed.at } ?? false
                let hasLeaseRunOut = abs(second.claimed.wall.timeIntervalSince(first.claimed.wall)) >= 900
                if wasKnown || !(first.process.endedBadly || hasLeaseRunOut) {
                    fail(4, "\(name) was sent again although it was known to have been accepted")
                }
            }
        }
    }

    /// A step of a follow-up goes to a person once over each channel, in one message.
    private func checkReminders() {
        struct Key: Hashable {
            let followUp: Int64
            let escalation: Int
            let step: String
            let recipient: PersonID
            let channel: ChannelID
        }
        var messages: [Key: [(name: String, at: TimeInterval)]] = [:]
        for attempt in attempts where attempt.hasArrived {
            for item in attempt.content.items {
                let key = Key(
                    followUp: item.followUp.id, escalation: item.reminder.escalation, step: item.reminder.step, recipient: attempt.content.recipient,
                    channel: attempt.content.channel)
                messages[key, default: []].append((attempt.content.message.messageID, attempt.claimed.at))
            }
        }
        for (key, copies) in messages {
            for (first, second) in zip(copies, copies.dropFirst()) where first.name != second.name {
                // What a wrong clock said may be said again by the right one (promise 14), however often the first was tried meanwhile.
                let begun = copies.first { $0.name == first.name }?.at ?? first.at
                if setBackAt.contains(where: { begun <= $0 && $0 <= second.at }) { continue }
                fail(4, "planned twice: \(key) in \(first.name) and \(second.name)")
            }
        }
    }

    /// What was sent has arrived, and nothing that should have gone lies still.
    private func checkOutbox() throws {
        let arrived = Dictionary(grouping: attempts.filter { $0.hasArrived || $0.wasLost }) { $0.content.message.id }
        for row in try rows("SELECT id, state, message_id, next_attempt_at, last_error FROM messages") {
            let (id, state, name): (Int64, String, String) = (row["id"], row["state"], row["message_id"])
            // Nobody is given up for what is about us (promise 15).
            if state == "failed", let error = row["last_error"] as String?, error.contains("554 relay") || error.contains("no connection") {
                fail(15, "\(name) was given up: \(error)")
            }
            if state == "sent", arrived[id] == nil { fail(4, "\(name) counts as sent, and nobody has it") }
            if let next = row["next_attempt_at"] as Int64?, Double(next) < wall.timeIntervalSince1970 - 60 {
                fail(4, "\(name) has waited since \(next) as \(state): \(row["last_error"] as String? ?? "")")
            }
        }
        let carried = try rows(
            """
            SELECT message, follow_up, ladder, step FROM message_reminders JOIN reminders ON reminders.id = reminder
            JOIN messages ON messages.id = message WHERE left_out = 0 AND state = 'sent'
            """)
        for row in carried {
            let (message, followUp, step): (Int64, Int64, String) = (row["message"], row["follow_up"], row["step"])
            let isTold = arrived[message, default: []].contains { attempt in
                attempt.wasLost || attempt.content.items.contains { $0.followUp.id == followUp && $0.reminder.step == step }
            }
            if !isTold { fail(4, "message \(message) counts as having told of \(followUp) \(step), and no copy of it does") }
        }
    }

    /// The next look of everything that is open comes when the planner wants it, or earlier (promise 1).
    private func checkPlanning() async throws {
        let (planner, subjects) = try await store.outbox.planningSubjects(rules: files.rules)
        let next = Dictionary(
            try rows("SELECT id, next_at FROM follow_ups WHERE status = 'open'").map { ($0["id"] as Int64, $0["next_at"] as Int64?) },
            uniquingKeysWith: { first, _ in first })
        for subject in subjects {
            let id = subject.followUp.id
            guard let seconds = next[id] ?? nil else {
                fail(1, "\(id) is open and will never be looked at")
                continue
            }
            let decision = planner.decide(subject, at: wall)
            // Where nobody can be reached, somebody is looked for every hour.
            if decision.reminders.isEmpty, !decision.unreached.isEmpty { continue }
            let wanted = decision.stepsDone.isEmpty ? decision.next : wall
            // A pass may be about to begin.
            if Double(seconds) > max(wanted.timeIntervalSince1970, wall.timeIntervalSince1970 + 1) {
                let late = Double(seconds) - wanted.timeIntervalSince1970
                fail(1, "\(id) is looked at \(late) s later than it has to be, at \(Files.clock.iso8601(wanted))")
            }
        }
    }

    /// Whether a case had no need of what an outcome leads to: it was open already, what comes first or a protection took its place (or that of what comes
    /// first), or it was the closing of a case in which something else went on.
    private func isAnswered(_ consequence: Consequence, of kind: KindID, opened: Set<KindID>, besides row: Row) throws -> Bool {
        guard let code = row["case_code"] as String? else { return false }
        // By the order of the history, not by the clock: that may have been wrong when it was closed.
        let others = Set(
            try rows(
                """
                WITH closing AS (SELECT max(id) AS id FROM history WHERE follow_up = ? AND action = 'closed'),
                    earlier AS (SELECT history.* FROM history, closing WHERE history.id < closing.id)
                SELECT kind FROM follow_ups WHERE case_code = ? AND id <> ?
                    AND EXISTS (SELECT 1 FROM earlier WHERE follow_up = follow_ups.id)
                    AND coalesce((SELECT max(id) FROM earlier WHERE follow_up = follow_ups.id AND action IN ('closed', 'cancelled', 'withdrawn')), 0)
                        <= coalesce((SELECT max(id) FROM earlier WHERE follow_up = follow_ups.id AND action = 'reopened'), 0)
                """, [row["id"] as Int64, code, row["id"] as Int64]
            ).map { KindID($0["kind"] as String) }
        ).union(opened)
        let catalogue = files.catalogue
        if consequence.kind == catalogue.caseKinds.closing {
            return others.contains { $0 == consequence.kind || catalogue.keepsCaseGoing($0) }
        }
        let wanted = [consequence] + (consequence.after.map { [Consequence($0)] } ?? [])
        let inStead = catalogue.protections.flatMap { protection in wanted.map { protection.replacement(for: $0, from: kind).kind } }
        return !others.isDisjoint(with: wanted.map(\.kind) + inStead)
    }

    /// Nothing that counts was given by a clock that was ahead (promise 14).
    private func checkClock() throws {
        if wasBelievedAfterAhead { return }
        let instants = [
            ("steps", ["planned_at", "sent_at"], "ladder > 0"), ("messages", ["first_attempt_at", "held_since", "sent_at"], "TRUE"),
            ("follow_ups", ["opened_at", "ended_at"], "TRUE"), ("cases", ["opened_at", "closed_at"], "TRUE"),
            ("channel_health", ["worked_at", "since", "failed_at"], "TRUE"), ("overviews", ["digest_at"], "TRUE"), ("clock", ["latest"], "TRUE"),
        ]
        for (table, columns, condition) in instants {
            for column in columns {
                let latest: Int64? = try rows("SELECT max(\(column)) AS latest FROM \(table) WHERE \(condition)").first?["latest"]
                if let latest, Double(latest) > wall.timeIntervalSince1970 + 60 {
                    fail(14, "\(column) of \(table) is \(Files.clock.iso8601(Date(timeIntervalSince1970: Double(latest))))")
                }
            }
        }
        if try rows("SELECT 1 FROM clock WHERE behind_from IS NOT NULL").first != nil { fail(14, "the clock counts as behind") }
    }

    /// Whoever looks after the machine has heard that the known holidays of a school end soon (promise 18).
    private func checkHolidays() throws {
        if files.operatorPerson == nil { return }
        let since = Files.clock.day(of: wall.addingTimeInterval(-Double(Self.quietDays) * 86_400))
        for ending in EndingHolidays.of(files.rules.directory, on: since) {
            let notices = try rows(
                "SELECT messages.id, state FROM holiday_notices JOIN messages ON messages.id = notice WHERE school = ? AND last_day = ?",
                [ending.school.rawValue, ending.lastDay?.description ?? ""])
            let isTold = notices.contains { row in
                attempts.contains { $0.content.message.id == row["id"] as Int64 && ($0.hasArrived || $0.wasLost) }
            }
            // What nobody can be reached for is tried again the next day.
            let isTried = try !rows("SELECT 1 FROM messages WHERE purpose = 'notice' AND state = 'failed'").isEmpty
            if !isTold, !isTried { fail(18, "nobody was told that the holidays of \(ending.school) end on \(ending.lastDay?.description ?? "")") }
        }
    }

    /// What an outcome leads to was opened with it (promise 3).
    private func checkClosings() throws {
        for row in try rows("SELECT id, kind, outcome, case_code, ended_at FROM follow_ups WHERE status = 'closed'") {
            let (id, kind, outcome): (Int64, String, String) = (row["id"], row["kind"], row["outcome"])
            guard let outcome = files.catalogue.kind(KindID(kind))?.outcome(OutcomeID(outcome)), outcome.exceptions.isEmpty else { continue }
            let opened = Set(try rows("SELECT kind FROM follow_ups WHERE origin = ?", [id]).map { KindID($0["kind"] as String) })
            for consequence in outcome.then where !opened.contains(consequence.kind) && files.catalogue.kind(consequence.kind)?.repeat == nil {
                if try isAnswered(consequence, of: KindID(kind), opened: opened, besides: row) { continue }
                fail(3, "\(id) \(kind) was closed with \(outcome.id), and no \(consequence.kind) was opened")
            }
            if outcome.closesCase, let code = row["case_code"] as String?,
                try rows("SELECT 1 FROM history WHERE case_code = ? AND action = 'case-closed'", [code]).isEmpty
            {
                fail(3, "\(id) closed case \(code), which was not closed")
            }
        }
    }

    /// Where nothing goes wrong, the owner of a silent case is told by the end of the next school day (promise 2).
    private func checkAlarms() throws {
        let isCalm = !(trouble.crashes || trouble.weather || trouble.lies || trouble.disk || trouble.clock || trouble.downtime || trouble.files)
        // Nobody was asked to be quiet about them.
        let alarms = "kind = 'dossier-stil' AND ladder = 1 AND snoozed_until IS NULL"
        for row in try rows("SELECT id, school, case_code, owner_role, owner_person, opened_at, ended_at FROM follow_ups WHERE \(alarms)") {
            let id: Int64 = row["id"]
            let opened = Date(timeIntervalSince1970: Double(row["opened_at"] as Int64))
            let calendar = files.rules.directory.calendar(of: SchoolID(row["school"] as String))
            let day = calendar.day(from: Files.clock.day(of: opened), schoolDays: 1)
            // Where something does, by the end of the first school day on which nothing goes wrong any more.
            let quiet = calendar.day(from: Files.clock.day(of: wall.addingTimeInterval(-Double(Self.quietDays) * 86_400)), schoolDays: 1)
            let deadline = Files.clock.start(of: (isCalm ? day : max(day, quiet)).adding(days: 1))
            let ended = (row["ended_at"] as Int64?).map { Date(timeIntervalSince1970: Double($0)) } ?? .distantFuture
            guard ended > deadline, deadline <= wall else { continue }
            let isTold = attempts.contains { attempt in
                (attempt.hasArrived || attempt.wasLost) && attempt.wall <= deadline && attempt.content.items.contains { $0.followUp.id == id }
            }
            if !isTold, try !isLogged(alarm: id, row) {
                fail(2, "nobody was told of the silence that \(id) tells of, opened \(Files.clock.iso8601(opened))")
            }
        }
    }

    /// Whether the log tells that nobody could be reached about an alarm; of a case that is kept from roles it says for whom and where, and no number.
    private func isLogged(alarm id: Int64, _ row: Row) throws -> Bool {
        if log.lines.contains(where: { $0.contains("follow-up \(id),") }) { return true }
        let people = try store.connection.onWriterNow { db in try db.people(of: CaseCode(row["case_code"] as String), by: files.rules) }
        guard people.isKeptFromRoles else { return false }
        let owner: Owner = (row["owner_role"] as String?).map { .role(RoleID($0)) } ?? .person(PersonID(row["owner_person"] as String))
        let silenced = UnreachableAudience.UnnamedAudience(owner: people.owner(inPlaceOf: owner), school: SchoolID(row["school"] as String))
        return log.lines.contains { $0.contains("\(silenced);") }
    }

    /// Adds up what happened.
    func tally() {
        figures.attempts = attempts.count
        figures.received = attempts.count(where: \.hasArrived)
        figures.lost = attempts.count(where: \.wasLost)
        figures.unknown = attempts.count { $0.answer == .unknown }
        figures.refused = attempts.count { $0.answer == .refused }
        for attempt in attempts {
            for byte in "\(attempt.content.message.messageID)\(Int(attempt.begun * 1000))\(attempt.hasArrived)".utf8 {
                figures.digest = (figures.digest ^ UInt64(byte)) &* 0x100_0000_01b3
            }
        }
    }
}
