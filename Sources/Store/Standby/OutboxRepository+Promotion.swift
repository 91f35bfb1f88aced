import Foundation
import FollowUps
import GRDB

public struct Promotion: Sendable {
    public let generation: Generation
    /// When the machine before this one was last at work; nil when that is unknown.
    public let lastSeen: Date?
    /// What it is on record to have sent in the hour before, the first first. None of it is sent again.
    public let sentLately: [SentMessage]
    /// What it may have sent without that being on record: it goes again, with the same Message-ID.
    public let mayComeTwice: [Message]
    /// Why the other machine cannot learn of it by the fence; nil when it can.
    public let fenceProblem: String?
}

extension OutboxRepository {
    /// Makes this machine the one that sends. First the fence says so, then the database, so that at no moment both do.
    ///
    /// Throws `activeAlready` and `seenLately`, and `cannotRead` or `cannotWrite` for the fence.
    ///
    /// - Parameter insisting: whoever asks knows that the other machine is off, so none of these stops it.
    public func promote(
        fence: String?, insisting: Bool, rules: Ruleset, by actor: String, through: String? = nil, at now: Date
    ) async throws -> Promotion {
        let known = try await standbyKnowledge(at: now)
        let folder = fence.map { FenceFolder(path: $0, database: known.database) }
        var fenceProblem: String?
        var (atFence, seen): (Generation?, Date?) = (nil, known.lastPass)
        if let folder {
            do {
                let sighting: Date?
                (atFence, sighting) = try await connection.share.run { (try folder.generation(), try folder.sighting(besides: known.machine)) }
                if atFence == nil, known.latest != nil {
                    throw StoreError.cannotRead(path: folder.path, reason: "nothing is there of the first machine; is the share mounted?")
                }
                seen = [seen, sighting].compactMap { $0 }.max()
            } catch {
                guard insisting else { throw StoreError.fenceUnusable(path: folder.path, reason: "\(error)") }
                fenceProblem = "\(error)"
            }
        } else {
            fenceProblem = "there is no [standby] fence"
        }
        let takeover = Takeover(machine: known.machine, latest: known.latest, fence: atFence, lastSeen: seen)
        if !insisting, let objection = takeover.objection(at: now) { throw StoreError.notPromoted(objection) }

        let generation = takeover.generation(of: Self.newMachine(), at: now.wholeSecond)
        try MachineFile(database: connection.path).set(generation.machine)
        if let folder {
            do {
                try await connection.share.run { try folder.write(generation) }
            } catch {
                guard insisting else { throw StoreError.fenceUnusable(path: folder.path, reason: "\(error)") }
                fenceProblem = fenceProblem ?? "\(error)"
            }
        }
        let (sent, again) = try await connection.write(whenRetired: true) { [seen, isFenced = fenceProblem == nil] db in
            try db.watchClock(now, rules: rules)
            try db.set(FenceRecord(lastRead: isFenced ? now.wholeSecond : nil))
            return try db.takeOver(as: generation, from: known.latest, lastSeen: seen, by: actor, through: through, at: now.wholeSecond)
        }
        return Promotion(generation: generation, lastSeen: seen, sentLately: sent, mayComeTwice: again, fenceProblem: fenceProblem)
    }
}

extension Database {
    /// How long before it was last seen.
    private static let lately: Int64 = 3600

    fileprivate func takeOver(
        as generation: Generation, from former: Generation?, lastSeen: Date?, by actor: String, through: String?, at now: Date
    ) throws -> (sent: [SentMessage], again: [Message]) {
        try add(generation)
        let due = "state = 'sending' OR (state = 'queued' AND next_attempt_at <= ?)"
        let again = try storedMessages(where: due, [now.unixSeconds]).compactMap { try apply(.takenOver(at: now), to: $0)?.message }
        // It begins anew, and not when the first machine would have tried again.
        try cachedStatement(sql: "UPDATE channel_health SET retry_at = failed_at WHERE reason IS NOT NULL AND retry_at > failed_at").execute()
        try write(
            .promoted, actor: actor, through: through, at: now.unixSeconds,
            [
                .init("generation", from: former.map { String($0.number) }, to: String(generation.number)),
                .init("may_come_twice", to: String(again.count)),
            ])
        let until = (lastSeen ?? now).unixSeconds
        return (try sent(from: until - Self.lately, through: now.unixSeconds), again)
    }

    private func sent(from first: Int64, through last: Int64) throws -> [SentMessage] {
        try Row.fetchAll(
            self, sql: "SELECT id, sent_at, recipient, channel FROM messages WHERE state = 'sent' AND sent_at BETWEEN ? AND ? ORDER BY sent_at, id",
            arguments: [first, last]
        ).map { row in
            SentMessage(
                at: Date(timeIntervalSince1970: row[1]), recipient: row[2], channel: row[3],
                followUps: try Int64.fetchAll(
                    cachedStatement(
                        sql: """
                            SELECT DISTINCT follow_up FROM message_reminders JOIN reminders ON reminders.id = reminder
                            WHERE message = ? AND left_out = 0 ORDER BY follow_up
                            """), arguments: [row[0] as Int64]))
        }
    }
}
