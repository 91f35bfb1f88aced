import Foundation
import FollowUps
import GRDB
import StoreTestSupport
import TestSupport
import Testing

@testable import Store

/// What a wrong clock did is undone when the clock is right again (promise 14).
@Suite("A clock that was wrong")
struct ClockTests {
    /// A world that goes on by hand, one pass after another.
    private final class Time {
        let world: World
        private(set) var now: Date

        init(_ world: World, from start: String) {
            self.world = world
            now = at(start)
        }

        /// Passes every three hours until a moment, and one then; what each said.
        @discardableResult
        func goesOn(until end: String, by shift: TimeInterval = 0) async throws -> [String] {
            var lines: [String] = []
            while now < at(end) {
                now = min(at(end), now.addingTimeInterval(10_800))
                lines += try await pass(shift)
            }
            return lines
        }

        /// A pass by a clock that is so many seconds ahead.
        func pass(_ shift: TimeInterval = 0) async throws -> [String] {
            let shown = now.addingTimeInterval(shift)
            _ = try await world.store.outbox.watchClock(at: shown, rules: world.rules())
            _ = try await world.store.outbox.replan(with: world.rules(), at: shown)
            _ = try await world.store.outbox.plan(at: shown, rules: world.rules(), limit: 100, newMessageID: world.newMessageID)
            let drafts = try await world.store.outbox.claim(at: shown, rules: world.rules(), lease: 900, limit: 100)
            for draft in drafts {
                _ = try await world.store.outbox.record([(draft.message, .sent)], at: shown, rules: world.rules(), newMessageID: world.newMessageID)
            }
            try await world.store.outbox.setLastPass(shown)
            return drafts.map { "\(wall(now)) \(World.line($0))" }
        }
    }

    @Test("in the future for one pass: the reminders come as if it had never been")
    func onePassAhead() async throws {
        func world(_ meanwhile: (Time) async throws -> Void) async throws -> (said: [String], World) {
            let world = try World()
            let time = Time(world, from: "2026-12-01 09:00")
            try world.open(due: "2026-12-17", now: "2026-12-01 09:00")
            try await time.goesOn(until: "2026-12-02 12:00")
            try await meanwhile(time)
            return (try await time.goesOn(until: "2027-03-20 12:00"), world)
        }
        var saidAhead: [String] = []
        let (wrong, jumped) = try await world { time in saidAhead = try await time.pass(89 * 86_400) }
        let (right, _) = try await world { _ in }
        #expect(saidAhead.contains { $0.hasPrefix("2026-12-02 12:00 ib mail: 1 repeat") })
        #expect(wrong == right)
        #expect(right.first == "2026-12-15 09:00 ib mail: 1 -2sd")
        let condition = try await jumped.store.figures.condition(at: at("2027-03-20 12:00"))
        #expect(condition.clock?.finding == .usual && condition.clock?.latest == at("2027-03-20 12:00"))
        let corrections = try await jumped.store.history.entries().filter { $0.action == .clockCorrected }
        #expect(corrections.count == 1)
        let verification = try await jumped.store.history.verify()
        #expect(verification.isSound)
    }

