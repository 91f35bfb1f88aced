import FollowUps
import Foundation

/// What the pages do with absences.
public protocol AbsenceStore: Sendable {
    /// Present and future ones, the latest recorded first. Changes nothing.
    func absences(notOverOn day: Day) async throws -> [Absence]
    /// Throws an `AbsenceRefusal` when it says nothing new.
    func setAway(_ request: AbsenceRequest, by actor: PersonID, at now: Date) async throws
    /// Ends the absence of these days, or all of them; throws an `AbsenceRefusal` when there is none.
    func setBack(_ person: PersonID, from days: ClosedRange<Day>?, on today: Day, by actor: PersonID, at now: Date) async throws
    /// What somebody last did of one sort, if that was at `since` or later. Changes nothing.
    func latest(_ action: HistoryEntry.Action, by person: PersonID, since: Date) async throws -> HistoryEntry?
}

public enum AbsenceRefusal: Error {
    /// The absence that says the same.
    case awayAlready(Absence)
    case notAway
}
