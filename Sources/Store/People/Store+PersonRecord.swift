import Foundation
import FollowUps
import GRDB

public struct PersonRecord: Sendable {
    /// About them or owned by them, in order of id.
    public let followUps: [ListedFollowUp]
    /// Only of the follow-ups about them: the notes of others may be about anybody.
    public let notes: [Int64: String]
    public let absences: [Absence]
    public let messages: [ListedMessage]
    /// Entries in which they acted, or that name them, or that are about a follow-up about them.
    public let history: [HistoryEntry]
    /// What they read, or somebody in their name; and that somebody read a case in which they hold a role, or from which they are excluded by name.
    public let readings: [CaseReading]
    public let sessions: [Session]
    /// When their calendar got its address; nil when it has none.
    public let calendarMadeAt: Date?
    /// The cases of which they may see nothing; empty unless asked for.
    public let excludedFrom: [CaseCode]
    public var isEmpty: Bool {
        sessions.isEmpty && readings.isEmpty && calendarMadeAt == nil && followUps.isEmpty && absences.isEmpty && messages.isEmpty && history.isEmpty
            && excludedFrom.isEmpty
    }
}

extension Store {
    /// What is stored about a person of the configuration, or one who has left it.
    ///
    /// - Parameters:
    ///   - rules: decide their roles, and which cases are kept from them.
    ///   - logins: under which they may have run commands without saying who they are.
    ///   - now: sessions that are over by then are left out.
    ///   - excludedCases: includes the cases that are kept from them. They may not see the result then (promise 6).
    public func record(
        of person: PersonID, rules: Ruleset, logins: Set<String>, at now: Date, excludedCases: Bool
    ) async throws -> PersonRecord {
        var (owned, about) = (FollowUpFilter(), FollowUpFilter())
        (owned.status, about.status) = (nil, nil)
        owned.owner = OwnerSearch(person: person, catalogues: rules.catalogues, directory: rules.directory)
        about.employee = person
        let followUps = Dictionary(
            try await (self.followUps.list(owned) + self.followUps.list(about)).map { ($0.followUp.id, $0) }, uniquingKeysWith: { first, _ in first })
        let excluded = try await cases.hidden(from: person, rules: rules, at: now).sorted()
        func mayBeSeen(_ code: CaseCode?) -> Bool { excludedCases || code.map { !excluded.contains($0) } ?? true }
        let seen = followUps.values.filter { mayBeSeen($0.followUp.caseCode) }.sorted { $0.followUp.id < $1.followUp.id }
        let aboutThem = Set(followUps.values.filter { $0.followUp.employee == person }.map(\.followUp.id))
        let entries = try await history.entries().filter { entry in
            entry.actor == person.rawValue || entry.through == person.rawValue || logins.contains(entry.actor)
                || entry.followUp.map(aboutThem.contains) ?? false || !entry.changes(about: person).isEmpty
        }
        let seenEntries = entries.filter { mayBeSeen($0.caseCode) }
        var notes: [Int64: String] = [:]
        for id in seen.map(\.followUp.id) where aboutThem.contains(id) { notes[id] = try await self.followUps.note(of: id) }
        var seenMessages: [ListedMessage] = []
        for message in try await outbox.messages(to: person) {
            if let message = excludedCases ? message : try await outbox.hiding(Set(excluded), in: message) { seenMessages.append(message) }
        }
        var everyCase = CaseFilter()
        everyCase.isOpen = nil
        let theirCases = Set(
            try await cases.list(everyCase).filter { $0.holders.values.contains(person) || $0.excluded.contains(person) }.map(\.code))
        let readings = try await history.readings().filter { reading in
            let isReader = [reading.person.rawValue, reading.through ?? ""].contains { $0 == person.rawValue || logins.contains($0) }
            return mayBeSeen(reading.caseCode) && (isReader || theirCases.contains(reading.caseCode))
        }
        return PersonRecord(
            followUps: seen, notes: notes,
            absences: try await connection.read { db in
                try Row.fetchAll(db.cachedStatement(sql: "SELECT * FROM absences WHERE person = ? ORDER BY first_day, id"), arguments: [person])
                    .compactMap { try? Absence($0) }
            },
            messages: seenMessages, history: seenEntries, readings: readings, sessions: try await sessions.list(of: person, at: now),
            calendarMadeAt: try await sessions.calendarFeedMade(for: person), excludedFrom: excludedCases ? excluded : [])
    }
}

extension HistoryEntry {
    /// The changes that name somebody as owner, deputy, or person.
    public func changes(about person: PersonID) -> [Change] {
        (changes ?? []).filter { change in
            ["person", "owner", "deputy"].contains(change.field) && (change.from == person.rawValue || change.to == person.rawValue)
        }
    }
}
