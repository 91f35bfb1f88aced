import Foundation
import TestSupport
import Testing

/// What the disk, the file and the clock can do to the programs: each says so, ends with a status that is not 0, and loses nothing.
@Suite("Faults")
struct FaultTests {
    private static let monday = SMTPMailTests.monday

    private func instance() async throws -> TestInstance {
        let instance = try TestInstance(now: LifeTests.sunday)
        try await instance.add("hulp-aangekomen", "--case", "VL-2026-014", "--school", "vlieger")
        return instance
    }

    private func sqlite(_ instance: TestInstance, _ sql: String) async throws {
        let result = try await ProgramRun.run(Program(path: "/usr/bin/sqlite3"), ["-batch", instance.scratch.file("opvolg.db"), sql])
        #expect(result.exitCode == 0, "\(result.standardError)")
    }

    /// A list, a change, a pass and a look at the service, none of which goes well.
    private func expectComplaints(_ instance: TestInstance, _ complaint: String) async throws {
        for arguments in [["list"], ["add", "hulp-aangekomen", "--case", "VL-2026-015", "--school", "vlieger"]] {
            let result = try await ProgramRun.run(.built("opvolg"), arguments, directory: instance.scratch.path, clock: instance.clock)
            #expect(result.exitCode == 1 && result.standardError.contains(complaint), "\(arguments): \(result.standardError)")
        }
        let pass = try await instance.passOnce()
        #expect(pass.exitCode == 1 && pass.standardError.contains("error: ") && pass.standardError.contains(complaint), "\(pass.standardError)")
        let status = try await instance.run("status")
        #expect(status.exitCode == 2 && status.standardOutput.contains(complaint), "\(status.standardOutput)")
    }