    @Test("ahead by hours, days or years, whatever came of what it made go out: all that follows is as if it had never been", arguments: 1...24)
    func property(seed: Int) async throws {
        var random = SeededGenerator(state: UInt64(seed))
        let digest: Digest = [.none, .daily, .weekly(.monday)][random.below(3)]
        let dues = (0..<3).map { _ in random.below(40) }
        let hours: [Int] = [3, 30, 120, 2160, 9600, 28_800]
        let leap = TimeInterval(hours[random.below(hours.count)] * 3600 + random.below(3600))
        let jumpAt = at("2026-11-24 00:00").addingTimeInterval(Double(random.below(20 * 86_400)))
        let wrong = jumpAt.addingTimeInterval(leap)
        let later = DeliveryDisposition.tryAgain(at: wrong.addingTimeInterval(600), possiblyDelivered: random.chance(50), error: "451")
        let held = DeliveryDisposition.heldUp(until: wrong, error: "no connection")
        let dispositions: [DeliveryDisposition] = [.sent, .failed(error: "550"), later, held, .notTried(until: wrong)]
        let disposition = dispositions[random.below(dispositions.count)]
        let wrongPasses = 1 + random.below(3)
        func live(isJumping: Bool) async throws -> ([String], [String]) {
            let world = try World(ib: Person(id: "ib", name: "IB", email: "ib@v.example", deputy: "ib2", digest: digest))
            for (number, due) in dues.enumerated() {
                let dueDay = day("2026-11-23").adding(days: due).description
                try world.open(due: dueDay, case: "2026-\(number)", now: "2026-11-23 09:00", by: number == 0 ? "ib" : "juf")
            }
            var lines: [String] = []
            func pass(_ now: Date, _ disposition: DeliveryDisposition) async throws {
                _ = try await world.store.outbox.replan(with: world.rules(), at: now)
                for _ in 0..<2 {
                    _ = try await world.store.outbox.plan(at: now, rules: world.rules(), limit: 100, newMessageID: world.newMessageID)
                    for draft in try await world.store.outbox.claim(at: now, rules: world.rules(), lease: 900, limit: 100) {
                        _ = try await world.store.outbox.record(
                            [(draft.message, disposition)], at: now, rules: world.rules(), newMessageID: world.newMessageID)
                        lines.append("\(wall(now)) \(World.line(draft))")
                    }
                }
                try await world.store.outbox.setLastPass(now)
            }
            var now = at("2026-11-23 09:00")
            var hasJumped = false
            while now < at("2027-01-22 12:00") {
                if now >= jumpAt, !hasJumped {
                    hasJumped = true
                    if isJumping {
                        for number in 0..<wrongPasses { try await pass(wrong.addingTimeInterval(Double(number) * 2400), disposition) }
                    }
                    lines = []
                    // The clock is right again.
                    try await pass(jumpAt.addingTimeInterval(5400), .sent)
                }
                try await pass(now, .sent)
                now.addTimeInterval(6 * 3600)
            }
            let sql = """
                SELECT follow_up || ' ' || ladder || ' ' || step FROM steps WHERE ladder > 0 ORDER BY follow_up, step
                """
            let steps = try world.store.connection.onWriterNow { db in try String.fetchAll(db, sql: sql) }
            return (lines, steps)
        }
        let jumped = try await live(isJumping: true)
        let straight = try await live(isJumping: false)
        #expect(jumped.0 == straight.0, "\(disposition), \(leap / 3600) h, \(wall(jumpAt))")
        #expect(jumped.1 == straight.1)
    }

    @Test("what people did by it is moved to when they did it: an acute one is not asked for months later, and a day that they named is asked about")
    func changesAhead() async throws {
        let world = try World()
        try world.open(due: "2026-12-17", now: "2026-12-01 09:00")
        try await world.plan("2026-12-01 09:00")
        // Ninety days ahead, for half an hour.
        try await world.plan("2027-03-01 09:00")
        try world.open("acuut", due: "2027-03-01 11:10", case: "2026-2", now: "2027-03-01 09:10")
        try world.open(due: "2027-03-15", case: "2026-3", now: "2027-03-01 09:10")
        try world.open(due: "2027-04-01", case: "2026-4", now: "2027-03-01 09:10")
        _ = try await world.store.followUps.snooze(1, until: at("2027-03-03 09:10"), reason: "r", by: world.change("2027-03-01 09:10"))
        try await world.plan("2027-03-01 09:30")
        _ = try await world.store.outbox.replan(with: world.rules(), at: at("2026-12-01 09:40"))
        let followUps = try await (1...4).asyncMap { try await world.store.followUps.followUp($0).followUp }
        #expect(followUps[1].due == .instant(at("2026-12-01 11:20")) && followUps[1].escalation.startedAt == at("2026-12-01 09:20"))
        #expect(followUps[2].due == .day(day("2026-12-15")) && followUps[2].openedAt == at("2026-12-01 09:20"))
        #expect(followUps[3].due == .day(day("2027-04-01")))
        #expect(followUps[0].snoozedUntil == at("2026-12-03 09:20"))
        let condition = try await world.store.figures.condition(at: at("2026-12-01 09:40"))
        #expect(condition.doubtfulDues == [4] && condition.clock?.finding == .usual)
        _ = try await world.store.followUps.reschedule(4, to: .day(day("2027-04-01")), reason: "klopt", by: world.change("2026-12-01 09:45"))
        #expect(try await world.store.figures.condition(at: at("2026-12-01 09:50")).doubtfulDues == [])
    }

