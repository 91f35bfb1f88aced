import Foundation
import FollowUps
import GRDB

extension OutboxRepository {
    /// Claims due messages, most urgent first, and leases them for `lease` seconds. Drops those with nothing left to
    /// say, and postpones those that are out of their hours (promise 7). Over a channel that is out only one message
    /// goes, when that is to be tried again (promise 15). None when another machine has taken over.
    ///
    /// A message whose lease has ended without an answer is taken again. Somebody may have a copy, so it keeps its
    /// Message-ID and takes no more reminders.
    ///
    /// - Parameter newLinkToken: makes the link of each item of a mail; nil when there are no pages.
    public func claim(
        at now: Date, rules: Ruleset, lease: TimeInterval, limit: Int, newLinkToken: (@Sendable () -> LinkToken)? = nil
    ) async throws -> [MessageDraft] {
        try await connection.write(whenRetired: true) { db in
            if try connection.successor(db) != nil { return [] }
            try db.watchClock(now, rules: rules)
            if newLinkToken != nil { try db.removeOldLinks(at: now) }
            try db.coalesce(at: now)
            let claim = Claim(db: db, now: now, rules: rules, lease: lease, newLinkToken: newLinkToken)
            let usable = try claim.due(where: "channel NOT IN (\(Database.channelsOut))", limit: limit)
            var drafts = try usable.compactMap { try claim.take($0) }
            for channel in try db.channelsToTry(at: now) {
                for id in try claim.due(where: "channel = ?", [channel], limit: limit) {
                    guard let draft = try claim.take(id) else { continue }
                    drafts.append(draft)
                    break
                }
            }
            return drafts
        }
    }

    /// A claimed message as it is after others have changed something. Nil when it is not to be sent after all: nothing
    /// is left, it has to wait for its hours, somebody else has claimed it, or another machine has taken over.
    public func refresh(_ draft: MessageDraft, at now: Date, rules: Ruleset) async throws -> MessageDraft? {
        try await connection.write(whenRetired: true) { db in
            if try connection.successor(db) != nil { return nil }
            guard let lease = draft.message.lease, try db.storedMessage(draft.message.id)?.entry.lease == lease else { return nil }
            do {
                // The links made at the claim stay.
                let links = Dictionary(draft.items.map { ($0.followUp.id, $0.link) }, uniquingKeysWith: { first, _ in first })
                let items = try db.itemsToSend(in: draft.message.id, rules: rules, at: now).map { item in
                    (links[item.followUp.id] ?? nil).map { item.with($0) } ?? item
                }
                let overview = try db.overviewToSend(in: draft.message.id, rules: rules, at: now)
                let notice = try db.notice(in: draft.message.id, rules: rules, at: now)
                if items.isEmpty, overview == nil, notice == nil { return nil }
                // If the acute one was closed meanwhile, the rest waits for its hours (promise 7).
                if rules.opening(onOrAfter: now.wholeSecond, for: items, overview) > now { return nil }
                return MessageDraft(
                    message: draft.message, items: items, overview: overview, notice: notice, earlierMessageIDs: draft.earlierMessageIDs)
            } catch is StoreError {
                // The next claim quarantines it and says why.
                return nil
            }
        }
    }

