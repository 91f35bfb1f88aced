import Foundation
import FollowUps
import GRDB

extension Database {
    /// The overviews that the next passes would send, for the forecast.
    func overviewLines(_ planner: OverviewPlanner, rules: Ruleset, from now: Date, until end: Date) throws -> [Forecast.Line] {
        let turns = planner.turns(from: now, known: try overviewTurns())
        let people = try specialPeople(by: rules)
        return try OverviewForecast(planner: planner, turns: turns, rules: rules)
            .lines(from: now, until: end) { schools in try overviewSnapshot(of: schools, people: people) }
    }

    /// Queues the overviews that are due and have something to say, each once for its digest (promise 4). Returns how
    /// many. Part of the transaction that plans.
    func planOverviews(_ planner: OverviewPlanner, rules: Ruleset, now: Date, newMessageID: () -> String) throws -> Int {
        let due = try overviewTurns("WHERE next_at <= ?", [now.unixSeconds])
        var planned = 0
        for turn in due {
            let decision = planner.decide(turn, at: now)
            if let next = decision.next { try set(next) } else { try forgetScheduledOverview(of: turn.person) }
            guard let reader = decision.slots.first?.recipient, try overview(of: [turn.person], for: reader, rules: rules, at: now) != nil else {
                continue
            }
            try cachedStatement(sql: "INSERT OR IGNORE INTO overviews (person, digest_at) VALUES (?, ?)").execute(arguments: [
                turn.person, turn.digestAt.unixSeconds,
            ])
            guard changesCount == 1 else { continue }
            try queueOverview(lastInsertedRowID, in: decision.slots, rules: rules, now: now, newMessageID: newMessageID)
            planned += 1
        }
        return planned
    }

    /// Schedules all overviews anew, for other people or another calendar. What was missed is kept.
    func replanOverviews(_ planner: OverviewPlanner, now: Date) throws {
        let known = try overviewTurns()
        let turns = planner.turns(from: now.wholeSecond, known: known)
        let people = Set(turns.map(\.person))
        for turn in known where !people.contains(turn.person) { try forgetScheduledOverview(of: turn.person) }
        let unchanged = Dictionary(known.map { ($0.person, $0) }, uniquingKeysWith: { first, _ in first })
        for turn in turns where unchanged[turn.person] != turn { try set(turn) }
    }

    /// What the overview in a message says now. Nil when there is none, or nothing to say, which is marked as left out.
    func overviewToSend(in message: Int64, rules: Ruleset, at now: Date) throws -> Overview? {
        let overview = try overview(in: message, rules: rules, at: now)
        try cachedStatement(sql: "UPDATE message_overviews SET left_out = ? WHERE message = ?").execute(arguments: [overview == nil, message])
        return overview
    }

    func overview(in message: Int64, rules: Ruleset, at now: Date) throws -> Overview? {
        let holders = try overviewHolders(in: message)
        guard !holders.isEmpty,
            let recipient = try PersonID.fetchOne(cachedStatement(sql: "SELECT recipient FROM messages WHERE id = ?"), arguments: [message])
        else { return nil }
        return try overview(of: holders, for: recipient, rules: rules, at: now)
    }

    private func overview(of holders: [PersonID], for reader: PersonID, rules: Ruleset, at now: Date) throws -> Overview? {
        let scopes = holders.compactMap { rules.overviewScope(of: $0) }
        if scopes.isEmpty { return nil }
        let facts = try overviewSnapshot(
            of: scopes.reduce(into: Set()) { $0.formUnion($1.schools) }, people: specialPeople(by: rules))
        let overview = Overview(for: reader, of: scopes, from: facts, rules: rules, access: try Planner(rules, self).access(at: now), at: now)
        return overview.isEmpty ? nil : overview
    }

