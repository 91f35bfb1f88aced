import Foundation
import TestSupport
import Testing

/// Backup, restore and purge with the programs as they are installed.
@Suite("Keeping what there is")
struct KeepingTests {
    private func instance() async throws -> TestInstance {
        let instance = try TestInstance(now: LifeTests.sunday)
        try await instance.add("hulp-aangekomen", "--case", "VL-2026-014", "--school", "vlieger")
        return instance
    }

    @Test("a backup is made while the daemon runs; it is restored when that has stopped, and what was sent since is not sent again")
    func backup() async throws {
        let instance = try await instance()
        let daemon = try await instance.daemon()
        #expect(try await instance.run("backup", "backup.db").exitCode == 0)
        try await daemon.look(at: "2026-11-23 07:00:00")
        try await waitUntil("the mail was sent") { try await instance.messages().map(\.state) == ["sent"] }
        let refused = try await instance.run("restore", "backup.db")
        #expect(refused.exitCode == 75)
        #expect(refused.standardError.contains("an opvolgd runs on opvolg.db; stop it first"))
        #expect(try await daemon.stop().exitCode == 0)
        let restored = try await instance.run("restore", "backup.db")
        #expect(restored.exitCode == 0, "\(restored.standardError)")
        let again = try await instance.daemon()
        try await again.look(at: "2026-11-23 08:00:00")
        #expect(try await again.stop().exitCode == 0)
        #expect(try await instance.mails().count == 1)
        try instance.clock.move(to: "2026-12-03 07:00:00")
        #expect(try await instance.passOnce().exitCode == 0)
        #expect(try await instance.mails().count == 2)
        #expect(try await instance.run("history", "verify").exitCode == 0)
    }

    @Test("the daemon hears of a purge, and goes on")
    func purge() async throws {
        let instance = try await instance()
        try await instance.add("hulp-aangekomen", "--case", "VL-2026-015", "--school", "vlieger")
        #expect(try await instance.run("cancel", "1", "--reason", "klaar").exitCode == 0)
        #expect(try await instance.run("case", "close", "VL-2026-014").exitCode == 0)
        let daemon = try await instance.daemon()
        try await daemon.look(at: "2031-12-02 07:00:00")
        // The leap of the clock is more than a week ago.
        try await daemon.look(at: "2031-12-10 07:00:00")
        #expect(try await instance.run("purge", "--yes").exitCode == 0)
        try await daemon.look(at: "2031-12-11 07:00:00")
        #expect(try await daemon.stop().exitCode == 0)
        #expect(try await instance.run("history", "verify").exitCode == 0)
        for name in ["opvolg.db", "opvolg.db-wal"] {
            let bytes = (try? instance.scratch.data(name)) ?? Data()
            #expect(bytes.range(of: Data("VL-2026-014".utf8)) == nil, "\(name)")
        }
    }

    @Test(
        "root makes no file that the service cannot open: it is refused, and the service's own user goes on",
        .enabled(if: geteuid() == 0 && access("/usr/bin/setpriv", X_OK) == 0))
    func root() async throws {
        let instance = try TestInstance(now: LifeTests.sunday)
        let user = ["--reuid=4242", "--regid=4242", "--clear-groups"]
        func asService(_ program: String, _ arguments: String...) async throws -> ProgramResult {
            try await ProgramRun.run(
                Program(path: "/usr/bin/setpriv"), user + [Program.built(program).path] + arguments, directory: instance.scratch.path)
        }
        for path in [""] + (try instance.scratch.names()) { chown(instance.scratch.file(path), 4242, 4242) }
        let before = try instance.scratch.names()
        for arguments in [["add", "hulp-aangekomen", "--case", "VL-1", "--school", "vlieger"], ["list"], ["restore", "opvolg.toml"]] {
            let result = try await ProgramRun.run(.built("opvolg"), arguments, directory: instance.scratch.path)
            #expect(result.exitCode == 1 && result.standardError.contains("run this as: sudo -u"), "\(arguments) \(result.standardError)")
        }
        #expect(try await ProgramRun.run(.built("opvolgd"), ["--once"], directory: instance.scratch.path).exitCode != 0)
        #expect(try instance.scratch.names() == before)
        #expect(try await asService("opvolg", "add", "hulp-aangekomen", "--case", "VL-1", "--school", "vlieger").exitCode == 0)
        #expect(try await asService("opvolgd", "--once").exitCode == 0)
        #expect(try await asService("opvolg", "backup", "backup.db").exitCode == 0)
        // Root again, now that there is a database.
        let result = try await ProgramRun.run(.built("opvolg"), ["backup", "other.db"], directory: instance.scratch.path)
        #expect(result.exitCode == 1 && !FileManager.default.fileExists(atPath: instance.scratch.file("other.db")))
        #expect(try await asService("opvolg", "restore", "backup.db").exitCode == 0)
        for name in try instance.scratch.names() where name != "templates" && name != "opvolg.toml" {
            var found = stat()
            stat(instance.scratch.file(name), &found)
            #expect(found.st_uid == 4242 && found.st_mode & 0o007 == 0, "\(name)")
        }
    }

