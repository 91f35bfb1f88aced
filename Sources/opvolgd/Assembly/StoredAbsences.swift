import FollowUps
import Foundation
import Store
import WebServer

/// What the pages do with absences, over the database. The next pass computes the next instants again that these change.
struct StoredAbsences: AbsenceStore {
    let store: Store

    func absences(notOverOn day: Day) async throws -> [Absence] { try await store.absences.latest(notOverOn: day) }

    func setAway(_ request: AbsenceRequest, by actor: PersonID, at now: Date) async throws {
        do {
            try await store.absences.setAway(request.absence, by: actor.rawValue, at: now)
        } catch StoreError.awayAlready(_, let known) {
            throw AbsenceRefusal.awayAlready(known)
        }
    }

    func setBack(_ person: PersonID, from days: ClosedRange<Day>?, on today: Day, by actor: PersonID, at now: Date) async throws {
        do {
            try await store.absences.setBack(person, from: days, on: today, by: actor.rawValue, at: now)
        } catch StoreError.notAway {
            throw AbsenceRefusal.notAway
        }
    }

    func latest(_ action: HistoryEntry.Action, by person: PersonID, since: Date) async throws -> HistoryEntry? {
        try await store.history.latest(action, by: person, since: since).first
    }
}