    /// Passes on the overviews of a failed message to the next person of the chain who has not been tried (promise 5).
    func rerouteOverviews(of message: Int64, planner: OverviewPlanner, rules: Ruleset, now: Date, newMessageID: () -> String) throws {
        let lost = try Row.fetchAll(
            cachedStatement(
                sql: """
                    SELECT overviews.id, person FROM message_overviews AS mine JOIN overviews ON overviews.id = overview
                    WHERE mine.message = ? AND NOT EXISTS (
                        SELECT 1 FROM message_overviews AS other JOIN messages ON messages.id = other.message
                        WHERE other.overview = mine.overview AND state IN ('queued', 'sending', 'sent'))
                    """), arguments: [message])
        for row in lost {
            let overview: Int64 = row["id"]
            let tried = try PersonID.fetchSet(
                self, sql: "SELECT recipient FROM message_overviews JOIN messages ON messages.id = message WHERE overview = ?", arguments: [overview])
            let slots = planner.slots(for: row["person"], avoiding: tried, at: now)
            try queueOverview(overview, in: slots, rules: rules, now: now, newMessageID: newMessageID)
        }
    }

    func overviewHolders(in message: Int64) throws -> [PersonID] {
        try PersonID.fetchAll(
            cachedStatement(
                sql: """
                    SELECT DISTINCT person FROM message_overviews JOIN overviews ON overviews.id = overview WHERE message = ? ORDER BY person
                    """), arguments: [message])
    }

    private func queueOverview(_ overview: Int64, in slots: [DeliverySlot], rules: Ruleset, now: Date, newMessageID: () -> String) throws {
        for slot in slots {
            let message = try message(for: slot, urgency: .normal, rules: rules, now: now, newMessageID: newMessageID)
            try cachedStatement(sql: "INSERT OR IGNORE INTO message_overviews (message, overview) VALUES (?, ?)").execute(arguments: [
                message, overview,
            ])
        }
    }

    private func overviewTurns(_ condition: String = "", _ arguments: StatementArguments = []) throws -> [ScheduledOverview] {
        try Row.fetchAll(cachedStatement(sql: "SELECT * FROM overview_turns \(condition) ORDER BY next_at, person"), arguments: arguments).map {
            ScheduledOverview(
                person: try $0.value("person", of: "overview_turns"), digestAt: try $0.instant("digest_at", of: "overview_turns"),
                nextAt: try $0.instant("next_at", of: "overview_turns"))
        }
    }

    private func set(_ turn: ScheduledOverview) throws {
        try cachedStatement(sql: "INSERT OR REPLACE INTO overview_turns (person, digest_at, next_at) VALUES (?, ?, ?)")
            .execute(arguments: [turn.person, turn.digestAt.unixSeconds, turn.nextAt.unixSeconds])
    }

    private func forgetScheduledOverview(of person: PersonID) throws {
        try cachedStatement(sql: "DELETE FROM overview_turns WHERE person = ?").execute(arguments: [person])
    }

    /// The pass reports rows that cannot be read.
    private func overviewSnapshot(of schools: Set<SchoolID>, people: [CaseCode: CasePeople]) throws -> OverviewSnapshot {
        var (followUps, cases): ([FollowUp], [OverviewSnapshot.CaseChange]) = ([], [])
        for school in schools.sorted() {
            followUps += try Row.fetchAll(
                cachedStatement(sql: "SELECT \(FollowUp.columns) FROM follow_ups WHERE status = 'open' AND school = ? ORDER BY id"),
                arguments: [school]
            ).compactMap { try? FollowUp($0) }
            cases += try Row.fetchAll(
                cachedStatement(
                    sql: """
                        SELECT code, max(opened_at, coalesce((SELECT max(at) FROM history WHERE case_code = code AND actor NOT IN (?, ?)), 0)) AS moved_at
                        FROM cases WHERE closed_at IS NULL AND school = ? ORDER BY code
                        """), arguments: [HistoryEntry.daemon, HistoryEntry.itself, school]
            ).map {
                OverviewSnapshot.CaseChange(
                    code: try $0.value("code", of: "cases"), school: school, movedAt: try $0.instant("moved_at", of: "cases"))
            }
        }
        return OverviewSnapshot(followUps: followUps, cases: cases, people: people)
    }
}
