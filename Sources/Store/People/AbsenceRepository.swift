import Foundation
import FollowUps
import GRDB

extension AbsenceRepository {
    /// Records an absence; what is planned from now on goes to the stand-in. Of overlapping absences the latest
    /// recorded decides who that is. Throws `awayAlready` when it says nothing new.
    public func setAway(_ absence: Absence, by actor: String, through: String? = nil, at now: Date) async throws {
        try await connection.write { db in
            if let known = absence.known(among: try db.absences(notOverOn: absence.days.lowerBound)) { throw StoreError.awayAlready(absence, known) }
            try db.cachedStatement(sql: "INSERT INTO absences (person, first_day, last_day, deputy) VALUES (?, ?, ?, ?)").execute(arguments: [
                absence.person, absence.days.lowerBound.description, absence.days.upperBound.description, absence.deputy,
            ])
            var changes: [HistoryEntry.Change] = [
                .init("person", to: absence.person.rawValue), .init("away", to: absence.inWords),
            ]
            if let deputy = absence.deputy { changes.append(.init("deputy", to: deputy.rawValue)) }
            try db.write(.away, actor: actor, through: through, at: now.unixSeconds, changes)
            // A step that went to nobody may have somebody now.
            try db.forgetPlanning()
        }
    }

    /// Ends somebody's present and future absences: they are back on `today`. Throws `notAway` when there are none.
    ///
    /// - Parameter days: ends only the absence of exactly these days; nil for all of them.
    /// - Returns: the absences as they were.
    @discardableResult
    public func setBack(
        _ person: PersonID, from days: ClosedRange<Day>? = nil, on today: Day, by actor: String, through: String? = nil, at now: Date
    ) async throws -> [Absence] {
        try await connection.write { db in
            let ended = try db.absences(notOverOn: today).filter { $0.person == person && (days ?? $0.days) == $0.days }
            if ended.isEmpty { throw StoreError.notAway(person) }
            let yesterday = today.adding(days: -1)
            for absence in ended { try db.end(absence, on: yesterday) }
            let changes = ended.flatMap { absence in
                let left = absence.days.lowerBound <= yesterday ? Absence(person: person, days: absence.days.lowerBound...yesterday) : nil
                return [HistoryEntry.Change("away", from: absence.inWords, to: left?.inWords)]
                    + (absence.deputy.map { [HistoryEntry.Change("deputy", from: $0.rawValue)] } ?? [])
            }
            try db.write(.back, actor: actor, through: through, at: now.unixSeconds, [.init("person", to: person.rawValue)] + changes)
            try db.forgetPlanning()
            return ended
        }
    }

    /// Present and future absences on a day, in order of person and first day.
    public func list(notOverOn day: Day) async throws -> [Absence] { try await connection.read { db in try db.absences(notOverOn: day) } }

    /// Present and future absences on a day, the latest recorded first, which is the one that decides who stands in.
    public func latest(notOverOn day: Day) async throws -> [Absence] {
        try await connection.read { db in try db.absences().filter { $0.days.upperBound >= day } }
    }
}

extension Database {
    /// Takes away an absence that begins after `day`, and ends one that has begun by then.
    fileprivate func end(_ absence: Absence, on day: Day) throws {
        let (first, last) = (absence.days.lowerBound, absence.days.upperBound)
        if first > day {
            try cachedStatement(sql: "DELETE FROM absences WHERE person = ? AND first_day = ? AND last_day = ?").execute(arguments: [
                absence.person, first.description, last.description,
            ])
        } else {
            try cachedStatement(sql: "UPDATE absences SET last_day = ? WHERE person = ? AND first_day = ? AND last_day = ?").execute(arguments: [
                day.description, absence.person, first.description, last.description,
            ])
        }
    }

    /// Leaves out what cannot be read.
    func absences(notOverOn day: Day) throws -> [Absence] {
        try Row.fetchAll(
            cachedStatement(sql: "SELECT * FROM absences WHERE last_day >= ? ORDER BY person, first_day, id"), arguments: [day.description]
        ).compactMap { try? Absence($0) }
    }
}

extension Absence {
    fileprivate var inWords: String { "\(days.lowerBound) to \(days.upperBound)" }
}
