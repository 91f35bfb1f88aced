import Foundation
import FollowUps
import GRDB
import TestSupport
import Testing

@testable import Store

@Suite("When the files have changed, next instants are computed again in batches")
struct ReplanningTests {
    private static let later = Policies(
        normal: Policy(steps: [Step("0 owner")].compactMap { $0 }, repeat: [Term(1, .schoolDays)], window: .always))
    private static let earlier = Policies(
        normal: Policy(steps: [Step("open owner"), Step("0 owner")].compactMap { $0 }, repeat: [Term(1, .schoolDays)], window: .always))
    private let now = at("2026-11-22 13:00")

    /// Cases with follow-ups, planned by rules of which the others differ in every next instant.
    private func world(_ path: String) async throws -> World {
        let world = try World(Store(path: path))
        for number in 1...9 { try world.open(case: "2026-\(number)") }
        #expect(try await replan(world, Self.later, "before") == .done)
        return world
    }

    private enum End { case done, stopped }

    /// - Parameter meanwhile: done after each batch with its number; returns whether there is to be another.
    private func replan(
        _ world: World, _ policies: Policies = earlier, _ fingerprint: String = "after", batch: Int = 2,
        meanwhile: (Int) async throws -> Bool = { _ in true }
    ) async throws -> End {
        var count = 0
        let isDone = try await world.store.outbox.replan(with: world.rules(policies, fingerprint: fingerprint), at: now, batch: batch) {
            count += 1
            return try await meanwhile(count)
        }
        return isDone ? .done : .stopped
    }

    private func nextInstants(_ world: World) throws -> [Int64: Int64] {
        try world.store.connection.onWriterNow { db in
            let rows = try Row.fetchAll(db, sql: "SELECT id, next_at FROM follow_ups WHERE status = 'open'")
            return Dictionary(uniqueKeysWithValues: rows.map { ($0[0], $0[1]) })
        }
    }

    private func isPlanned(_ world: World, _ policies: Policies = earlier, _ fingerprint: String = "after") throws -> Bool {
        try world.store.connection.onWriterNow { db in try db.isPlanned(with: world.rules(policies, fingerprint: fingerprint)) }
    }

    @Test("that come to the same as all at once", arguments: [1, 2, 3, 5, 1000])
    func sameAsWhole(batch: Int) async throws {
        let scratch = try Scratch()
        let world = try await world(scratch.file("opvolg.db"))
        let before = try nextInstants(world)
        #expect(try await replan(world, batch: batch) == .done)
        let after = try nextInstants(world)
        #expect(after.count == 9 && after.values.allSatisfy { $0 == now.unixSeconds } && before.values.allSatisfy { $0 > now.unixSeconds })
        #expect(try isPlanned(world))
    }

