import Foundation
import FollowUps
import GRDB

/// What a message says at an instant, and what of it is left out.
struct MessageContents {
    let message: Int64
    let items: [MessageItem]
    /// Reminders that nobody needs any more, or whose recipient may not get them.
    fileprivate let leftOut: [Int64]
    /// Reminders whose recipient no longer stands in for whoever looks after the case.
    fileprivate let misdirected: [(reminder: Int64, followUp: Int64)]
    fileprivate let unreadable: [(reminder: Int64, followUp: Int64, error: StoreError)]
}

extension Database {
    /// What a message still has to say: reminders of follow-ups that are open, not snoozed and in the same escalation,
    /// to somebody who may see them. The latest of each follow-up speaks for the earlier ones, and for those that
    /// another message has overtaken.
    ///
    /// Throws if something cannot be read and nothing else is left.
    func contents(of message: Int64, rules: Ruleset, at now: Date) throws -> MessageContents {
        let rows = try reminderRows(of: message, at: now)
        let overtaken = try overtakenReminders(of: message, at: now)
        var latest: [Int64: (reminder: Int64, item: MessageItem)] = [:]
        var leftOut: [Int64] = []
        var misdirected: [(reminder: Int64, followUp: Int64)] = []
        var unreadable: [(reminder: Int64, followUp: Int64, error: StoreError)] = []
        for row in rows {
            let reminder: Int64 = row["reminder"]
            guard row["needed"], !overtaken.contains(reminder) else {
                leftOut.append(reminder)
                continue
            }
            switch try reader(row, rules: rules, at: now) {
            case .mayKnow: break
            case .excluded:
                leftOut.append(reminder)
                continue
            case .standsInNoMore:
                misdirected.append((reminder, row[FollowUp.Column.id.rawValue]))
                continue
            }
            let followUp: FollowUp
            do {
                followUp = try FollowUp(row)
            } catch let error as StoreError {
                unreadable.append((reminder, row[FollowUp.Column.id.rawValue], error))
                continue
            }
            if let earlier = latest[followUp.id] { leftOut.append(earlier.reminder) }
            latest[followUp.id] = (reminder, try item(row, of: followUp))
        }
        if latest.isEmpty, let first = unreadable.first { throw first.error }
        return MessageContents(
            message: message, items: latest.values.map(\.item).sorted(by: MessageItem.comesFirst), leftOut: leftOut, misdirected: misdirected,
            unreadable: unreadable)
    }

    /// The same for a message that is about to go. What is left out is marked so for ever: a snooze ends in a reminder
    /// of its own, and a new escalation makes new ones.
    func itemsToSend(in message: Int64, rules: Ruleset, at now: Date) throws -> [MessageItem] {
        let contents = try contents(of: message, rules: rules, at: now)
        try leaveOutRest(of: contents, at: now)
        return contents.items
    }

    private func leaveOutRest(of contents: MessageContents, at now: Date) throws {
        let message = contents.message
        // It must not hold up the rest. The next pass plans it again and reports it.
        for (reminder, followUp, error) in contents.unreadable {
            try splitOff(
                [reminder], from: message, until: now.addingTimeInterval(TimeInterval(OutboxRepository.quarantinePause)), because: error.description)
            try cachedStatement(sql: "UPDATE follow_ups SET next_at = min(next_at, ?) WHERE id = ?").execute(arguments: [now.unixSeconds, followUp])
        }
        // It is planned anew, so that the step is not lost.
        for (reminder, followUp) in contents.misdirected {
            guard let row = try Row.fetchOne(cachedStatement(sql: "SELECT * FROM reminders WHERE id = ?"), arguments: [reminder]) else { continue }
            try unplan(reminder, Reminder(row))
            try cachedStatement(sql: "UPDATE follow_ups SET next_at = min(next_at, ?) WHERE id = ?").execute(arguments: [now.unixSeconds, followUp])
        }
        for reminder in contents.leftOut {
            try cachedStatement(sql: "UPDATE message_reminders SET left_out = 1 WHERE message = ? AND reminder = ?")
                .execute(arguments: [message, reminder])
        }
    }

    /// The reminders of a message whose recipient no longer stands in for whoever looks after the case. Somebody else gets them.
    func remindersToReassign(of message: Int64, rules: Ruleset, at now: Date) throws -> [(reminder: Reminder, followUp: FollowUp)] {
        let overtaken = try overtakenReminders(of: message, at: now)
        return try reminderRows(of: message, at: now).compactMap { row in
            guard row["needed"], !overtaken.contains(row["reminder"]), try reader(row, rules: rules, at: now) == .standsInNoMore,
                let followUp = try? FollowUp(row)
            else { return nil }
            return (try item(row, of: followUp).reminder, followUp)
        }
    }

    private func reminderRows(of message: Int64, at now: Date) throws -> [Row] {
        try Row.fetchAll(
            cachedStatement(
                sql: """
                    SELECT \(FollowUp.columns), reminders.id AS reminder, reminders.step, reminders.recipient, reminders.audience,
                        reminders.stands_in_for, reminders.is_escalation,
                        status = 'open' AND follow_ups.ladder = reminders.ladder AND coalesce(snoozed_until, 0) <= ?1 AND left_out = 0 AS needed
                    FROM message_reminders
                    JOIN reminders ON reminders.id = message_reminders.reminder
                    JOIN follow_ups ON follow_ups.id = reminders.follow_up
                    WHERE message_reminders.message = ?2 ORDER BY reminders.id
                    """), arguments: [now.unixSeconds, message])
    }

