import FollowUps
import Foundation
import GRDB
import Testing

@testable import Store

@Suite("The forecast of a database")
struct ForecastTests {
    private let now = at("2026-12-02 17:00")

    /// With sixty follow-ups of every urgency, of which some have been reminded of, some snoozed, and some are in
    /// messages that wait.
    private func world() async throws -> World {
        let world = try World()
        _ = try await world.store.outbox.replan(with: world.rules(), at: at("2026-11-22 12:00"))
        for number in 0..<60 {
            let due = "2026-\(12 - number % 2)-\(10 + number % 20)"
            switch number % 6 {
            case 0: try world.open("acuut", due: "\(due) 10:\(10 + number % 50)", case: "2026-\(number)")
            case 1: try world.open("spoed", due: due, case: "2026-\(number)")
            case 2: try world.open("taak", due: "2027-03-\(10 + number % 20)", case: nil, title: "Taak \(number)")
            default: try world.open(due: due, case: "2026-\(number)", owner: .person(number % 4 == 0 ? "ib2" : "ib"))
            }
        }
        for id in [3, 14, 35] {
            _ = try await world.store.followUps.snooze(Int64(id), until: at("2026-12-04 09:00"), reason: "x", by: world.change("2026-11-23 07:00"))
        }
        for draft in try await world.claim("2026-11-23 08:00") { try await world.record(draft.message, .sent, "2026-11-23 08:00") }
        try await world.plan("2026-12-02 16:59")
        return world
    }

    @Test("tells as much as if everything that is open had been read", arguments: [1, 7, 30])
    func isWhole(days: Int) async throws {
        let world = try await world()
        let end = now.addingTimeInterval(Double(days) * 86_400 + 0.5)
        let (planner, subjects) = try await world.store.outbox.planningSubjects(rules: world.rules())
        let whole = Forecast(planner).lines(
            of: subjects, waiting: try await world.store.outbox.waitingLines(rules: world.rules(), at: now), from: now, until: end)
        #expect(whole.count > days)
        #expect(Array(try await world.store.outbox.forecast(rules: world.rules(), from: now, until: end)) == whole)
    }

    @Test("leaves out nothing when next instants are those of other rules")
    func otherRules() async throws {
        let world = try World()
        try world.open(due: "2027-03-10")
        let step = try #require(Step("0 owner"))
        let old = world.rules(Policies(normal: Policy(steps: [step], repeat: [], window: .always)), fingerprint: "old")
        _ = try await world.store.outbox.replan(with: old, at: now)
        let end = now.addingTimeInterval(7 * 86_400)
        #expect(try await world.store.outbox.forecast(rules: old, from: now, until: end).isEmpty)
        #expect(try await world.store.outbox.forecast(rules: world.rules(), from: now, until: end).map(\.step) == ["open"])
    }

    @Test("leaves out a row that cannot be read, and says so")
    func unreadable() async throws {
        let world = try await world()
        try world.sql("UPDATE follow_ups SET due_day = '2026-13-45' WHERE id = 8")
        var told: [String] = []
        let lines = try await world.store.outbox.forecast(rules: world.rules(), from: now, until: at("2027-02-01 17:00")) { told.append("\($0)") }
        #expect(told.count == 1 && told.first?.contains("8") == true, "\(told)")
        #expect(!lines.contains { $0.followUp == 8 } && lines.contains { $0.followUp == 10 })
    }

    @Test("lacks the lines of some cases when it is asked to")
    func hidden() async throws {
        let world = try await world()
        let lines = try await world.store.outbox.forecast(rules: world.rules(), from: now, until: at("2026-12-09 17:00"))
        let hidden = try await world.store.followUps.open(in: [CaseCode("2026-1")])
        #expect(hidden == [2] && lines.contains { $0.followUp == 2 })
        #expect(Array(lines.seen(by: "juf", readable: [1], hidden: hidden)) == lines.filter { $0.followUp == 1 })
        // What comes to somebody is theirs to see, unless it is kept from them by now.
        let recipient = try #require(lines.first { $0.followUp == 2 }).recipient
        #expect(Array(lines.seen(by: recipient, readable: [1], hidden: [])) == lines.filter { $0.followUp == 1 || $0.recipient == recipient })
        #expect(
            Array(lines.seen(by: recipient, readable: [1], hidden: hidden))
                == lines.filter { $0.followUp == 1 || ($0.followUp != 2 && $0.recipient == recipient) })
    }
}