    @Test("between which another program can change what it likes")
    func otherWriter() async throws {
        let scratch = try Scratch()
        let path = scratch.file("opvolg.db")
        let world = try await world(path)
        let other = try World(Store(path: path))
        var batches = 0
        let change = Change(rules: world.rules(Self.earlier, fingerprint: "after"), actor: "juf", now: now)
        #expect(
            try await replan(world) { count in
                if count == 4 { _ = try await other.store.followUps.cancel(1, reason: "x", by: change) }
                if count == 5 { _ = try await other.store.followUps.cancel(9, reason: "x", by: change) }
                batches = count
                return true
            } == .done)
        #expect(batches > 10)
        let after = try nextInstants(world)
        #expect(after[1] == nil && after[9] == nil && (2...8).allSatisfy { after[$0] == now.unixSeconds })
        #expect(try isPlanned(world))
    }

    /// In batches, as their time is the machine's: `make bench-country` tells how many milliseconds it is.
    @Test("after one or two of which whoever waits for the lock, as SQLite does, gets it")
    func waitingWriter() async throws {
        let scratch = try Scratch()
        let path = scratch.file("opvolg.db")
        let world = try await world(path)
        // As after an upgrade to a program that asks for them: each of these gets a check, and a batch holds the lock for nearly all it takes.
        for number in 10...400 { try world.open(case: "2026-\(number)") }
        let check = Kind(
            id: .caseCheck, title: LocalizedText(nl: "Nakijken"), source: "5a", scope: .case, owner: .role("ib"), urgency: .normal,
            term: Term(2, .weeks),
            outcomes: [Outcome(id: "in-orde", title: LocalizedText(nl: "In orde"), then: [Consequence(.caseCheck)])])
        world.catalogue = Catalogue(kinds: world.catalogue.kinds + [check], roles: [], caseKinds: CaseKinds(check: .caseCheck, owner: "ib"))
        var configuration = GRDB.Configuration()
        configuration.busyMode = .timeout(60)
        let other = try DatabaseQueue(path: path, configuration: configuration)
        let (batches, isOver) = (Counter(), Flag())
        let writer = Task {
            var waits: [Int] = []
            while !isOver.isSet {
                let before = batches.value
                let after = try await other.writeWithoutTransaction { db in
                    try db.execute(sql: "BEGIN IMMEDIATE")
                    let value = batches.value
                    try db.execute(sql: "ROLLBACK")
                    return value
                }
                waits.append(after - before)
            }
            return waits
        }
        #expect(
            try await replan(world, batch: 100) { _ in
                _ = batches.next()
                return true
            } == .done)
        isOver.set()
        let longest = try await writer.value.max() ?? 0
        #expect(longest <= 2 && batches.value > 20)
    }

    @Test("that go on after a crash where they were, whenever it comes", arguments: 1...13)
    func crash(after batches: Int) async throws {
        let scratch = try Scratch()
        let path = scratch.file("opvolg.db")
        var whole = 0
        #expect(
            try await replan(world(scratch.file("whole.db"))) { count in
                whole = count
                return true
            } == .done)
        #expect(try await replan(world(path)) { $0 < batches } == .stopped)
        let back = try World(Store(path: path))
        #expect(try !isPlanned(back) && !isPlanned(back, Self.later, "before"))
        var left = 0
        #expect(
            try await replan(back) { count in
                left = count
                return true
            } == .done)
        #expect(left == whole - batches)
        #expect(try nextInstants(back).values.allSatisfy { $0 == now.unixSeconds } && isPlanned(back))
    }

    @Test("that begin anew when a crash is followed by other files than before it")
    func crashThenOtherFiles() async throws {
        let scratch = try Scratch()
        let path = scratch.file("opvolg.db")
        let before = try await nextInstants(world(path))
        #expect(try await replan(World(Store(path: path))) { $0 < 8 } == .stopped)
        let back = try World(Store(path: path))
        #expect(try nextInstants(back) != before)
        #expect(try await replan(back, Self.later, "before") == .done)
        #expect(try nextInstants(back) == before)
    }

    @Test("that do not count when a program with older files has set one of them meanwhile")
    func olderFilesMeanwhile() async throws {
        let scratch = try Scratch()
        let path = scratch.file("opvolg.db")
        let world = try await world(path)
        let daemon = try World(Store(path: path))
        let old = daemon.rules(Self.later, fingerprint: "before")
        #expect(
            try await replan(world) { count in
                if count == 9 {
                    _ = try await daemon.store.followUps.assign(1, to: .role("directie"), by: Change(rules: old, actor: "juf", now: self.now))
                }
                return true
            } == .done)
        #expect(try !isPlanned(world))
        #expect(try await replan(world) == .done)
        #expect(try isPlanned(world) && nextInstants(world).values.allSatisfy { $0 == now.unixSeconds })
    }

    @Test("that come to an end beside a program with older files that does the same, each in its turn")
    func contested() async throws {
        let scratch = try Scratch()
        let path = scratch.file("opvolg.db")
        let world = try await world(path)
        let daemon = try Store(path: path)
        let (old, now) = (world.rules(Self.later, fingerprint: "before"), now)
        let hasWaited = Flag()
        var other: Task<Bool, any Error>?
        #expect(
            try await replan(world) { count in
                if count == 7 {
                    other = Task {
                        defer { hasWaited.set() }
                        return try await daemon.outbox.replan(with: old, at: now) {
                            hasWaited.set()
                            return true
                        }
                    }
                    while !hasWaited.isSet { await Task.yield() }
                }
                return true
            } == .done)
        #expect(try isPlanned(world) || isPlanned(world, Self.later, "before"))
        // It takes its turn, as it would until it reads the new files.
        #expect(try await other?.value == true)
        #expect(try isPlanned(world, Self.later, "before") && nextInstants(world).values.allSatisfy { $0 > now.unixSeconds })
        #expect(try await replan(world) == .done)
        #expect(try isPlanned(world) && nextInstants(world).values.allSatisfy { $0 == now.unixSeconds })
    }

    @Test("that begin anew when somebody turns out to be away meanwhile, for whom another may be looked for at once")
    func awayMeanwhile() async throws {
        let scratch = try Scratch()
        let path = scratch.file("opvolg.db")
        let world = try await world(path)
        let other = try Store(path: path)
        var batches = 0
        #expect(
            try await replan(world) { count in
                batches = count
                if count == 9 {
                    try await other.absences.setAway(Absence(person: "ib", days: day("2026-11-22")...day("2026-11-29")), by: "juf", at: now)
                }
                return true
            } == .done)
        #expect(try batches > 20 && isPlanned(world))
    }

    @Test("of which none goes through more than it may, however many follow-ups have ended")
    func endedOnes() async throws {
        let scratch = try Scratch()
        let world = try await world(scratch.file("opvolg.db"))
        // As if so many had been opened and removed since.
        try world.sql("UPDATE sqlite_sequence SET seq = 1000 WHERE name = 'follow_ups'")
        try world.open(case: "2026-1")
        var reached: [Int64] = []
        #expect(
            try await replan(world, batch: 20) { _ in
                reached += try world.store.connection.onWriterNow { db in try db.replanningProgress().map { [$0.afterFollowUp] } ?? [] }
                return true
            } == .done)
        #expect(zip(reached, reached.dropFirst()).allSatisfy { $1 - $0 <= 200 })
        #expect(try nextInstants(world).values.allSatisfy { $0 == now.unixSeconds } && isPlanned(world))
    }
}
