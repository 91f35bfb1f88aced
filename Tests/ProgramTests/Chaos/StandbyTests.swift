import Foundation
import TestSupport
import Testing

/// Two machines: folders with the same configuration, a folder that both reach, one mail server and one clock.
@Suite("A second machine takes over")
struct StandbyTests {
    @Test(
        "after the first is killed while it sends: each mail arrives, again only where no answer was on record, and the first sends no more of them"
    )
    func takesOver() async throws {
        let world = try await ChaosWorld(people: 60, batches: 1, seed: 20_261_124)
        var clock = try ChaosClock(world.instance.clock)
        let fence = try ScratchDirectory("fence")
        let first = world.instance.scratch
        try first.write(try first.text("opvolg.toml") + "\n[standby]\nfence = \"\(fence.path)\"\n", to: "opvolg.toml")
        #expect(try await world.startImport(1).end(within: .seconds(300)).exitCode == 0)

        let daemon = try world.startDaemon()
        try await waitUntil("it is in the middle of it") {
            // What was refused a moment ago is tried again.
            try clock.advance(seconds: 20)
            return try await world.sent() >= 10 * ChaosWorld.perMessage
        }
        let second = try await replicate(first)
        daemon.kill()
        #expect(try await daemon.end().exitCode == 137)
        let onRecord = Set(try await query(second, "SELECT message_id FROM messages WHERE state = 'sent'"))

        #expect(try await run(second, "opvolgd", "--once", in: world).exitCode == 1)
        let early = try await run(second, "opvolg", "standby", "promote", in: world)
        #expect(early.exitCode == 1 && early.standardError.contains("at work at"), "\(early.standardError)")
        try clock.advance(seconds: 300)
        let promoted = try await run(second, "opvolg", "standby", "promote", "--format", "json", in: world)
        #expect(promoted.exitCode == 0, "\(promoted.standardError)")
        try await drain(second, &clock, in: world)

        let before = try Receipts(world.server)
        #expect(before.recipients == world.addresses)
        let unexplained = before.messages.filter { $1.copies > 1 + $1.unanswered + (onRecord.contains($0) ? 0 : 1) }
        #expect(unexplained.isEmpty, "\(unexplained)")
        #expect(!onRecord.isEmpty && onRecord.count < world.people)

        try await comesBack(world, &clock)
        #expect(try Receipts(world.server).received == before.received)
    }

    /// The database as it is now, as a replica restores it.
    private func replicate(_ first: ScratchDirectory) async throws -> ScratchDirectory {
        let second = try ScratchDirectory("second")
        for name in ["opvolg.toml", "people.csv", "templates"] {
            try FileManager.default.copyItem(atPath: first.file(name), toPath: second.file(name))
        }
        let copied = try await ProgramRun.run(
            Program(path: "/usr/bin/sqlite3"), ["-cmd", ".timeout 20000", first.file("opvolg.db"), ".backup \(second.file("opvolg.db"))"])
        try #require(copied.exitCode == 0, "\(copied.standardError)")
        return second
    }

    private func comesBack(_ world: ChaosWorld, _ clock: inout ChaosClock) async throws {
        let watchdog = try Watchdog()
        let daemon = try world.startDaemon(watchdog.environment)
        for _ in 1...3 {
            try await watchdog.waitForALook(daemon)
            try clock.advance(seconds: 1000)
        }
        try await watchdog.waitForALook(daemon)
        daemon.terminate()
        let ended = try await daemon.end()
        #expect(ended.exitCode == 0)
        #expect(ended.standardError.matches(of: #/another machine works with these data/#).count == 1, "\(ended.standardError)")
        // What it has found out it knows when it starts.
        let again = try await world.instance.daemon()
        try await again.look()
        #expect(try await again.stop().exitCode == 0)
        let refused = try await world.instance.run("cancel", "1", "--reason", "weg")
        #expect(refused.exitCode == 1 && refused.standardError.contains("another machine works"), "\(refused.standardError)")
        #expect(try await world.instance.run("status").exitCode == 2)
        #expect(try await world.instance.passOnce().exitCode == 1)
    }

    private func run(_ machine: ScratchDirectory, _ program: String, _ arguments: String..., in world: ChaosWorld) async throws -> ProgramResult {
        try await ProgramRun.run(.built(program), arguments, directory: machine.path, clock: world.instance.clock)
    }

    /// One column.
    private func query(_ machine: ScratchDirectory, _ sql: String) async throws -> [String] {
        let result = try await ProgramRun.run(
            Program(path: "/usr/bin/sqlite3"), ["-batch", "-cmd", ".timeout 20000", "file:\(machine.file("opvolg.db"))?mode=ro", sql])
        try #require(result.exitCode == 0, "\(result.standardError)")
        return result.standardOutput.split(separator: "\n").map(String.init)
    }

    private func drain(_ machine: ScratchDirectory, _ clock: inout ChaosClock, in world: ChaosWorld) async throws {
        let watchdog = try Watchdog()
        let daemon = try ProgramRun.start(
            .built("opvolgd"), environment: watchdog.environment, directory: machine.path, clock: world.instance.clock)
        try await watchdog.waitForALook(daemon)
        while let next = try await query(machine, "SELECT min(next_attempt_at) FROM messages WHERE next_attempt_at IS NOT NULL").first,
            let seconds = Double(next)
        {
            try clock.move(to: max(clock.now.addingTimeInterval(240), Date(timeIntervalSince1970: seconds)))
            try await watchdog.waitForALook(daemon)
        }
        daemon.terminate()
        #expect(try await daemon.end().exitCode == 0)
    }
}