    /// The follow-up of ``instance()`` is there, and its reminder goes once.
    private func expectNothingLost(_ instance: TestInstance) async throws {
        #expect(try await instance.json(["list"], as: [FollowUpJSON].self).map(\.id) == [1])
        try instance.clock.move(to: Self.monday)
        for _ in 1...2 { #expect(try await instance.passOnce().exitCode == 0) }
        #expect(try await instance.mails().count == 1)
        #expect(try await instance.run("history", "verify").exitCode == 0)
    }

    @Test("a full disk: CLI, --once and daemon say so, and when there is room everything goes on")
    func fullDisk() async throws {
        let instance = try TestInstance(now: LifeTests.sunday, edit: { $0.replacing("\"opvolg.db\"", with: "\"data/opvolg.db\"") })
        let disk = try await SmallDisk(instance)
        let added = try await disk.run("opvolg", "add", "hulp-aangekomen", "--case", "VL-2026-014", "--school", "vlieger")
        #expect(added.exitCode == 0, "\(added.standardError)")
        #expect(try await disk.run("opvolgd", "--once").exitCode == 0)
        try instance.clock.move(to: Self.monday)
        try await disk.fill()
        let refused = try await disk.run("opvolg", "add", "hulp-aangekomen", "--case", "VL-2026-015", "--school", "vlieger", isFull: true)
        #expect(refused.exitCode == 1 && refused.standardError.contains(disk.complaint), "\(refused.standardError)")
        let pass = try await disk.run("opvolgd", "--once", isFull: true)
        #expect(pass.exitCode == 1 && pass.standardError.contains(disk.complaint), "\(pass.standardError)")
        let status = try await disk.run("opvolg", "status", isFull: true)
        #expect(status.exitCode == 2, "\(status.standardOutput)")
        try disk.makeRoom()

        // While it runs.
        try instance.clock.move(to: LifeTests.sunday)
        let watchdog = try Watchdog()
        let daemon = try disk.start("opvolgd", [], environment: watchdog.environment)
        try await daemon.waitUntil("it is ready") { _ in watchdog.heard().contains("READY=1") }
        if disk.canFillWhileRunning {
            try await disk.fill()
            try instance.clock.move(to: Self.monday)
            try await daemon.waitUntil("it says so") {
                $0.standardError.contains("no pass was possible: ") && $0.standardError.contains(disk.complaint)
            }
            #expect(try instance.scratch.names().contains("mail") == false)
            try disk.makeRoom()
        }
        try instance.clock.move(to: "2026-11-23 07:00:10")
        try await daemon.waitUntil("it has sent the mail") { _ in (try? instance.scratch.names(in: "mail/new").count) == 1 }
        daemon.terminate()
        #expect(try await daemon.end().exitCode == 0)
        #expect(try await disk.run("opvolgd", "--once").exitCode == 0)
        #expect(try await instance.mails().count == 1)
        #expect(try await disk.run("opvolg", "history", "verify").exitCode == 0)
    }

    @Test("a database that may not be written to is told of by name, and whose it should be")
    func readOnly() async throws {
        let instance = try await instance()
        let isRoot = geteuid() == 0
        // Root may write to everything, so it is somebody else who tries; under the machine's clock, for libfaketime is not for them.
        func start(_ program: String, _ arguments: [String] = []) throws -> ProgramRun {
            let command = [Program.built(program).path] + arguments
            let wrapper = isRoot ? ["/usr/bin/setpriv", "--reuid=4242", "--regid=4242", "--clear-groups"] : ["/usr/bin/env"]
            return try ProgramRun.start(Program(path: wrapper[0]), wrapper.dropFirst() + command, directory: instance.scratch.path)
        }
        func run(_ program: String, _ arguments: String...) async throws -> ProgramResult {
            try await start(program, arguments).end()
        }
        let names = try instance.scratch.names().filter { $0.hasPrefix("opvolg.db") }
        if isRoot { for path in [""] + (try instance.scratch.names()) { chown(instance.scratch.file(path), 4242, 4242) } }
        for name in names { chmod(instance.scratch.file(name), 0o440) }
        let complaint = "it may not be written to by this user; check the file's owner and group"
        let added = try await run("opvolg", "add", "hulp-aangekomen", "--case", "VL-2026-015", "--school", "vlieger")
        #expect(added.exitCode == 1 && added.standardError.contains("opvolg.db: \(complaint)"), "\(added.standardError)")
        let pass = try await run("opvolgd", "--once")
        #expect(pass.exitCode == 1 && pass.standardError.contains("opvolg.db: \(complaint)"), "\(pass.standardError)")
        // The daemon says so, and tries again; who waits for it to be ready waits in vain.
        let daemon = try start("opvolgd")
        try await daemon.waitUntil("it says so") { $0.standardError.contains("no pass was possible: ") && $0.standardError.contains(complaint) }
        daemon.terminate()
        #expect(try await daemon.end().exitCode == 0)
        let status = try await run("opvolg", "status")
        #expect(status.exitCode == 2 && status.standardOutput.contains("opvolg.db: \(complaint)"), "\(status.standardOutput)")

        // What SQLite made beside it meanwhile got its mode.
        for name in try instance.scratch.names() where name.hasPrefix("opvolg.db") { chmod(instance.scratch.file(name), 0o660) }
        #expect(try await run("opvolgd", "--once").exitCode == 0)
        #expect(try await run("opvolg", "list").standardOutput.contains("VL-2026-014"))
    }

    @Test("a corrupted page: said by every program, also by a daemon that runs, and a backup puts it right")
    func corrupted() async throws {
        let instance = try await instance()
        #expect(try await instance.run("backup", "backup.db").exitCode == 0)
        let page = try await instance.query("SELECT rootpage FROM sqlite_schema WHERE name = 'follow_ups'").first?.first.flatMap { Int($0) }
        let file = try FileHandle(forUpdating: URL(filePath: instance.scratch.file("opvolg.db")))
        try file.seek(toOffset: UInt64((try #require(page) - 1) * 4096))
        try file.write(contentsOf: Data(repeating: 0xFF, count: 4096))
        try file.close()
        let complaint = "opvolg.db is not an SQLite database, or it is damaged; restore it from a backup or move it away"
        // It is met by whoever has to read it.
        try instance.clock.move(to: Self.monday)
        try await expectComplaints(instance, complaint)
        let daemon = try ProgramRun.start(.built("opvolgd"), directory: instance.scratch.path, clock: instance.clock)
        try await daemon.waitUntil("it says so") { $0.standardError.contains("no pass was possible: \(complaint)") }
        #expect(daemon.standardError.split(separator: "\n").filter { $0.contains("no pass was possible") }.count == 1)
        daemon.terminate()
        #expect(try await daemon.end().exitCode == 0)
        let restored = try await instance.run("restore", "backup.db")
        #expect(restored.exitCode == 0, "\(restored.standardError)")
        try await expectNothingLost(instance)
    }

    @Test("a newer schema is left alone, also when it comes while the daemon runs")
    func newerSchema() async throws {
        let instance = try await instance()
        let daemon = try await instance.daemon()
        let version = try #require(try await instance.query("PRAGMA user_version").first?.first)
        try await sqlite(instance, "PRAGMA user_version = 99")
        let complaint = "opvolg.db was made by a newer opvolg (schema 99, this program knows up to \(version)); install that version again"
        try instance.clock.move(to: Self.monday)
        try await daemon.run.waitUntil("it says so") { $0.standardError.contains("no pass was possible: \(complaint)") }
        #expect(try await daemon.stop().exitCode == 0)
        #expect(try instance.scratch.names().contains("mail") == false)
        try await expectComplaints(instance, complaint)
        let started = try await ProgramRun.run(.built("opvolgd"), directory: instance.scratch.path, clock: instance.clock)
        #expect(started.exitCode == 1 && started.standardError.contains(complaint))
        try await sqlite(instance, "PRAGMA user_version = \(version)")
        try await expectNothingLost(instance)
    }

    @Test("a lock that another program keeps: each says so after ten seconds, and when it is let go everything goes on")
    func locked() async throws {
        let (instance, other) = (try await instance(), try await instance())
        let daemon = try await instance.daemon()
        let locks = try [instance, other].map { instance in
            try ProgramRun.start(
                .python,
                [
                    "-c",
                    "import sqlite3, sys; c = sqlite3.connect('opvolg.db', isolation_level=None, timeout=60); c.execute('BEGIN EXCLUSIVE'); print('locked', flush=True); sys.stdin.read()",
                ],
                input: .open, directory: instance.scratch.path)
        }
        for lock in locks { try await lock.waitUntil("it is locked") { $0.standardOutput.contains("locked") } }
        for clock in [instance.clock, other.clock] { try clock.move(to: Self.monday) }
        let complaint = "opvolg.db: another program has kept it locked; try again, and see what else uses the file"
        async let added = instance.run("add", "hulp-aangekomen", "--case", "VL-2026-015", "--school", "vlieger")
        async let once = other.passOnce()
        try await daemon.run.waitUntil("it says so", within: .seconds(60)) { $0.standardError.contains("no pass was possible: ") }
        #expect(daemon.run.standardError.contains(complaint), "\(daemon.run.standardError)")
        for result in [try await added, try await once] {
            #expect(result.exitCode == 1 && result.standardError.contains(complaint), "\(result.standardError)")
        }
        for lock in locks {
            lock.kill()
            _ = try await lock.end()
        }
        try instance.clock.move(to: "2026-11-23 07:00:10")
        try await daemon.run.waitUntil("it goes on") { $0.standardError.contains("working again") }
        #expect(try await daemon.stop().exitCode == 0)
        for instance in [instance, other] { try await expectNothingLost(instance) }
    }

    @Test(
        "a clock set back to before all that is known: told of by status, --once and the daemon; nothing is sent twice, and all goes on when it is right again"
    )
    func clockSetBack() async throws {
        let instance = try await instance()
        try instance.clock.move(to: Self.monday)
        #expect(try await instance.passOnce().exitCode == 0)
        try instance.clock.move(to: "2026-11-20 07:00:00")
        let status = try await instance.run("status")
        #expect(status.exitCode == 1 && status.standardOutput.contains("the clock was set back: something was done at"), "\(status.standardOutput)")
        let once = try await instance.passOnce()
        #expect(once.exitCode == 0 && once.standardError.contains("warning: the clock was set back: the last pass ended at 2026-11-23T07:00:00Z"))
        try instance.clock.move(to: "2026-12-03 07:00:00")
        let daemon = try await instance.daemon()
        try await daemon.look(at: "2026-12-03 07:00:01")
        #expect(try await instance.mails().count == 2)
        try await daemon.look(at: "2026-11-20 07:00:00")
        #expect(try await instance.run("status").exitCode == 1)
        try await daemon.look(at: "2026-12-03 07:00:00")
        try await daemon.look(at: "2026-12-04 07:00:00")
        #expect(try await instance.mails().count == 2)
        try await daemon.look(at: "2026-12-07 07:00:00")
        #expect(try await instance.mails().count == 3)
        let end = try await daemon.stop()
        #expect(end.standardError.split(separator: "\n").filter { $0.contains("the clock was set back from 2026-12-03T07:00:01Z") }.count == 1)
        #expect(try await instance.run("history", "verify").exitCode == 0)
    }
}
