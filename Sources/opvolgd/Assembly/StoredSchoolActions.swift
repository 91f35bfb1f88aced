import FollowUps
import Foundation
import Store
import WebServer

/// What whoever runs a school does on its page, over the database.
struct StoredSchoolActions: SchoolActions {
    let store: Store

    func overdue(at school: SchoolID, in visibility: Visibility, at now: Date, limit: Int) async throws -> [FollowUp] {
        try await store.followUps.overdue(at: school, in: visibility, at: now, limit: limit)
    }

    func readable(_ followUps: [FollowUp], in visibility: Visibility, rules: Ruleset, at now: Date) async throws -> Set<Int64> {
        try await store.followUps.readable(followUps, in: visibility, rules: rules, at: now)
    }

    func followUp(_ id: Int64, at school: SchoolID, in visibility: Visibility) async throws -> FollowUp? {
        try await store.followUps.followUp(id, at: school, in: visibility)
    }

    func remind(_ request: RemindRequest, by actor: PersonID, rules: Ruleset, at now: Date) async throws {
        let change = try await store.change(by: actor, rules, at: now)
        do {
            _ = try await store.followUps.remind(request, by: change)
        } catch StoreError.askedAlready {
            throw SchoolRefusal.askedAlready
        } catch StoreError.notOpen {
            throw SchoolRefusal.endedAlready
        }
    }

    func start(_ year: SchoolYear, at school: SchoolID, isTrial: Bool, by actor: PersonID, rules: Ruleset, at now: Date) async throws -> [FollowUp] {
        if !isTrial { _ = try await store.outbox.replan(with: rules, at: now) }
        let clock = rules.directory.clock
        let plan = SchoolYearPlan(
            year, kinds: rules.catalogue.kinds, today: clock.day(of: now), calendar: rules.directory.calendar(of: school))
        let results = try await store.followUps.openMissing(
            plan.openings(at: school).map { FollowUpSeed($0, unless: .openOrOf(year.days)) }, isTrial: isTrial,
            by: Change(rules: rules, actor: actor.rawValue, now: now))
        return try results.compactMap { result in
            switch result {
            case .opened(let listed, _): listed.followUp
            case .there: nil
            case .refused(let error): throw error
            }
        }.sorted { ($0.due.overdueFrom(clock), $0.id) < ($1.due.overdueFrom(clock), $1.id) }
    }

    func latest(_ action: HistoryEntry.Action, by person: PersonID, since: Date) async throws -> [HistoryEntry] {
        try await store.history.latest(action, by: person, since: since)
    }
}