    @Test("in the past: nothing is said as new, what is tried goes on being tried, and what people did is moved to when they did it")
    func behind() async throws {
        let world = try World()
        try world.open(due: "2026-12-17", now: "2026-11-30 09:00")
        #expect(try await world.pass("2026-11-30 09:00") == ["ib mail: 1 open"])
        _ = try await world.store.outbox.watchClock(at: at("1970-01-01 02:00"), rules: world.rules())
        #expect(try await world.pass("1970-01-01 02:00").isEmpty)
        try world.open("acuut", due: "1970-01-01 05:00", case: "2026-2", now: "1970-01-01 03:00")
        let draft = try #require(try await world.claim("1970-01-01 03:00").first)
        try await world.record(draft.message, .tryAgain(at: at("1970-01-01 03:01"), possiblyDelivered: false, error: "451"), "1970-01-01 03:00")
        _ = try await world.store.outbox.watchClock(at: at("1970-01-01 03:10"), rules: world.rules())
        _ = try await world.store.outbox.replan(with: world.rules(), at: at("2026-11-30 10:20"))
        let again = try #require(try await world.claim("2026-11-30 10:20").first)
        #expect(World.line(again) == "ib mail: 2 open" && again.message.firstAttemptAt == at("2026-11-30 10:10"))
        #expect(try await world.store.followUps.followUp(2).followUp.due == .instant(at("2026-11-30 12:10")))
        try await world.record(again.message, .sent, "2026-11-30 10:20")
        #expect(try await world.pass("2026-12-15 08:00").contains { $0.hasPrefix("ib mail: 2 repeat") && $0.hasSuffix(", 1 -2sd") })
        #expect(try await world.store.figures.condition(at: at("2026-12-15 08:00")).clock?.finding == .usual)
    }

    @Test("in the past and then ahead: what people did meanwhile comes back with the clock")
    func behindAndThenAhead() async throws {
        let world = try World()
        try world.open(due: "2026-12-17", now: "2026-11-30 09:00")
        _ = try await world.store.outbox.watchClock(at: at("2026-11-29 09:00"), rules: world.rules())
        try world.open("acuut", due: "2026-11-29 11:10", case: "2026-2", now: "2026-11-29 09:10")
        _ = try await world.store.outbox.watchClock(at: at("2026-11-29 09:20"), rules: world.rules())
        // It is a year ahead now, and right after half an hour.
        _ = try await world.store.outbox.watchClock(at: at("2027-11-30 09:20"), rules: world.rules())
        _ = try await world.store.outbox.watchClock(at: at("2027-11-30 09:50"), rules: world.rules())
        _ = try await world.store.outbox.watchClock(at: at("2026-11-30 09:50"), rules: world.rules())
        let followUp = try await world.store.followUps.followUp(2).followUp
        #expect(followUp.openedAt == at("2026-11-30 09:10") && followUp.escalation.startedAt == at("2026-11-30 09:10"))
        #expect(followUp.due == .instant(at("2026-11-30 11:10")))
        #expect(try await world.store.figures.condition(at: at("2026-11-30 09:50")).clock?.finding == .usual)
    }

    @Test("behind for a day it is believed, and what lies ahead of it is said again rather than never")
    func believed() async throws {
        let world = try World()
        try world.open(due: "2026-12-17", now: "2026-11-30 09:00")
        try world.sql("UPDATE clock SET latest = \(Int(at("2027-03-01 09:00").timeIntervalSince1970))")
        #expect(try await !world.pass("2027-03-01 09:00").isEmpty)
        #expect(try await world.pass("2026-11-30 10:00").isEmpty)
        #expect(try await world.pass("2026-12-01 09:59").isEmpty)
        #expect(try await world.pass("2026-12-01 10:00") == ["ib mail: 1 open"])
        #expect(try await world.pass("2026-12-15 08:00") == ["ib mail: 1 -2sd"])
    }
}