    /// The reminders of a message that later steps, in other messages, have overtaken.
    private func overtakenReminders(of message: Int64, at now: Date) throws -> Set<Int64> {
        // CROSS JOIN keeps SQLite's order: from the message to its later steps, of which there are mostly none.
        let later = try Row.fetchAll(
            cachedStatement(
                sql: """
                    SELECT \(StoredMessage.columns), waiting.id AS overtaken FROM message_reminders AS mine
                    CROSS JOIN reminders AS waiting ON waiting.id = mine.reminder
                    CROSS JOIN reminders AS later ON later.follow_up = waiting.follow_up AND later.ladder = waiting.ladder
                        AND later.recipient = waiting.recipient AND later.id > waiting.id
                    CROSS JOIN message_reminders AS carried ON carried.reminder = later.id AND carried.left_out = 0
                    CROSS JOIN messages ON messages.id = carried.message
                    WHERE mine.message = ?1 AND carried.message <> ?1
                    """), arguments: [message])
        guard !later.isEmpty, let this = try storedMessage(message)?.entry else { return [] }
        return try later.reduce(into: []) { found, row in
            if try this.isOvertaken(by: StoredMessage(row).entry, at: now.wholeSecond) { found.insert(row["overtaken"]) }
        }
    }

    private enum Reader {
        case mayKnow, excluded
        /// The case is kept from roles, and they no longer stand in for whoever looks after it.
        case standsInNoMore
    }

    private func reader(_ row: Row, rules: Ruleset, at now: Date) throws -> Reader {
        guard let code = row[FollowUp.Column.case_code.rawValue] as CaseCode?, let school = row[FollowUp.Column.school.rawValue] as SchoolID? else {
            return .mayKnow
        }
        let (people, recipient): (CasePeople, PersonID) = (try people(of: code, by: rules), try row.value("recipient", of: "reminders"))
        if people.excluded.contains(recipient) { return .excluded }
        guard people.isKeptFromRoles else { return .mayKnow }
        return try Planner(rules, self).access(at: now).isKept(from: recipient, people, at: school) ? .standsInNoMore : .mayKnow
    }

    private func item(_ row: Row, of followUp: FollowUp) throws -> MessageItem {
        let reminder = Reminder(
            followUp: followUp.id, escalation: followUp.escalation.number, step: try row.text("step", of: "reminders"),
            recipient: try row.value("recipient", of: "reminders"), audience: Audience(try row.text("audience", of: "reminders")),
            standsInFor: row["stands_in_for"], isEscalation: row["is_escalation"])
        let before = try Row.fetchAll(
            cachedStatement(
                sql: """
                    SELECT reminders.audience, min(messages.sent_at) AS first_sent_at FROM reminders
                    JOIN message_reminders ON reminder = reminders.id AND left_out = 0
                    JOIN messages ON messages.id = message AND messages.sent_at IS NOT NULL
                    WHERE follow_up = ? AND ladder = ? AND step <> ?
                    GROUP BY reminders.audience ORDER BY first_sent_at, reminders.id
                    """), arguments: [followUp.id, followUp.escalation.number, reminder.step])
        return MessageItem(
            reminder: reminder, followUp: followUp, sentBefore: before.map { Audience($0["audience"]) },
            alsoTo: reminder.isEscalation ? try others(in: reminder) : [], firstSentAt: before.first?.instant("first_sent_at"))
    }

    /// As whom others get the same step, without the owner.
    private func others(in reminder: Reminder) throws -> [Audience] {
        try String.fetchAll(
            cachedStatement(
                sql: """
                    SELECT audience FROM reminders WHERE follow_up = ? AND ladder = ? AND step = ? AND recipient <> ? AND audience <> 'owner'
                    GROUP BY audience ORDER BY min(id)
                    """), arguments: [reminder.followUp, reminder.escalation, reminder.step, reminder.recipient]
        ).map { Audience($0) }
    }

    /// The Message-IDs of what the recipient was sent before about these follow-ups, oldest first.
    func earlierMessageIDs(than message: Int64) throws -> [String] {
        try String.fetchAll(
            cachedStatement(
                sql: """
                    SELECT DISTINCT earlier.message_id FROM message_reminders AS mine
                    JOIN reminders AS asked ON asked.id = mine.reminder
                    JOIN reminders AS same ON same.follow_up = asked.follow_up AND same.recipient = asked.recipient
                    JOIN message_reminders AS theirs ON theirs.reminder = same.id AND theirs.left_out = 0
                    JOIN messages AS earlier ON earlier.id = theirs.message
                    JOIN messages AS this ON this.id = mine.message
                    WHERE mine.message = ? AND mine.left_out = 0 AND earlier.id <> this.id
                        AND earlier.channel = this.channel AND earlier.sent_at IS NOT NULL
                    ORDER BY earlier.sent_at, earlier.id
                    """), arguments: [message])
    }
}

extension MessageItem {
    /// By urgency, then by due moment.
    fileprivate static func comesFirst(_ left: MessageItem, _ right: MessageItem) -> Bool {
        let (mine, theirs) = (left.followUp, right.followUp)
        if mine.urgency != theirs.urgency { return mine.urgency > theirs.urgency }
        let utc = WallClock(zone: .gmt)
        let (myDue, theirDue) = (mine.due.overdueFrom(utc), theirs.due.overdueFrom(utc))
        return myDue == theirDue ? mine.id < theirs.id : myDue < theirDue
    }
}
