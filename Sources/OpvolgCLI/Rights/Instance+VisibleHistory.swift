import FollowUps
import Store

/// What they may see of what was done and sent.
extension Instance {
    /// Of a message to somebody else they see which of its follow-ups they may read, and nothing of it without one.
    func visible(_ rows: [ListedMessage]) async throws -> [ListedMessage] {
        guard let viewer, let readable = try await readable(ids: Set(rows.flatMap(\.followUps))) else { return rows }
        return try await rows.asyncCompactMap { row in
            if row.message.recipient == viewer { return try await store.outbox.hiding(hidden, in: row) }
            let (named, overviews) = (row.followUps.filter(readable.contains), row.overviewOf.filter { $0 == viewer })
            return named.isEmpty && overviews.isEmpty ? nil : ListedMessage(message: row.message, followUps: named, overviewOf: overviews)
        }
    }

    /// Throws `noSuchMessage`, also for one of which they may see nothing.
    func message(_ id: Int64) async throws -> ListedMessage {
        guard let row = try await visible([store.outbox.message(id)]).first else { throw StoreError.noSuchMessage(id) }
        return row
    }

    /// Oldest first: what was done in the schools whose history is theirs to read; else with what they may read the reasons of, by themselves, and what
    /// is about them.
    func visible(_ entries: [HistoryEntry]) async throws -> [HistoryEntry] {
        guard let visibility else { return entries }
        let all = visibility.schools(where: .history).map(\.id)
        if all.count == rules.directory.schools.count { return entries }
        let ofSchools =
            all.isEmpty
            ? [] : Set(try await store.history.entries(at: all, caseCode: nil, followUp: nil, hiding: hidden, before: nil, limit: .max).map(\.id))
        let followUps = try await store.followUps.withReasons(Set(entries.compactMap(\.followUp)), in: visibility, rules: rules, at: now)
        var everyCase = CaseFilter()
        everyCase.isOpen = nil
        let timelines = Set(try await store.cases.list(everyCase).filter(visibility.seesTimeline).map(\.code))
        let messages = Set(try await visible(try await store.outbox.messages()).map(\.message.id))
        let viewer = visibility.viewer.id
        return entries.filter { entry in
            if ofSchools.contains(entry.id) || entry.actor == viewer.rawValue || entry.through == viewer.rawValue { return true }
            if let message = entry.message { return messages.contains(message) }
            if let followUp = entry.followUp { return followUps.contains(followUp) }
            if let code = entry.caseCode { return timelines.contains(code) }
            return !entry.changes(about: viewer).isEmpty
        }
    }
}
