import Foundation
import TestSupport
import Testing

@Suite("A database that another program keeps locked")
struct LockedDatabaseTests {
    /// Writes to the database of an instance, and does not come to an end as long as this value lives.
    private static func lock(_ instance: TestInstance) async throws -> ProgramRun {
        let program = """
            import sqlite3, sys
            database = sqlite3.connect("opvolg.db", isolation_level=None)
            database.execute("BEGIN IMMEDIATE")
            print("locked", flush=True)
            sys.stdin.read()
            """
        let other = try ProgramRun.start(.python, ["-c", program], input: .open, directory: instance.scratch.path)
        try await other.waitUntil("it is locked") { $0.standardOutput.contains("locked") }
        return other
    }

    @Test("meanwhile pages that read are served, systemd hears that the daemon lives, and SIGTERM ends it")
    func locked() async throws {
        let school = try await PagedSchool()
        let (instance, daemon) = (school.instance, school.daemon)
        try await instance.add("hulp-aangekomen", "--case", "VL-2026-001", "--school", "vlieger", "--due", "2026-12-10")
        let cookie = try await school.signIn("ib@vlieger.example")
        try await daemon.look()
        let other = try await Self.lock(instance)

        // A pass, because a minute has gone by; it waits to write.
        try instance.clock.move(to: "2026-12-07 11:01:00")
        var heard = daemon.watchdog.heard()
        try await daemon.run.waitUntil("it lives while it waits") { _ in
            heard += daemon.watchdog.heard()
            return heard.filter { $0 == "WATCHDOG=1" }.count > 10
        }
        let paths = ["/", "/follow-ups", "/follow-ups/1", "/cases", "/cases/VL-2026-001", "/follow-ups.csv", "/calendar", "/healthz"]
        let answers = try await school.web.send(paths.map { .init(path: $0, headers: ["Cookie": cookie]) })
        #expect(answers.map(\.status) == paths.map { _ in 200 })

        heard = daemon.watchdog.heard()
        daemon.run.terminate()
        try await waitUntil("it says that it stops") {
            heard += daemon.watchdog.heard()
            return heard.contains("STOPPING=1")
        }
        #expect(try await daemon.run.end().exitCode == 0)
        #expect(other.isRunning)
    }
}