    /// Records the answers to leased messages, each as it was claimed. A message that has been claimed again, or is not
    /// being sent any more, stays as it is.
    ///
    /// The lease is the fence: a process that was paused for longer than its lease must not put its old answer over
    /// another's. Only an acceptance counts even when late: the message has arrived and is not sent again.
    ///
    /// - Returns: who was not reached by failed messages, with who gets it instead, if anybody.
    public func record(
        _ dispositions: [(claimed: Message, disposition: DeliveryDisposition)], at now: Date, rules: Ruleset,
        newMessageID: @escaping @Sendable () -> String
    ) async throws -> [UnreachableAudience] {
        try await connection.write(whenRetired: true) { db in
            try db.watchClock(now, rules: rules)
            var unreached: [UnreachableAudience] = []
            let quarantined = try db.quarantinedMessages()
            var working: Set<ChannelID> = []
            for (claimed, disposition) in dispositions {
                let id = claimed.id
                guard try db.apply(.answered(disposition, lease: claimed.lease, at: now.wholeSecond), to: id) != nil else { continue }
                if disposition.isOfSomethingWritten, quarantined.contains(id) { try db.release(.message(id)) }
                switch disposition {
                case .sent:
                    try db.setStepsSent(by: id, at: now)
                    working.insert(claimed.channel)
                case .unwritable(_, let error): _ = try db.quarantine(.message(id), because: error)
                case .splitOff(let reminders, let until, let error):
                    for reminder in reminders { try db.splitOff(reminder, from: id, until: until, because: error) }
                case .failed:
                    unreached += try db.passOn(
                        claimed, rules: rules, now: now.wholeSecond, newMessageID: newMessageID, saying: db.itemsToSend)
                case .heldUp, .tryAgain, .notTried: break
                }
            }
            for channel in working.sorted() { try db.setWorked(channel, at: now.wholeSecond) }
            return unreached
        }
    }

    /// Turns off a channel whose endpoint says that it is gone.
    public func turnOff(_ channel: ChannelID, reason: String, at now: Date) async throws {
        try await connection.write(whenRetired: true) { db in
            try db.cachedStatement(sql: "INSERT OR IGNORE INTO channels_off (channel, since, reason) VALUES (?, ?, ?)").execute(arguments: [
                channel, now.unixSeconds, reason,
            ])
            if db.changesCount == 1 {
                try db.write(
                    .channelOff, actor: HistoryEntry.daemon, at: now.unixSeconds,
                    [.init("channel", to: channel.rawValue), .init("reason", to: reason)])
            }
        }
    }
}

extension DeliveryDisposition {
    fileprivate var isOfSomethingWritten: Bool {
        switch self {
        case .sent, .tryAgain, .heldUp, .failed: true
        case .unwritable, .splitOff, .notTried: false
        }
    }
}

extension Database {
    /// Moves a reminder that cannot be written, and the earlier ones it speaks for, to a message of its own. That keeps
    /// the attempts and the waiting time of the whole.
    ///
    /// Its Message-ID is made of the other's and the reminder's id, which no other message can have.
    fileprivate func splitOff(_ reminder: Reminder, from message: Int64, until: Date, because reason: String) throws {
        let ids = try Int64.fetchAll(
            cachedStatement(
                sql: """
                    SELECT reminders.id FROM message_reminders JOIN reminders ON reminders.id = reminder
                    WHERE message = ? AND follow_up = ? AND ladder = ? AND left_out = 0 ORDER BY reminders.id DESC
                    """), arguments: [message, reminder.followUp, reminder.escalation])
        try splitOff(ids, from: message, until: until, because: reason)
    }

    func splitOff(_ reminders: [Int64], from message: Int64, until: Date, because reason: String) throws {
        guard let latest = reminders.first, let whole = try storedMessage(message) else { return }
        let apart = try insertMessage(
            whole.entry.splitOff(retryAt: until, error: reason), to: whole.recipient, messageID: "r\(latest).\(whole.messageID)")
        for id in reminders {
            try cachedStatement(sql: "UPDATE message_reminders SET message = ? WHERE message = ? AND reminder = ?").execute(arguments: [
                apart, message, id,
            ])
        }
        _ = try quarantine(.message(apart), because: reason)
    }

    /// The first message that says a step decides when it was sent.
    fileprivate func setStepsSent(by message: Int64, at now: Date) throws {
        try cachedStatement(
            sql: """
                UPDATE steps SET sent_at = ? WHERE sent_at IS NULL AND (follow_up, ladder, step) IN (
                    SELECT follow_up, ladder, step FROM reminders JOIN message_reminders ON reminder = reminders.id
                    WHERE message = ? AND left_out = 0)
                """
        ).execute(arguments: [now.unixSeconds, message])
    }
}
