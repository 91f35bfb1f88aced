import Foundation
import FollowUps
import Testing

@testable import Store

/// Each machine is a folder; the fence is one that both reach.
@Suite("A second machine")
struct StandbyTests {
    private let scratch: Scratch
    private let fence: String

    init() throws {
        scratch = try Scratch()
        fence = scratch.file("fence")
        for folder in ["first", "second", "fence"] {
            try FileManager.default.createDirectory(atPath: scratch.file(folder), withIntermediateDirectories: true)
        }
    }

    private func database(_ machine: String) -> String { scratch.file("\(machine)/opvolg.db") }
    private func world(_ machine: String) throws -> World {
        let world = try World(Store(path: database(machine)))
        world.messageIDStart = machine
        return world
    }

    /// As a replica restores it: the database, and nothing beside it.
    private func replicate(from machine: String, to other: String) async throws {
        for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: database(other) + end) }
        _ = try await Store(path: database(machine)).backUp(to: database(other), replacing: false, acceptingUnsoundHistory: false)
    }

    private func finding(_ world: World, _ now: String) async throws -> StandbyFinding {
        try await world.store.outbox.standbyFinding(fence: fence, at: at(now))
    }

    private func promote(_ world: World, _ now: String, insisting: Bool = false, fence: String? = nil) async throws -> Promotion {
        try await world.store.outbox.promote(fence: fence ?? self.fence, insisting: insisting, rules: world.rules(), by: "juf", at: at(now))
    }

    /// The first machine at work on Monday morning, and its copy on the second.
    private func bothMachines() async throws -> (first: World, second: World) {
        let first = try world("first")
        try first.open()
        #expect(try await finding(first, "2026-11-23 08:00") == .active)
        #expect(try await first.claim("2026-11-23 08:00").count == 1)
        try await first.store.outbox.setLastPass(at("2026-11-23 08:00"))
        try await replicate(from: "first", to: "second")
        return (first, try world("second"))
    }

    @Test("a copy sends nothing and changes nothing before it is promoted; then it works, and the first finds itself retired when it comes back")
    func whole() async throws {
        let (first, second) = try await bothMachines()
        guard case .retired(let former) = try await finding(second, "2026-11-23 08:02") else {
            Issue.record("it would send")
            return
        }
        await #expect(throws: StoreError.retired(by: former)) { try await second.plan("2026-11-23 08:02") }
        #expect(try await second.store.outbox.claim(at: at("2026-11-23 09:00"), rules: second.rules(), lease: 60, limit: 10).isEmpty)

        let promotion = try await promote(second, "2026-11-23 08:05")
        #expect(promotion.generation.number == 2 && promotion.lastSeen == at("2026-11-23 08:00") && promotion.fenceProblem == nil)
        #expect(promotion.mayComeTwice.map(\.id) == [1] && promotion.sentLately.isEmpty)
        #expect(try await finding(second, "2026-11-23 08:06") == .active)
        // Without waiting for the lease of the first, and with its Message-ID.
        let again = try await second.claim("2026-11-23 08:06")
        #expect(again.map(\.message.messageID) == promotion.mayComeTwice.map(\.messageID))
        #expect(try second.count("messages WHERE possibly_delivered = 1") == 1)

        #expect(try await finding(first, "2026-11-23 12:00") == .retired(by: promotion.generation))
        await #expect(throws: StoreError.retired(by: promotion.generation)) { try await first.plan("2026-11-23 12:00") }
        await #expect(throws: StoreError.retired(by: promotion.generation)) {
            _ = try await first.store.cases.close("2026-1", by: first.change("2026-11-23 12:00"))
        }
        #expect(try await first.store.outbox.claim(at: at("2026-11-23 12:00"), rules: first.rules(), lease: 60, limit: 10).isEmpty)
        #expect(try await !first.store.outbox.isRemovalDue(at: at("2026-11-23 12:00")))
        // It knows by itself from now on.
        #expect(try await first.store.outbox.standbyFinding(fence: nil, at: at("2026-11-23 12:00")) == .retired(by: promotion.generation))
        #expect(try await first.store.figures.serviceMetrics([], at: at("2026-11-23 12:00")).faults.isRetired)
        #expect(try await !second.store.figures.serviceMetrics([], at: at("2026-11-23 12:00")).faults.isRetired)
    }

    @Test("what a retired machine was told about a mail that it had sent is recorded all the same")
    func lateAnswer() async throws {
        let first = try world("first")
        try first.open()
        _ = try await finding(first, "2026-11-23 08:00")
        let draft = try #require(try await first.claim("2026-11-23 08:00").first)
        try await replicate(from: "first", to: "second")
        _ = try await promote(world("second"), "2026-11-23 08:05", insisting: true)
        _ = try await finding(first, "2026-11-23 08:06")
        #expect(try await first.store.outbox.refresh(draft, at: at("2026-11-23 08:06"), rules: first.rules()) == nil)
        try await first.record(draft.message, .sent, "2026-11-23 08:06")
        #expect(try await first.store.outbox.message(draft.message.id).message.state == .sent)
    }

    @Test("what was sent is told and not sent again, and a reminder that comes after the takeover joins nothing that somebody may have")
    func sentAndWaiting() async throws {
        let first = try world("first")
        try first.open()
        _ = try await finding(first, "2026-11-23 08:00")
        #expect(try await first.pass("2026-11-23 08:00").count == 1)
        try first.open("spoed", due: "2026-11-23", now: "2026-11-23 08:01", by: "ander")
        try await first.plan("2026-11-23 08:02")
        try await first.store.outbox.setLastPass(at("2026-11-23 08:02"))
        try await replicate(from: "first", to: "second")
        let second = try world("second")
        let promotion = try await promote(second, "2026-11-23 08:07")
        #expect(promotion.sentLately.map(\.followUps) == [[1]])
        #expect(promotion.mayComeTwice.map(\.id) == [2])
        try second.open("spoed", due: "2026-11-23", case: "2026-2", now: "2026-11-23 08:08", by: "ander")
        let told = try await second.claim("2026-11-23 08:09").map { $0.items.map(\.followUp.id) }
        #expect(told == [[2], [3]])
    }

    @Test("taking over is refused while the first was seen, by the copy or by the fence, and done at once when somebody insists")
    func seen() async throws {
        let (first, second) = try await bothMachines()
        let expected = StoreError.notPromoted(.seenLately(at: at("2026-11-23 08:00"), from: at("2026-11-23 08:05")))
        await #expect(throws: expected) { _ = try await promote(second, "2026-11-23 08:04") }
        // The copy is no longer kept up to date, and the first lives.
        #expect(try await finding(first, "2026-11-23 09:00") == .active)
        let later = StoreError.notPromoted(.seenLately(at: at("2026-11-23 09:00"), from: at("2026-11-23 09:05")))
        await #expect(throws: later) { _ = try await promote(second, "2026-11-23 09:03") }
        #expect(try second.count("generations") == 1)
        #expect(try await promote(second, "2026-11-23 09:03", insisting: true).generation.number == 2)
        #expect(try await !finding(first, "2026-11-23 09:04").maySend)
    }

    @Test("whoever works already is refused, and insisting gives them another id, for whose folder was copied with it")
    func again() async throws {
        let (first, _) = try await bothMachines()
        await #expect(throws: StoreError.self) { _ = try await promote(first, "2026-11-23 09:00") }
        try FileManager.default.removeItem(atPath: scratch.file("second"))
        try FileManager.default.copyItem(atPath: scratch.file("first"), toPath: scratch.file("second"))
        let copy = try world("second")
        #expect(try await finding(copy, "2026-11-23 09:00") == .active)
        #expect(try await promote(copy, "2026-11-23 09:01", insisting: true).generation.number == 2)
        #expect(try await finding(copy, "2026-11-23 09:02") == .active)
        #expect(try await !finding(first, "2026-11-23 09:02").maySend)
    }

    @Test("a fence that is gone, empty, or another database's is told, stops a takeover, and nothing that is under way")
    func brokenFence() async throws {
        let (first, second) = try await bothMachines()
        try FileManager.default.moveItem(atPath: fence, toPath: fence + "-away")
        guard case .unwatched = try await finding(first, "2026-11-23 08:01") else {
            Issue.record("nothing is told")
            return
        }
        await #expect(throws: StoreError.self) { _ = try await promote(second, "2026-11-23 12:00") }
        try FileManager.default.createDirectory(atPath: fence, withIntermediateDirectories: true)
        guard case .unwatched = try await finding(first, "2026-11-23 08:02") else {
            Issue.record("an empty folder is no share")
            return
        }
        await #expect(throws: StoreError.self) { _ = try await promote(second, "2026-11-23 12:00") }
        #expect(try FileManager.default.contentsOfDirectory(atPath: fence).isEmpty)
        // It comes back hours later, and its fence is still not there.
        #expect(try await first.store.figures.serviceMetrics([], at: at("2026-11-23 08:03")).faults.fenceFailingSince == at("2026-11-23 08:01"))
        try FileManager.default.removeItem(atPath: fence)
        try FileManager.default.moveItem(atPath: fence + "-away", toPath: fence)
        #expect(try await finding(first, "2026-11-23 08:04") == .active)
        #expect(try await first.store.figures.serviceMetrics([], at: at("2026-11-23 08:05")).faults.fenceFailingSince == nil)

        let other = try World(Store(path: scratch.file("other.db")))
        try other.open("taak", case: nil)
        guard case .unwatched = try await finding(other, "2026-11-23 08:05") else {
            Issue.record("it takes another database's fence for its own")
            return
        }
        let problem = try await promote(second, "2026-11-23 08:06", insisting: true, fence: scratch.file("nowhere")).fenceProblem
        #expect(problem?.contains("there is no such folder") == true, "\(problem ?? "none")")
    }

    @Test("a machine that comes back while its fence is not mounted sends nothing for a quarter of an hour")
    func comesBackUnmounted() async throws {
        let (first, _) = try await bothMachines()
        try FileManager.default.moveItem(atPath: fence, toPath: fence + "-away")
        for now in ["2026-11-23 12:00", "2026-11-23 12:14"] { #expect(try await !finding(first, now).maySend) }
        #expect(try await finding(first, "2026-11-23 12:15").maySend)
    }

    @Test("without a fence nobody claims, and a takeover says that the other cannot learn of it")
    func withoutFence() async throws {
        let first = try world("first")
        try first.open()
        #expect(try await first.store.outbox.standbyFinding(fence: nil, at: at("2026-11-23 08:00")) == .active)
        #expect(try first.count("generations") == 0)
        #expect(!FileManager.default.fileExists(atPath: database("first") + ".machine"))
        let promotion = try await first.store.outbox.promote(
            fence: nil, insisting: false, rules: first.rules(), by: "juf", at: at("2026-11-23 08:00"))
        #expect(promotion.generation.number == 1 && promotion.fenceProblem?.contains("[standby] fence") == true)
        // One that it gets later is empty at first.
        #expect(try await finding(first, "2026-11-24 08:00") == .active)
        #expect(try await first.store.outbox.standbyFinding(fence: nil, at: at("2026-11-23 08:00")) == .active)
    }

    @Test("a restored backup does not undo who works")
    func restored() async throws {
        let (first, second) = try await bothMachines()
        _ = try await second.store.backUp(to: scratch.file("backup.db"), replacing: false, acceptingUnsoundHistory: false)
        _ = try await promote(second, "2026-11-23 08:05")
        _ = try await finding(first, "2026-11-23 08:06")
        withExtendedLifetime((first, second)) {}
        for (machine, maySend) in [("first", false), ("second", true)] {
            let path = scratch.file("\(machine)-restored")
            try FileManager.default.copyItem(atPath: scratch.file(machine), toPath: path)
            _ = try Store.restore(
                from: scratch.file("backup.db"), to: path + "/opvolg.db", acceptingUnsoundHistory: false, clock: amsterdam, by: "juf",
                at: at("2026-11-23 09:00"))
            #expect(try await finding(World(Store(path: path + "/opvolg.db")), "2026-11-23 09:00").maySend == maySend, "\(machine)")
        }
    }

    @Test("a share that hangs holds up a look for a moment, and later ones not at all")
    func hangs() async throws {
        let share = ShareAccess(limit: 0.05)
        let release = DispatchSemaphore(value: 0)
        await #expect(throws: ShareAccess.Hangs.self) { try await share.run { release.wait() } }
        await #expect(throws: ShareAccess.Hangs.self) { try await share.run { Issue.record("it began beside one that hangs") } }
        release.signal()
    }
}
