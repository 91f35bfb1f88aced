import Foundation
import FollowUps
import GRDB
import StoreTestSupport
import Testing

@testable import Store

@Suite("What a page asks of the database")
struct VisibilityTests {
    private func visibility(_ world: World, _ person: PersonID, at now: String = "2026-11-23 12:00") async throws -> Visibility {
        try #require(try await world.store.visibility.visibility(of: person, rules: world.rules(), at: at(now)))
    }

    private func ids(_ followUps: [FollowUp]) -> [Int64] { followUps.map(\.id) }

    @Test("what is theirs comes in order, a page at a time, by whichever owner, and no page misses or repeats one")
    func pages() async throws {
        let world = try World.withPages()
        for number in 0..<25 {
            // Some due on the same day, some theirs by name, some of others.
            let owner: Owner = number % 5 == 0 ? .role("directie") : number % 3 == 0 ? .person("ib") : .role("ib")
            try world.open(due: "2026-12-\(["07", "08", "09"][number % 3])", owner: owner)
        }
        let visibility = try await visibility(world, "ib")
        let all = try await world.store.visibility.followUps(in: visibility, limit: 100)
        #expect(all.count == 20 && all.allSatisfy(visibility.isTheirs))
        #expect(ids(all) == ids(all.sorted { ($0.due.overdueFrom(amsterdam), $0.id) < ($1.due.overdueFrom(amsterdam), $1.id) }))
        var (paged, place): ([FollowUp], ListCursor?) = ([], nil)
        while true {
            let page = try await world.store.visibility.followUps(in: visibility, after: place, limit: 3)
            paged += page
            guard let last = page.last else { break }
            place = ListCursor(after: last, amsterdam)
        }
        #expect(ids(paged) == ids(all))
        #expect(
            try await world.store.visibility.followUps(in: visibility, overdueAt: at("2026-12-08 00:00"), limit: 100).allSatisfy {
                $0.due == .day(day("2026-12-07"))
            })
        #expect(try await world.store.visibility.followUps(in: visibility, overdueAt: at("2026-12-08 00:00"), limit: 100).isEmpty == false)
    }

    @Test("whoever is excluded gets nothing of the case, the next of the chain does, and a number of it reaches only who may know")
    func exclusion() async throws {
        let world = try World.withPages()
        try world.open(due: "2026-11-20", case: "2026-1")
        try world.open(due: "2026-11-20", case: "2026-2")
        for person: PersonID in ["ib", "directie"] {
            _ = try await world.store.cases.exclude(
                person, from: CaseCode("2026-2"), by: world.change("2026-11-22 13:00"), newMessageID: world.newMessageID)
        }
        #expect(try await ids(world.store.visibility.followUps(in: visibility(world, "ib"), limit: 9)) == [1])
        #expect(try await ids(world.store.visibility.followUps(in: visibility(world, "ib2"), limit: 9)) == [2])
        #expect(try await ids(world.store.visibility.followUps(at: "vlieger", in: visibility(world, "directie"), limit: 9)) == [1])
        #expect(try await world.store.visibility.caseLines(in: visibility(world, "ib"), limit: 9).map(\.dossier.code.rawValue) == ["2026-1"])
        #expect(try await world.store.visibility.caseLines(in: visibility(world, "ib2"), limit: 9).map(\.dossier.code.rawValue) == ["2026-2"])
        // The code, and not what is open.
        #expect(
            try await world.store.visibility.caseLines(in: visibility(world, "directie"), limit: 9).map { "\($0.dossier.code) \($0.open as Any)" }
                == ["2026-1 nil"])
        #expect(try await world.store.visibility.caseLines(in: visibility(world, "bestuur"), limit: 9).isEmpty)
        #expect(try await world.store.visibility.timeline(of: CaseCode("2026-2"), in: visibility(world, "ib"), by: world.rules()) == nil)
        #expect(
            try await world.store.visibility.timeline(of: CaseCode("2026-2"), in: visibility(world, "ib2"), by: world.rules())?.followUps.map(\.id)
                == [2])
        #expect(try await world.store.visibility.timeline(of: CaseCode("2026-1"), in: visibility(world, "directie"), by: world.rules()) == nil)
        func figures(_ person: PersonID) async throws -> [Int] {
            let without = try await visibility(world, person).uncounted(at: "vlieger")
            let state = try await world.store.visibility.state(of: "vlieger", without: without, at: at("2026-11-23 12:00"), amsterdam)
            return [state.figures.open, state.figures.allOverdue, state.figures.openCases, state.weeks.last?.open ?? -1]
        }
        #expect(try await figures("directie") == [1, 1, 1, 1])
        #expect(try await figures("bestuur") == [2, 2, 2, 2])
    }

    @Test("an absence lets the deputy see it on those days, and only those")
    func deputy() async throws {
        let world = try World.withPages()
        try world.open(due: "2026-12-07")
        try await world.store.absences.setAway(
            Absence(person: "ib", days: day("2026-11-24")...day("2026-11-25")), by: "ib", at: at("2026-11-22 12:00"))
        for (now, expected) in [("2026-11-23 12:00", []), ("2026-11-24 00:00", [1]), ("2026-11-25 23:59", [1]), ("2026-11-26 00:00", [])]
            as [(String, [Int64])]
        {
            #expect(try await ids(world.store.visibility.followUps(in: visibility(world, "ib2", at: now), limit: 9)) == expected, "\(now)")
        }
        #expect(try await world.store.visibility.visibility(of: "nobody", rules: world.rules(), at: at("2026-11-23 12:00")) == nil)
    }

    @Test("numbers and weeks are of what is open at the school, and hold until the next one is overdue or the day is over")
    func state() async throws {
        let world = try World.withPages()
        try world.open(due: "2026-11-20", now: "2026-11-16 12:00")
        try world.open(due: "2026-11-24", now: "2026-11-17 12:00")
        try world.open(due: "2026-11-20", now: "2026-11-17 12:00")
        _ = try await world.store.followUps.close(3, with: "ja", on: nil, reason: nil, by: world.change("2026-11-23 09:00"))
        try world.open("acuut", due: "2026-11-23 13:00", case: nil, now: "2026-11-23 11:00")
        func state(_ now: String) async throws -> SchoolState { try await world.store.visibility.state(of: "vlieger", at: at(now), amsterdam) }
        let noon = try await state("2026-11-23 12:00")
        // Closing 3 opened "effect".
        #expect(noon.figures.open == 4 && noon.figures.overdue == [.normal: 1] && noon.figures.openCases == 1)
        #expect(noon.weeks.suffix(2).map { "\($0.monday) \($0.open) \($0.overdue)" } == ["2026-11-16 3 2", "2026-11-23 4 1"])
        #expect(noon.holds == at("2026-11-23 12:00")..<at("2026-11-23 13:00"))
        #expect(try await state("2026-11-23 13:00").figures.overdue == [.normal: 1, .acute: 1])
        #expect(try await state("2026-11-23 13:00").holds.upperBound == at("2026-11-24 00:00"))
        #expect(try await world.store.visibility.state(of: "regenboog", at: at("2026-11-23 12:00"), amsterdam).figures.open == 0)
    }

    @Test("every change to follow-ups and cases moves the mark by which what is known is thrown away")
    func lastChange() async throws {
        let world = try World.withPages()
        var marks = [try await world.store.visibility.lastChange()]
        func changed() async throws -> Bool {
            marks.append(try await world.store.visibility.lastChange())
            return marks[marks.count - 1] > marks[marks.count - 2]
        }
        try world.open()
        #expect(try await changed())
        _ = try await world.store.followUps.snooze(1, until: at("2026-11-25 12:00"), reason: "r", by: world.change("2026-11-23 12:00"))
        #expect(try await changed())
        _ = try await world.store.cases.exclude(
            "directie", from: CaseCode("2026-1"), by: world.change("2026-11-22 13:00"), newMessageID: world.newMessageID)
        #expect(try await changed())
        _ = try await world.store.followUps.close(1, with: "ja", on: nil, reason: nil, by: world.change("2026-11-23 12:00"))
        #expect(try await changed())
        try await world.plan("2026-11-24 08:00")
        #expect(try await !changed())
    }

    @Test("a page of a list is read from an index that is in its order: nothing that is open is sorted or gone through")
    func indexes() async throws {
        let world = try World.withPages()
        try world.open()
        try world.sql(
            """
            WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < 3000)
            INSERT INTO follow_ups (kind, school, case_code, owner_role, owner_person, urgency, due_day, overdue_from, round, status, opened_at,
                ladder, ladder_started_at, ladder_started_by, next_at)
            SELECT 'hulp', 'vlieger', '2026-1', iif(n % 2, 'ib', NULL), iif(n % 2, NULL, 'ib'), 'normal', '2030-01-07', 1894000000, 1, 'open',
                1700000000, 1, 1700000000, 'juf', 1893000000 + n FROM number;
            ANALYZE
            """)
        let trace = Traced()
        try world.store.connection.onWriterNow { db in db.trace { if case .statement(let statement) = $0 { trace.statements.append(statement.sql) } }
        }
        let (ib, directie) = await (try await visibility(world, "ib"), try visibility(world, "directie"))
        let place = try #require(try await world.store.visibility.followUps(in: ib, limit: 50).last.map { ListCursor(after: $0, amsterdam) })
        _ = try await world.store.visibility.followUps(in: ib, after: place, overdueAt: at("2030-02-01 00:00"), limit: 50)
        _ = try await world.store.visibility.followUps(at: "vlieger", in: directie, after: place, limit: 50)
        _ = try await world.store.visibility.followUps(at: "vlieger", in: directie, trainings: true, limit: 50)
        _ = try await world.store.sessions.session(try #require(Secret(String(repeating: "A", count: 22))), at: at("2026-11-23 12:00"))
        _ = try await world.store.sessions.person(withCalendar: try #require(Secret(String(repeating: "A", count: 22))))
        _ = try await world.store.visibility.lastChange()
        let plans = try world.store.connection.onWriterNow { db in
            db.trace(options: [])
            return try Set(trace.statements).filter { $0.hasPrefix("SELECT") }.flatMap { sql in
                let statement = try db.makeStatement(sql: "EXPLAIN QUERY PLAN \(sql)")
                statement.setUncheckedArguments(StatementArguments())
                return try Row.fetchAll(statement).map { "\($0["detail"] as String) ← \(sql)" }
            }
        }
        #expect(plans.filter { $0.contains("TEMP B-TREE") && $0.contains("FROM follow_ups") } == [])
        #expect(plans.filter { $0.hasPrefix("SCAN follow_ups") || $0.hasPrefix("SCAN sessions") || $0.hasPrefix("SCAN calendar_feeds") } == [])
        for index in ["follow_ups_by_person_due", "follow_ups_by_role_due", "follow_ups_by_school_due", "follow_ups_by_training_due"] {
            #expect(plans.contains { $0.hasPrefix("SEARCH follow_ups USING INDEX \(index) ") }, "\(index)")
        }
    }
}

/// Collects the SQL that a connection runs.
private final class Traced: @unchecked Sendable {  // Written and read on the database's own queue, then read when that is done.
    var statements: [String] = []
}
