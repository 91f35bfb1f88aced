import Foundation
import FollowUps
import GRDB

extension Store {
    /// Takes messages whose time has come, most urgent first, and leases them until `now` plus `lease` seconds; what is dropped for want of content is not
    /// among them, nor what comes up out of hours, which waits for them (promise 7).
    ///
    /// A message whose lease ran out without a result is taken again: somebody may have a copy of it, so it keeps its Message-ID and gets nothing added.
    ///
    /// - Parameter newLinkToken: makes the link that each item of a mail gets; nil where there are no pages to lead to.
    public func claim(
        at now: Date, rules: Rules, lease: TimeInterval, limit: Int, newLinkToken: (() -> LinkToken)? = nil
    ) throws -> [MessageDraft] {
        try queue.write { db in
            if newLinkToken != nil { try db.removeOldLinks(at: now) }
            let seconds = now.unixSeconds
            try db.gather(at: now)
            let ids = try Int64.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT id FROM messages WHERE next_attempt_at IS NOT NULL AND next_attempt_at <= ?
                        ORDER BY priority DESC, next_attempt_at, id LIMIT ?
                        """),
                arguments: [seconds, limit])
            return try ids.compactMap { id in
                var items: [MessageItem]
                let overview: Overview?
                let notice: Notice?
                do {
                    items = try db.items(of: id, at: now)
                    overview = try db.overviewToSend(in: id, rules: rules, at: now)
                    notice = try db.notice(in: id, at: now)
                } catch let error as StoreError {
                    try db.execute(
                        sql: """
                            UPDATE messages SET possibly_delivered = possibly_delivered OR state = 'sending', state = 'queued', last_error = ?,
                                next_attempt_at = ? WHERE id = ?
                            """, arguments: [error.description, seconds + Self.poisonPause, id])
                    _ = try db.putAside(.message(id), because: error.description)
                    return nil
                }
                guard !items.isEmpty || overview != nil || notice != nil else {
                    try db.execute(sql: "UPDATE messages SET state = 'dropped', next_attempt_at = NULL WHERE id = ?", arguments: [id])
                    return nil
                }
                let opening = rules.opening(onOrAfter: now.wholeSecond, for: items, overview)
                guard opening <= now else {
                    try db.execute(
                        sql: """
                            UPDATE messages SET possibly_delivered = possibly_delivered OR state = 'sending', state = 'queued', next_attempt_at = ?
                            WHERE id = ?
                            """, arguments: [opening.unixSeconds, id])
                    return nil
                }
                try db.cachedStatement(
                    sql: """
                        UPDATE messages SET possibly_delivered = possibly_delivered OR state = 'sending', state = 'sending',
                            attempts = attempts + 1, first_attempt_at = coalesce(first_attempt_at, ?), next_attempt_at = ?
                        WHERE id = ?
                        """
                ).execute(arguments: [seconds, seconds + Int64(lease), id])
                guard let row = try Row.fetchOne(db.cachedStatement(sql: "SELECT * FROM messages WHERE id = ?"), arguments: [id]) else { return nil }
                let message = try Message(row)
                if let newLinkToken, message.channel == .mail { items = try db.addLinks(to: items, of: message, at: now, newToken: newLinkToken) }
                return MessageDraft(
                    message: message, items: items, overview: overview, notice: notice,
                    earlierMessageIDs: try db.earlierMessageIDs(than: id))
            }
        }
    }

    /// What a claimed message has to say now, for when others have changed something since it was claimed; nil when it is not to be sent after all: nothing
    /// is left, or somebody else has claimed it since.
    public func refresh(_ draft: MessageDraft, at now: Date, rules: Rules) throws -> MessageDraft? {
        try queue.write { db in
            guard try db.isStill(draft.message) else { return nil }
            do {
                // The links that were made at the claim stay those of the same follow-ups.
                let links = Dictionary(draft.items.map { ($0.followUp.id, $0.link) }, uniquingKeysWith: { first, _ in first })
                let items = try db.items(of: draft.message.id, at: now).map { item in
                    (links[item.followUp.id] ?? nil).map { item.with($0) } ?? item
                }
                let overview = try db.overviewToSend(in: draft.message.id, rules: rules, at: now)
                let notice = try db.notice(in: draft.message.id, at: now)
                if items.isEmpty, overview == nil, notice == nil { return nil }
                // Without the acute one that was closed meanwhile, the rest waits for its hours (promise 7).
                if rules.opening(onOrAfter: now.wholeSecond, for: items, overview) > now { return nil }
                return MessageDraft(
                    message: draft.message, items: items, overview: overview, notice: notice, earlierMessageIDs: draft.earlierMessageIDs)
            } catch is StoreError {
                // Whoever claims it next puts it aside, and says why.
                return nil
            }
        }
    }

    /// Records what became of leased messages, each as it was claimed; what has been claimed again since, or is not being sent any more, is left as it is.
    ///
    /// The claim is the fence: a process that was paused for longer than its lease must not put its old answer over another's. Only that a message
    /// was accepted counts also when it comes late: it has arrived, and is not sent again.
    ///
    /// Returns whom reminders of failed messages could not be passed on to.
    public func record(_ verdicts: [(claimed: Message, verdict: Verdict)], at now: Date, rules: Rules, newMessageID: () -> String) throws
        -> [Unreached]
    {
        try queue.write { db in
            var unreached: [Unreached] = []
            let aside = try db.namesPutAside(PutAside.messages)
            for (claimed, verdict) in verdicts {
                let id = claimed.id
                guard try db.isStill(claimed) || (verdict == .sent && db.isUnderWay(id)) else { continue }
                if verdict.isOfSomethingWritten, aside.contains(PutAside.message(id).name) { try db.takeUp(.message(id)) }
                switch verdict {
                case .sent: try db.setSent(id, at: now)
                case .tryAgain(let next, let possiblyDelivered, let error):
                    try db.execute(
                        sql: """
                            UPDATE messages SET state = 'queued', next_attempt_at = ?, last_error = ?,
                                possibly_delivered = possibly_delivered OR ? WHERE id = ?
                            """, arguments: [next.unixSeconds, error, possiblyDelivered, id])
                case .unwritable(let until, let error):
                    try db.execute(
                        sql: "UPDATE messages SET state = 'queued', next_attempt_at = ?, last_error = ? WHERE id = ?",
                        arguments: [until.unixSeconds, error, id])
                    _ = try db.putAside(.message(id), because: error)
                case .setApart(let reminders, let until, let error):
                    for reminder in reminders { try db.setApart(reminder, from: id, until: until, because: error) }
                case .failed(let error):
                    try db.execute(
                        sql: "UPDATE messages SET state = 'failed', next_attempt_at = NULL, last_error = ? WHERE id = ?", arguments: [error, id])
                    unreached += try db.passOn(claimed, rules: rules, now: now.wholeSecond, newMessageID: newMessageID)
                case .notTried(let until):
                    try db.execute(
                        sql: """
                            UPDATE messages SET state = 'queued', next_attempt_at = ?, attempts = attempts - 1,
                                first_attempt_at = CASE WHEN attempts = 1 THEN NULL ELSE first_attempt_at END WHERE id = ?
                            """, arguments: [until.unixSeconds, id])
                }
            }
            return unreached
        }
    }

    /// Sends a failed message again as if it were new, over a channel that is taken to work again; it keeps its Message-ID.
    public func retry(_ id: Int64, actor: String, at now: Date) throws -> Message {
        try queue.write { db in
            guard let row = try Row.fetchOne(db, sql: "SELECT * FROM messages WHERE id = ?", arguments: [id]) else {
                throw StoreError.noSuchMessage(id)
            }
            let message = try Message(row)
            guard message.state == .failed else { throw StoreError.messageNotFailed(id, message.state) }
            try db.execute(
                sql: "UPDATE messages SET state = 'queued', attempts = 0, first_attempt_at = NULL, next_attempt_at = ? WHERE id = ?",
                arguments: [now.unixSeconds, id])
            try db.write(.messageRetried, actor: actor, at: now.unixSeconds, [.init("message", to: String(id))])
            try db.execute(sql: "DELETE FROM channels_off WHERE channel = ?", arguments: [message.channel.rawValue])
            if db.changesCount > 0 {
                try db.write(.channelOn, actor: actor, at: now.unixSeconds, [.init("channel", to: message.channel.rawValue)])
            }
            guard let changed = try Row.fetchOne(db, sql: "SELECT * FROM messages WHERE id = ?", arguments: [id]) else {
                throw StoreError.noSuchMessage(id)
            }
            return try Message(changed)
        }
    }

    /// Sends nothing more over a channel whose other end says that it is gone.
    public func turnOff(_ channel: ChannelID, reason: String, at now: Date) throws {
        try queue.write { db in
            try db.execute(
                sql: "INSERT OR IGNORE INTO channels_off (channel, since, reason) VALUES (?, ?, ?)",
                arguments: [channel.rawValue, now.unixSeconds, reason])
            if db.changesCount == 1 {
                try db.write(
                    .channelOff, actor: HistoryEntry.daemon, at: now.unixSeconds,
                    [.init("channel", to: channel.rawValue), .init("reason", to: reason)])
            }
        }
    }
}

extension Verdict {
    fileprivate var isOfSomethingWritten: Bool {
        switch self {
        case .sent, .tryAgain, .failed: true
        case .unwritable, .setApart, .notTried: false
        }
    }
}

extension Database {
    /// Gives one reminder of a message, and what it speaks for, a message of its own that cannot be written now; it has waited as long as the other.
    ///
    /// Its Message-ID is made of the other's and tells nothing: the number is that of the reminder, which stands in no other message made so.
    fileprivate func setApart(_ reminder: Reminder, from message: Int64, until: Date, because reason: String) throws {
        let ids = try Int64.fetchAll(
            self,
            sql: """
                SELECT reminders.id FROM message_reminders JOIN reminders ON reminders.id = reminder
                WHERE message = ? AND follow_up = ? AND ladder = ? AND left_out = 0 ORDER BY reminders.id DESC
                """, arguments: [message, reminder.followUp, reminder.ladder])
        try setApart(ids, from: message, until: until, because: reason)
    }

    private func setApart(_ reminders: [Int64], from message: Int64, until: Date, because reason: String) throws {
        guard let latest = reminders.first else { return }
        try execute(
            sql: """
                INSERT INTO messages (recipient, channel, purpose, state, message_id, priority, attempts, first_attempt_at, next_attempt_at, last_error)
                SELECT recipient, channel, purpose, 'queued', ? || message_id, priority, attempts, first_attempt_at, ?, ? FROM messages WHERE id = ?
                """, arguments: ["r\(latest).", until.unixSeconds, reason, message])
        let apart = lastInsertedRowID
        for id in reminders {
            try execute(sql: "UPDATE message_reminders SET message = ? WHERE message = ? AND reminder = ?", arguments: [apart, message, id])
        }
        _ = try putAside(.message(apart), because: reason)
    }

    /// Whether nobody else has claimed a message since: two claims of it differ in their number or, after a retry by hand, in the end of the lease.
    fileprivate func isStill(_ claimed: Message) throws -> Bool {
        try Bool.fetchOne(
            cachedStatement(sql: "SELECT state = 'sending' AND attempts = ? AND next_attempt_at = ? FROM messages WHERE id = ?"),
            arguments: [claimed.attempts, claimed.nextAttemptAt?.unixSeconds, claimed.id]) ?? false
    }

    fileprivate func isUnderWay(_ message: Int64) throws -> Bool {
        try Bool.fetchOne(cachedStatement(sql: "SELECT state IN ('queued', 'sending') FROM messages WHERE id = ?"), arguments: [message]) ?? false
    }

    /// What a message still has to say: reminders of follow-ups that are open and not snoozed, on the ladder they were planned on, for somebody
    /// who may hear of them; the latest of a follow-up speaks for it, and what waited for a digest is left out when a later step went out by itself. The rest is marked as left out.
    ///
    /// - Parameter isMarking: false for a message that has gone out: what it said stays on record.
    fileprivate func items(of message: Int64, at now: Date, isMarking: Bool = true) throws -> [MessageItem] {
        let rows = try Row.fetchAll(
            cachedStatement(
                sql: """
                    SELECT \(FollowUp.columns), reminders.id AS reminder, reminders.step, reminders.recipient, reminders.audience,
                        reminders.stands_in_for, reminders.is_escalation,
                        status = 'open' AND follow_ups.ladder = reminders.ladder AND coalesce(snoozed_until, 0) <= ? AND NOT EXISTS (
                            SELECT 1 FROM exclusions
                            WHERE exclusions.case_code = follow_ups.case_code AND exclusions.person = reminders.recipient) AND NOT \(Self.wentByItself) AS needed
                    FROM message_reminders
                    JOIN reminders ON reminders.id = message_reminders.reminder
                    JOIN follow_ups ON follow_ups.id = reminders.follow_up
                    WHERE message_reminders.message = ? ORDER BY reminders.id
                    """), arguments: [now.unixSeconds, message])
        var latest: [Int64: (reminder: Int64, item: MessageItem)] = [:]
        var leftOut: [Int64] = []
        var unreadable: [(reminder: Int64, followUp: Int64, error: StoreError)] = []
        for row in rows {
            let reminder: Int64 = row["reminder"]
            guard row["needed"] else {
                leftOut.append(reminder)
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
        // It must not hold up what else the message says. The next pass plans it again, and so tells of it.
        for (reminder, followUp, error) in unreadable where isMarking {
            try setApart([reminder], from: message, until: now.addingTimeInterval(TimeInterval(Store.poisonPause)), because: error.description)
            try execute(sql: "UPDATE follow_ups SET next_at = min(next_at, ?) WHERE id = ?", arguments: [now.unixSeconds, followUp])
        }
        for reminder in leftOut where isMarking {
            try cachedStatement(sql: "UPDATE message_reminders SET left_out = 1 WHERE message = ? AND reminder = ?")
                .execute(arguments: [message, reminder])
        }
        return latest.values.map(\.item).sorted(by: MessageItem.comesFirst)
    }

    /// Whether what waits for a digest, a row of `reminders` and `message_reminders`, has been overtaken by a later step that went by itself or is about to.
    static let wentByItself = """
        EXISTS (
            SELECT 1 FROM messages AS this
            JOIN reminders AS later ON later.follow_up = reminders.follow_up AND later.ladder = reminders.ladder
                AND later.recipient = reminders.recipient AND later.id > reminders.id
            JOIN message_reminders AS carried ON carried.reminder = later.id AND carried.left_out = 0
            JOIN messages AS other ON other.id = carried.message AND other.channel = this.channel AND other.id <> this.id
                AND (other.state = 'sent' OR (other.purpose = 'reminders' AND other.state IN ('queued', 'sending')))
            WHERE this.id = message_reminders.message AND this.purpose = 'digest')
        """

    private func item(_ row: Row, of followUp: FollowUp) throws -> MessageItem {
        let reminder = Reminder(
            followUp: followUp.id, ladder: followUp.ladder.number, step: try row.text("step", of: "reminders"),
            recipient: PersonID(try row.text("recipient", of: "reminders")), audience: Audience(try row.text("audience", of: "reminders")),
            standsInFor: row.identifier("stands_in_for"), isEscalation: row["is_escalation"])
        let before = try Row.fetchAll(
            cachedStatement(
                sql: """
                    SELECT reminders.audience, min(messages.sent_at) AS first_sent_at FROM reminders
                    JOIN message_reminders ON reminder = reminders.id AND left_out = 0
                    JOIN messages ON messages.id = message AND messages.sent_at IS NOT NULL
                    WHERE follow_up = ? AND ladder = ? AND step <> ?
                    GROUP BY reminders.audience ORDER BY first_sent_at, reminders.id
                    """), arguments: [followUp.id, followUp.ladder.number, reminder.step])
        return MessageItem(
            reminder: reminder, followUp: followUp, sentBefore: before.map { Audience($0["audience"]) },
            firstSentAt: before.first?.instant("first_sent_at"))
    }

    /// The messages that the recipient of a message was sent before about any of its follow-ups, oldest first.
    fileprivate func earlierMessageIDs(than message: Int64) throws -> [String] {
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

    fileprivate func setSent(_ message: Int64, at now: Date) throws {
        try cachedStatement(sql: "UPDATE messages SET state = 'sent', sent_at = ?, next_attempt_at = NULL, last_error = NULL WHERE id = ?")
            .execute(arguments: [now.unixSeconds, message])
        try cachedStatement(
            sql: """
                UPDATE steps SET sent_at = ? WHERE sent_at IS NULL AND (follow_up, ladder, step) IN (
                    SELECT follow_up, ladder, step FROM reminders JOIN message_reminders ON reminder = reminders.id
                    WHERE message = ? AND left_out = 0)
                """
        ).execute(arguments: [now.unixSeconds, message])
    }

    /// Passes on what a message that has failed was to say, and tells the operator.
    ///
    /// - Parameter isOnRecord: whether it was taken for sent until now, so that what it said is on record.
    /// - Returns: whom it could not be passed on to.
    func passOn(_ message: Message, rules: Rules, now: Date, newMessageID: () -> String, isOnRecord: Bool = false) throws -> [Unreached] {
        let planner = try Planner(rules, self)
        let unreached = try reroute(message.id, rules: rules, planner: planner, now: now, newMessageID: newMessageID, isOnRecord: isOnRecord)
        try rerouteOverviews(of: message.id, planner: rules.overviewPlanner(planner), now: now, newMessageID: newMessageID)
        try OperatorDesk(rules, planner, now: now)?.tell(
            ofFailed: message, nobodyReached: unreached.filter { $0.instead == nil }, self, newMessageID: newMessageID)
        return unreached
    }

    /// Passes on the reminders of a message that has failed, unless another channel reached the same person (promise 5).
    private func reroute(
        _ message: Int64, rules: Rules, planner: Planner, now: Date, newMessageID: () -> String, isOnRecord: Bool
    ) throws -> [Unreached] {
        let orphans = try Int64.fetchAll(
            self,
            sql: """
                SELECT reminder FROM message_reminders AS mine WHERE message = ? AND NOT EXISTS (
                    SELECT 1 FROM message_reminders AS other JOIN messages ON messages.id = other.message
                    WHERE other.reminder = mine.reminder AND messages.state IN ('queued', 'sending', 'sent'))
                """, arguments: [message])
        let still: [MessageItem]
        do {
            still = try items(of: message, at: now, isMarking: !isOnRecord)
        } catch is StoreError {
            // Nothing of it can be read: it stays with this message, and status tells that nobody heard of it.
            return []
        }
        var unreached: [Unreached] = []
        for item in still {
            let tried = try Row.fetchAll(
                self,
                sql: """
                    SELECT id, recipient, NOT EXISTS (
                        SELECT 1 FROM message_reminders JOIN messages ON messages.id = message
                        WHERE reminder = reminders.id AND left_out = 0 AND state IN ('queued', 'sending', 'sent')) AS has_failed
                    FROM reminders WHERE follow_up = ? AND ladder = ? AND step = ?
                    """,
                arguments: [item.reminder.followUp, item.reminder.ladder, item.reminder.step])
            guard tried.contains(where: { $0["recipient"] == item.reminder.recipient.rawValue && orphans.contains($0["id"]) }) else { continue }
            let subject = try PlanningSubject(item.followUp, self, rules)
            let failed = tried.filter { $0["has_failed"] }.map { PersonID($0["recipient"] as String) }
            let next = planner.reroute(item.reminder, of: subject, tried: Set(failed), at: now)
            if let next { try queue(next, of: item.followUp, planner: planner, now: now, newMessageID: newMessageID) }
            unreached.append(
                Unreached(
                    followUp: item.followUp.id, step: item.reminder.step, audience: item.reminder.audience, instead: next?.recipient))
        }
        return unreached
    }
}

extension MessageItem {
    /// Most urgent first, then what was due first.
    fileprivate static func comesFirst(_ left: MessageItem, _ right: MessageItem) -> Bool {
        let (mine, theirs) = (left.followUp, right.followUp)
        if mine.urgency != theirs.urgency { return mine.urgency > theirs.urgency }
        let utc = WallClock(zone: .gmt)
        let (myDue, theirDue) = (mine.due.overdueFrom(utc), theirs.due.overdueFrom(utc))
        return myDue == theirDue ? mine.id < theirs.id : myDue < theirDue
    }
}
