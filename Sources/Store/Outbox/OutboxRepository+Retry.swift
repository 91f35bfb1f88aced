import Foundation
import FollowUps
import GRDB

extension OutboxRepository {
    /// Sends a failed message again as if it were new, with the same Message-ID, and turns its channel on. Throws
    /// `messageNotFailed` or `noSuchMessage`.
    public func retry(_ id: Int64, actor: String, through: String? = nil, at now: Date) async throws -> Message {
        try await connection.write { db in
            try db.checkFailed(id)
            return try db.retry(id, actor: actor, through: through, at: now.wholeSecond)
        }
    }

    /// Does so with several, each once, or with none: throws `several`, with a reason for each that cannot be sent, or
    /// just that reason.
    public func retry(_ ids: [Int64], actor: String, through: String? = nil, at now: Date) async throws -> [Message] {
        var seen: Set<Int64> = []
        let ids = ids.filter { seen.insert($0).inserted }
        return try await connection.write { db in
            var problems: [StoreError] = []
            for id in ids {
                do { try db.checkFailed(id) } catch let error as StoreError { problems.append(error) }
            }
            if !problems.isEmpty { throw problems.count == 1 ? problems[0] : .several(problems) }
            return try ids.map { try db.retry($0, actor: actor, through: through, at: now.wholeSecond) }
        }
    }

    public func retryFailed(actor: String, through: String? = nil, at now: Date) async throws -> [Message] {
        try await connection.write { db in
            try Int64.fetchAll(db.cachedStatement(sql: "SELECT id FROM messages WHERE state = 'failed' ORDER BY id"))
                .map { try db.retry($0, actor: actor, through: through, at: now.wholeSecond) }
        }
    }
}

extension Database {
    private func message(_ id: Int64) throws -> Message {
        guard let row = try Row.fetchOne(cachedStatement(sql: "SELECT * FROM messages WHERE id = ?"), arguments: [id]) else {
            throw StoreError.noSuchMessage(id)
        }
        return try Message(row)
    }

    fileprivate func checkFailed(_ id: Int64) throws {
        let state = try message(id).state
        guard state == .failed else { throw StoreError.messageNotFailed(id, state) }
    }

    fileprivate func retry(_ id: Int64, actor: String, through: String?, at now: Date) throws -> Message {
        guard let message = try apply(.retriedByHand(at: now), to: id)?.message else { throw StoreError.messageNotFailed(id, try message(id).state) }
        try write(.messageRetried, actor: actor, through: through, at: now.unixSeconds, [.init("message", to: String(id))])
        try cachedStatement(sql: "UPDATE channel_health SET retry_at = failed_at WHERE channel = ?").execute(arguments: [message.channel])
        try cachedStatement(sql: "DELETE FROM channels_off WHERE channel = ?").execute(arguments: [message.channel])
        if changesCount > 0 {
            try write(.channelOn, actor: actor, through: through, at: now.unixSeconds, [.init("channel", to: message.channel.rawValue)])
        }
        return message
    }
}
