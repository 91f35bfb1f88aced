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
        let paths = ["/", "/follow-ups", "/follow-ups/1", "/cases", "/cases/VL-2026-001", "/follow-ups.csv", "/calendar"]
        let answers = try await school.web.send(paths.map { .init(path: $0, headers: ["Cookie": cookie]) })
        #expect(answers.map(\.status) == paths.map { _ in 200 })
        #expect(try await school.monitor.get("/healthz").status == 200)

        heard = daemon.watchdog.heard()
        daemon.run.terminate()
        try await waitUntil("it says that it stops") {
            heard += daemon.watchdog.heard()
            return heard.contains("STOPPING=1")
        }
        #expect(try await daemon.run.end().exitCode == 0)
        #expect(other.isRunning)
    }

    @Test("a case that is read meanwhile is shown at once, and written down with the instant of reading when the database is free")
    func reading() async throws {
        let school = try await PagedSchool()
        let instance = school.instance
        try await instance.add("hulp-aangekomen", "--case", "VL-2026-001", "--school", "vlieger", "--due", "2026-12-10")
        let cookie = try await school.signIn("ib@vlieger.example")
        try await school.daemon.look()
        let other = try await Self.lock(instance)
        let request = Data("GET /cases/VL-2026-001 HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: \(cookie)\r\nConnection: close\r\n\r\n".utf8)
        // A page that waited for the other program would wait until it is stopped, below, or give up.
        for _ in 0..<5 { #expect(try await RawConnection(port: school.web.port).exchange(request).hasPrefix("HTTP/1.1 200")) }
        #expect(other.isRunning)
        #expect(try await instance.run("history", "reads", "--format", "csv").standardOutput.split(whereSeparator: \.isNewline).count == 1)

        try instance.clock.move(to: "2026-12-07 11:10:00")
        other.terminate()
        _ = try await other.end()
        var reads = ""
        try await waitUntil("it is written down") {
            reads = try await instance.run("history", "reads", "--format", "csv").standardOutput
            return reads.contains("VL-2026-001")
        }
        #expect(
            reads.split(whereSeparator: \.isNewline).dropFirst().map { $0.split(separator: ",").dropFirst().joined(separator: " ") } == [
                "ib-vlieger VL-2026-001"
            ]
        )
        #expect(reads.contains("2026-12-07T12:00"), "\(reads)")
        #expect(try await school.daemon.stop().exitCode == 0)
    }
}
