import Foundation
import TestSupport
import Testing

@Suite("The power fails again and again")
struct PowerLossTests {
    static let seed: UInt64 = 20_261_124

    /// What is left of the database files.
    enum Remains: CaseIterable {
        /// Everything that was written, synced or not, at one moment.
        case allWritten
        /// Only what was synced.
        case onlySynced
    }

    @Test(
        "while daemon and import write: what is left opens, its history holds, nothing is planned twice, and all is sent in the end",
        arguments: Remains.allCases)
    func losesPower(remains: Remains) async throws {
        let (losses, people) = (20, 50)
        let world = try await ChaosWorld(people: people, batches: 5, seed: Self.seed)
        var chance = SeededGenerator(state: Self.seed)
        var clock = try ChaosClock(world.instance.clock)
        var interrupted: [String: Int] = [:]
        var imported = 0
        for loss in 0..<losses {
            let isImporting = loss.isMultiple(of: 4)
            let isDone = try await live(in: world, &clock, &chance, remains, importing: isImporting ? imported + 1 : nil)
            let found = try await world.query("PRAGMA integrity_check; SELECT count(*) FROM follow_ups").flatMap { $0 }
            #expect(found.first == "ok")
            let rows = Int(found.last ?? "") ?? 0
            // An import is there whole or not at all, and there when it has said so.
            #expect(rows == imported * people * ChaosWorld.perMessage || isImporting && rows == (imported + 1) * people * ChaosWorld.perMessage)
            #expect(!isDone || rows == (imported + 1) * people * ChaosWorld.perMessage)
            if isImporting {
                imported += 1
                let again = try await world.startImport(imported).end()
                #expect(again.exitCode == 0, "\(again.standardError)")
                let verified = try await world.instance.run("history", "verify")
                #expect(verified.exitCode == 0, "\(verified.standardError)")
            }
            for id in try await world.query("SELECT message_id FROM messages WHERE state = 'sending'").compactMap(\.first) {
                interrupted[id, default: 0] += 1
            }
        }
        try await world.drain(&clock)
        let receipts = try Receipts(world.server)
        #expect(receipts.recipients == world.addresses)
        let unexplained = receipts.messages.filter { $1.copies > 1 + $1.unanswered + interrupted[$0, default: 0] }
        #expect(unexplained.isEmpty)
        #expect(try await world.query("SELECT DISTINCT state FROM messages") == [["sent"]])
        #expect(try await world.instance.run("history", "verify").exitCode == 0)
        print("power failures survived (\(remains)): \(losses); reminders: \(world.reminders); \(receipts)")
    }

    /// Runs the daemon until the power fails at a moment by chance, and puts back what is left; true when an import had ended by then.
    private func live(
        in world: ChaosWorld, _ clock: inout ChaosClock, _ chance: inout SeededGenerator, _ remains: Remains, importing batch: Int?
    ) async throws -> Bool {
        let disk = try ScratchDirectory("disk")
        let files = ["opvolg.db", "opvolg.db-wal"]
        for name in files { try? FileManager.default.copyItem(atPath: world.instance.scratch.file(name), toPath: disk.file(name)) }
        let environment = remains == .onlySynced ? try Preload.durable(in: disk.path, clock: world.instance.clock) : [:]
        var running = [try world.startDaemon(environment)]
        if let batch { running.append(try world.startImport(batch, environment)) }
        let start = world.server.progress
        let enough = start + 1 + chance.below(20 * KillTests.bytesPerMessage)
        let looks = batch == nil ? 300 : 20 + chance.below(250)
        for look in 0..<looks where world.server.progress < enough || batch != nil {
            try await Task.sleep(for: .milliseconds(10))
            if look.isMultiple(of: 10) { try clock.advance(seconds: chance.below(60)) }
        }
        // All at once: nobody writes on while another is being stopped.
        let isDone = running.count > 1 && !running[1].isRunning
        for process in running { process.signal(SIGSTOP) }
        for process in running { try await waitUntil("it stands still") { !process.isRunning || process.isStopped } }
        if remains == .allWritten {
            for name in files {
                try? FileManager.default.removeItem(atPath: disk.file(name))
                try? FileManager.default.copyItem(atPath: world.instance.scratch.file(name), toPath: disk.file(name))
            }
        }
        for process in running { process.kill() }
        for process in running { _ = try await process.end() }
        for name in files + ["opvolg.db-shm"] { try? FileManager.default.removeItem(atPath: world.instance.scratch.file(name)) }
        for name in files where FileManager.default.fileExists(atPath: disk.file(name)) {
            try FileManager.default.copyItem(atPath: disk.file(name), toPath: world.instance.scratch.file(name))
        }
        try clock.advance(seconds: KillTests.life)
        return isDone
    }
}

extension ProgramRun {
    /// Whether every thread of it stands still after SIGSTOP.
    fileprivate var isStopped: Bool {
        let threads = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(processIdentifier)/task")) ?? []
        return threads.allSatisfy { thread in
            let stat = (try? String(contentsOfFile: "/proc/\(processIdentifier)/task/\(thread)/stat", encoding: .utf8)) ?? ""
            return stat.split(separator: ")").last?.hasPrefix(" T") == true
        }
    }
}
