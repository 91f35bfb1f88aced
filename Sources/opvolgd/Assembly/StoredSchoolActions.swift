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
        let clock = rules.directory.clock
        let plan = SchoolYearPlan(
            year, kinds: rules.catalogues.catalogue(at: school).kinds(at: school), today: clock.day(of: now),
            calendar: rules.directory.calendar(of: school))
        let seeds = plan.openings(at: school).map { FollowUpSeed($0, unless: .openOrOf(year.days)) }
        return try await open(seeds, isTrial: isTrial, by: actor, rules, at: now).sorted {
            ($0.due.overdueFrom(clock), $0.id) < ($1.due.overdueFrom(clock), $1.id)
        }
    }

    func open(_ openings: [NewFollowUp], isTrial: Bool, by actor: PersonID, rules: Ruleset, at now: Date) async throws -> [FollowUp] {
        try await open(openings.map { FollowUpSeed($0, unless: .sameDue) }, isTrial: isTrial, by: actor, rules, at: now)
    }

    private func open(_ seeds: [FollowUpSeed], isTrial: Bool, by actor: PersonID, _ rules: Ruleset, at now: Date) async throws -> [FollowUp] {
        if !isTrial { _ = try await store.outbox.replan(with: rules, at: now) }
        let change = Change(rules: rules, actor: actor.rawValue, now: now)
        return try await store.followUps.openMissing(seeds, isTrial: isTrial, by: change).compactMap { result in
            switch result {
            case .opened(let listed, _): listed.followUp
            case .there: nil
            case .refused(let error): throw error
            }
        }
    }

    func withdraw(_ ids: [Int64], reason: String, by actor: PersonID, rules: Ruleset, at now: Date) async throws -> Int {
        let change = try await store.change(by: actor, rules, at: now)
        var count = 0
        for id in ids {
            do {
                _ = try await store.followUps.cancel(try CancellationRequest(id, reason: reason), by: change)
                count += 1
            } catch StoreError.notOpen {
                // Somebody was quicker.
            }
        }
        return count
    }

    func latest(_ action: HistoryEntry.Action, by person: PersonID, since: Date) async throws -> [HistoryEntry] {
        try await store.history.latest(action, by: person, since: since)
    }
}
