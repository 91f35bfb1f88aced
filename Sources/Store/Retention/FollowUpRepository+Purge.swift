import Foundation
import FollowUps
import GRDB

/// A follow-up about no case that its kind keeps no longer.
public struct ExpiredFollowUp: Sendable {
    public let followUp: FollowUp
    /// The last day of its term.
    public let lastDay: Day
}

extension FollowUpRepository {
    /// What has ended, is about no case and has been kept as long as its kind says, in order of ending.
    public func expired(_ rules: Ruleset, at now: Date) async throws -> [ExpiredFollowUp] {
        try await connection.read { db in try db.expiredFollowUps(rules, at: now) }
    }

    /// Removes all of those, in one transaction, and returns them. The history keeps envelopes and digests, as after the purge of a case; one entry for
    /// each kind at each school says how many there were. `vacuum()` has to follow.
    public func purge(by change: Change) async throws -> [ExpiredFollowUp] {
        try await connection.change(by: change) { transaction in
            let expired = try transaction.db.expiredFollowUps(change.rules, at: change.now)
            if expired.isEmpty { return [] }
            let groups = Dictionary(grouping: expired) { Group(kind: $0.followUp.kind, school: $0.followUp.school) }
            for (group, followUps) in groups.sorted(by: { ($0.key.school, $0.key.kind) < ($1.key.school, $1.key.kind) }) {
                try transaction.purge(followUps, of: group)
            }
            try transaction.db.set(.needsVacuum, to: String(transaction.now))
            return expired
        }
    }
}

private struct Group: Hashable {
    let kind: KindID
    let school: SchoolID
}

extension Database {
    fileprivate func expiredFollowUps(_ rules: Ruleset, at now: Date) throws -> [ExpiredFollowUp] {
        let kinds = Set(rules.catalogues.all.flatMap(\.kinds).filter { $0.retention != nil }.map(\.id)).sorted()
        if kinds.isEmpty { return [] }
        // What a wrong clock removes, nobody can bring back.
        let today = rules.directory.clock.day(of: try certainInstant(at: now))
        let rows = try SQLRequest<Row>(
            literal: """
                SELECT \(sql: FollowUp.columns) FROM follow_ups WHERE case_code IS NULL AND status <> 'open' AND kind IN \(kinds) ORDER BY ended_at, id
                """
        ).fetchAll(self)
        return try rows.compactMap { row in
            let followUp = try FollowUp(row)
            guard let lastDay = rules.catalogue(of: followUp).lastDay(of: followUp, in: rules.directory), lastDay < today else { return nil }
            return ExpiredFollowUp(followUp: followUp, lastDay: lastDay)
        }
    }
}

extension Transaction {
    fileprivate func purge(_ expired: [ExpiredFollowUp], of group: Group) throws {
        let ids = expired.map(\.followUp.id)
        let entries = try SQLRequest<Int64>(literal: "SELECT id FROM history WHERE follow_up IN \(ids) ORDER BY id").fetchAll(db)
        let messages = try db.messagesOnly(about: "follow_ups.id IN \(ids)")
        try remove("\(ids)", entries: entries, messages: messages)
        try write(
            .purged,
            [
                .init("school", from: group.school.isBoard ? nil : group.school.rawValue), .init("kind", from: group.kind.rawValue),
                .init("term", to: expired.first.flatMap { change.rules.catalogues.kind(of: $0.followUp) }?.retention?.description),
                .init("kept_until", to: expired.map(\.lastDay).max()?.description), .init("follow_ups", from: String(ids.count)),
                .init("messages", from: String(messages.count)), .init(EntryRanges.field, to: EntryRanges.text(entries)),
            ])
    }
}