    @Test(
        "what root makes in a folder of the service's group is that group's, so that the service goes on with it",
        .enabled(if: geteuid() == 0 && access("/usr/bin/setpriv", X_OK) == 0))
    func rootInGroup() async throws {
        let instance = try TestInstance(now: LifeTests.sunday) { $0.replacing("[service]\n", with: "[service]\nact_as = [\"uid-4242\"]\n") }
        // As an administrator makes it who forgets the group bit.
        chown(instance.scratch.path, 0, 4242)
        chmod(instance.scratch.path, 0o770)
        try await instance.add("hulp-aangekomen", "--case", "VL-1", "--school", "vlieger")
        try instance.clock.move(to: "2026-11-23 07:00:00")
        #expect(try await instance.passOnce().exitCode == 0)
        #expect(try await instance.mails().count == 1)
        let user = ["--reuid=4242", "--regid=4242", "--clear-groups"]
        for (program, arguments) in [("opvolg", ["close", "1", "ja"]), ("opvolgd", ["--once"])] {
            let result = try await ProgramRun.run(
                Program(path: "/usr/bin/setpriv"), user + [Program.built(program).path] + arguments, directory: instance.scratch.path)
            #expect(result.exitCode == 0, "\(program) \(result.standardError)")
        }
        for name in ["opvolg.db", "opvolg.db.lock", "mail", "mail/new", "mail/tmp"]
            + (try instance.scratch.names(in: "mail/new").map { "mail/new/\($0)" })
        {
            var found = stat()
            #expect(stat(instance.scratch.file(name), &found) == 0 && found.st_gid == 4242 && found.st_mode & 0o667 == 0o660, "\(name)")
        }
    }

    @Test("a backup that is killed in the middle leaves nothing under its name, and the next one clears what it did leave")
    func killedBackup() async throws {
        let instance = try await instance()
        let filled = try await ProgramRun.run(
            Program(path: "/usr/bin/sqlite3"), ["opvolg.db", "INSERT INTO facts VALUES ('filler', hex(randomblob(2000000)))"],
            directory: instance.scratch.path)
        #expect(filled.exitCode == 0, "\(filled.standardError)")
        func remains() throws -> [String] { try instance.scratch.names().filter { $0.hasPrefix("backup.db") } }
        let killed = try await ProgramRun.run(
            .built("opvolg"), ["backup", "backup.db"], environment: Preload.killedWriting(clock: instance.clock), directory: instance.scratch.path)
        #expect(killed.exitCode == 128 + SIGKILL, "\(killed.exitCode) \(killed.standardError)")
        #expect(try !remains().isEmpty && !remains().contains("backup.db"))
        #expect(try await instance.run("backup", "backup.db").exitCode == 0)
        #expect(try remains() == ["backup.db"])
        let other = try TestInstance(now: LifeTests.sunday)
        #expect(try await other.run("restore", instance.scratch.file("backup.db")).exitCode == 0)
        #expect(try await other.run("list", "--format", "json").standardOutput.contains("VL-2026-014"))
    }

    @Test("what is made under a loose umask is for the service's user and group only: database, journal, lock, mails and backups")
    func looseUmask() async throws {
        let instance = try TestInstance(now: LifeTests.sunday)
        let opvolg = Program.built("opvolg").path
        let script = """
            umask 000
            '\(opvolg)' add hulp-aangekomen --case VL-1 --school vlieger && '\(Program.built("opvolgd").path)' --once && '\(opvolg)' backup backup.db
            """
        var environment = try instance.clock.environment()
        environment["FAKETIME_TIMESTAMP_FILE"] = nil
        let preload = environment.removeValue(forKey: "LD_PRELOAD") ?? ""
        let run = try await ProgramRun.run(
            Program(path: "/bin/sh"), ["-c", "export FAKETIME='2026-11-23 08:00:00' LD_PRELOAD='\(preload)'; \(script)"], environment: environment,
            directory: instance.scratch.path)
        #expect(run.exitCode == 0, "\(run.standardError)")
        #expect(try await instance.mails().count == 1)
        for name in ["opvolg.db", "opvolg.db.lock", "backup.db", "mail", "mail/new", "mail/tmp", "mail/cur"]
            + (try instance.scratch.names(in: "mail/new").map { "mail/new/\($0)" })
        {
            var found = stat()
            #expect(stat(instance.scratch.file(name), &found) == 0 && found.st_mode & 0o007 == 0, "\(name)")
        }
    }

    @Test("a database that somebody left open to everybody is closed to others by whoever uses it next")
    func closed() async throws {
        let instance = try await instance()
        chmod(instance.scratch.file("opvolg.db"), 0o666)
        #expect(try await instance.run("list").exitCode == 0)
        var found = stat()
        #expect(stat(instance.scratch.file("opvolg.db"), &found) == 0 && found.st_mode & 0o777 == 0o660)
    }
}
