import Foundation
import TestSupport
import Testing

@Suite("The dead man's switch")
struct WatchTests {
    @Test("hears of the daemon's good passes, and of --once each time; its address is in a file, and nothing shows it")
    func pings() async throws {
        let server = try await WebhookTestServer(first: [.status(200), .status(500)])
        let instance = try TestInstance(now: LifeTests.sunday, edit: { $0 + "\n[watch]\nping_url_file = \"ping-url\"\n" })
        try instance.scratch.write(server.url(path: "/MARKER") + "\n", to: "ping-url", mode: 0o600)
        let daemon = try await instance.daemon()
        try await daemon.run.waitUntil("it has pinged") { _ in try server.requests.count == 1 }
        try await daemon.look(at: "2026-11-22 11:00:59")
        try await daemon.look(at: "2026-11-22 11:01:00")
        try await daemon.run.waitUntil("it has pinged again, in vain") { $0.standardError.contains("ping_url did not get the sign of life") }
        try await daemon.look(at: "2026-11-22 11:02:00")
        try await daemon.run.waitUntil("it got through again") { $0.standardError.contains("ping_url gets the sign of life again") }
        let paths = try server.requests.map(\.path)
        #expect(Set(paths) == ["/MARKER"])
        let end = try await daemon.stop()
        #expect(end.exitCode == 0)
        let once = try await instance.passOnce()
        #expect(once.exitCode == 0)
        #expect(try server.requests.count == paths.count + 1)
        #expect(!(end.standardError + once.standardError).contains("MARKER"))
    }

    @Test("hears nothing of a pass that failed, nor does systemd's watchdog, and both hear again when it works; --once fails and is silent")
    func failedPasses() async throws {
        let server = try await WebhookTestServer()
        let instance = try TestInstance(now: LifeTests.sunday, edit: { $0 + "\n[watch]\nping_url = \"\(server.url())\"\n" })
        let daemon = try await instance.daemon()
        try await daemon.run.waitUntil("it has pinged") { _ in try server.requests.count == 1 }
        func sqlite(_ sql: String) async throws {
            let result = try await ProgramRun.run(
                Program(path: "/usr/bin/sqlite3"), ["opvolg.db", ".timeout 10000", sql], directory: instance.scratch.path)
            #expect(result.exitCode == 0, "\(result.standardError)")
        }
        try await sqlite("ALTER TABLE facts RENAME TO facts_away")
        try await daemon.run.waitUntil("a pass has failed") { $0.standardError.contains("no pass was possible") }
        _ = daemon.watchdog.heard()
        // By its clock an hour of attempts that fail.
        for minute in 1...5 {
            try instance.clock.move(to: "2026-11-22 11:\(minute)0:00")
            let once = try await ProgramRun.run(.built("opvolg"), ["status"], directory: instance.scratch.path, clock: instance.clock)
            #expect(once.exitCode == 2, "\(once.standardOutput)\(once.standardError)")
        }
        #expect(daemon.watchdog.heard() == [])
        #expect(try server.requests.count == 1)
        try await sqlite("ALTER TABLE facts_away RENAME TO facts")
        try instance.clock.move(to: "2026-11-22 12:01:00")
        try await daemon.run.waitUntil("it works again") { $0.standardError.contains("working again") }
        try await daemon.look()
        try await daemon.run.waitUntil("it has pinged again") { _ in try server.requests.count == 2 }
        #expect(try await daemon.stop().exitCode == 0)
        try await sqlite("ALTER TABLE facts RENAME TO facts_away")
        #expect(try await instance.passOnce().exitCode == 1)
        #expect(try server.requests.count == 2)
    }

    @Test("a ping that hangs holds up no reminder, and the daemon still stops at once")
    func hangs() async throws {
        let server = try await WebhookTestServer(then: .hang)
        let instance = try TestInstance(now: LifeTests.sunday, edit: { $0 + "\n[watch]\nping_url = \"\(server.url())\"\n" })
        try await instance.add("hulp-aangekomen", "--case", "VL-2026-014", "--school", "vlieger")
        let daemon = try await instance.daemon()
        try await daemon.run.waitUntil("it waits for the answer") { _ in try server.requests.count == 1 }
        try await daemon.look(at: SMTPMailTests.monday)
        #expect(try await instance.mails().count == 1)
        #expect(try await daemon.stop().exitCode == 0)
    }

    @Test("another database in the configuration is not taken over by a reload, and that is said")
    func otherDatabase() async throws {
        let instance = try TestInstance(now: LifeTests.sunday)
        let daemon = try await instance.daemon()
        try instance.configure { $0.replacing("\"opvolg.db\"", with: "\"other.db\"") }
        try await daemon.reload()
        let end = try await daemon.stop()
        #expect(end.standardError.contains("[service] database has changed; "))
        #expect(try !instance.scratch.names().contains("other.db"))
    }
}
