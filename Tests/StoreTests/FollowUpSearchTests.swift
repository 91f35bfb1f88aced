import FollowUps
import Foundation
import Testing

@testable import Store

@Suite("Searching one's follow-ups")
struct FollowUpSearchTests {
    private func found(
        _ world: World, _ search: FollowUpSearch, as person: PersonID = "ib", places: Range<Int> = 0..<25
    ) async throws -> (ids: [Int64], total: Int) {
        let now = at("2026-12-10 10:00")
        let visibility = try #require(try await world.store.visibility.visibility(of: person, rules: world.rules(), at: now))
        let found = try await world.store.visibility.followUps(in: visibility, matching: search, by: Catalogues(world.catalogue), places: places)
        return (found.rows.map(\.id), found.total)
    }

    /// Of the IB: 1 and 2 in cases, 3 with a title of its own; of the directie: 4.
    private func world() throws -> World {
        let world = try World()
        try world.open("hulp", due: "2026-12-20", case: "2026-1")
        try world.open("gesprek", due: "2026-12-01", case: "2026-22")
        try world.open("taak", due: "2026-12-15", case: nil, title: "Kast 100% leeg_maken")
        try world.open("gesprek", due: "2026-12-03", case: "2026-1", owner: .role("directie"))
        return world
    }

    @Test(
        "finds what is theirs by number, by a part of a code, and by what is asked, with wildcards taken for what they are",
        arguments: [
            ("", [2, 3, 1]), ("1", [3, 1]), ("2026-1", [1]), ("2026", [2, 1]), ("gesprek", [2]), ("hulp", [1]), ("KAST", [3]), ("100%", [3]),
            ("%", [3]),
            ("_", [3]), ("g_maken", [3]), ("4", []), ("niets", []), ("\\", []), ("'", []),
        ] as [(String, [Int64])])
    func words(words: String, expected: [Int64]) async throws {
        let found = try await found(try world(), FollowUpSearch(words))
        #expect(found.ids == expected && found.total == expected.count)
    }

    @Test("shows open ones by due moment, then ended ones, the latest first, a page at a time")
    func states() async throws {
        let world = try world()
        for (id, outcome, now) in [(1, "ja", "2026-12-02 10:00"), (3, "klaar", "2026-12-03 10:00")] as [(Int64, OutcomeID, String)] {
            let change = world.change(now, by: "ib")
            let followUp = try await world.store.followUps.followUp(id).followUp
            _ = try await world.store.followUps.close(
                try ClosingRequest(followUp, outcome: outcome, on: nil, reason: nil, rules: change.rules, now: change.now), by: change)
        }
        // Closing 1 has opened 5.
        #expect(try await found(world, FollowUpSearch()).ids == [2, 5])
        #expect(try await found(world, FollowUpSearch(state: .closed)).ids == [3, 1])
        #expect(try await found(world, FollowUpSearch(state: .all)).ids == [2, 5, 3, 1])
        let second = try await found(world, FollowUpSearch(state: .all), places: 2..<4)
        #expect(second.ids == [3, 1] && second.total == 4)
        #expect(try await found(world, FollowUpSearch(state: .all), places: 4..<9).ids == [])
        #expect(try await found(world, FollowUpSearch(at: "regenboog", state: .all)).ids == [])
    }

    @Test("counts no further than what is listed, and one more")
    func many() async throws {
        let world = try world()
        try world.store.connection.onWriterNow { db in
            try db.execute(
                sql: """
                    WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < 1200)
                    INSERT INTO follow_ups (kind, title, school, owner_role, urgency, due_day, overdue_from, round, status, opened_at, ladder,
                        ladder_started_at, ladder_started_by, next_at)
                    SELECT 'taak', 'Taak ' || n, 'vlieger', 'ib', 'normal', '2030-01-07', 1894000000 - n, 1, 'open', 1700000000, 1, 1700000000, 'juf',
                        1893000000 FROM number
                    """)
        }
        #expect(try await found(world, FollowUpSearch()).total == FollowUpSearch.mostCounted + 1)
        // The last by number is the first by due moment, behind what is due before.
        #expect(try await found(world, FollowUpSearch(), places: 3..<5).ids == [1204, 1203])
        #expect(try await found(world, FollowUpSearch("Taak 1200")).total == 1)
    }

    @Test("finds nothing of a case from which they are excluded, by no word and in no number")
    func excluded() async throws {
        let world = try world()
        let change = world.change("2026-12-01 10:00", by: "bestuur")
        _ = try await world.store.cases.exclude(
            try ExclusionRequest("ib", from: CaseCode("2026-22"), rules: change.rules), by: change, newMessageID: world.newMessageID)
        for words in ["22", "2026-22", "gesprek"] {
            let found = try await found(world, FollowUpSearch(words, state: .all))
            #expect(found.ids == [] && found.total == 0, "\(words)")
        }
    }
}
