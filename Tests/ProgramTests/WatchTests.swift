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

    /// Mail to a server that is away, one follow-up, and somebody who looks after the service.
    private func stalled(_ port: ClosedPort, _ watch: String, _ edit: (String) -> String = { $0 }) async throws -> TestInstance {
        let instance = try TestInstance(now: LifeTests.sunday) { text in
            edit(
                text.replacing(
                    "transport = \"maildir\"", with: "transport = \"smtp\"\nurl = \"smtp://127.0.0.1:\(port.port)\"\ntls = \"none\""))
                + "\n[watch]\noperator = \"bestuur\"\n" + watch
        }
        try await instance.add("hulp-aangekomen", "--case", "VL-2026-014", "--school", "vlieger")
        return instance
    }

    @Test("hears nothing as long as nothing could be delivered for two hours, by the daemon and by --once, and hears again when it can")
    func nothingDelivered() async throws {
        let pings = try await WebhookTestServer()
        let port = try ClosedPort()
        let instance = try await stalled(port, "ping_url = \"\(pings.url())\"\n")
        func once(_ instant: String) async throws -> (count: Int, said: String) {
            try instance.clock.move(to: instant)
            let before = try pings.requests.count
            let result = try await instance.passOnce()
            #expect(result.exitCode == 0)
            return (try pings.requests.count - before, result.standardError)
        }
        #expect(try await once(SMTPMailTests.monday).count == 1)
        #expect(try await once("2026-11-23 08:59:00").count == 1)
        let silent = try await once("2026-11-23 09:01:00")
        #expect(silent.count == 0 && silent.said.contains("the sign of life stays away: nothing could be delivered since 2026-11-23T07:00:00Z"))
        let daemon = try await instance.daemon()
        try await daemon.look(at: "2026-11-23 09:30:00")
        #expect(try pings.requests.count == 2)
        try instance.configure { $0 + "\n[watch]\nping_url = \"\(pings.url())\"\n" }
        try await daemon.reload()
        try await daemon.run.waitUntil("it has pinged") { _ in try pings.requests.count == 3 }
        #expect(try await instance.mails().count == 1)
        let end = try await daemon.stop()
        #expect(end.standardError.split(separator: "\n").filter { $0.contains("sign of life stays away") }.count == 1)
        #expect(end.standardError.contains("messages are delivered again, and so is the sign of life"))
    }

    @Test(
        "the operator is told over another mail server, or a webhook, that mail does not work, with what waits and no name", arguments: [true, false])
    func secondWay(byMail: Bool) async throws {
        let port = try ClosedPort()
        let other = try await SMTPTestServer()
        let hook = try await WebhookTestServer()
        let watch =
            byMail
            ? "[watch.mail]\nurl = \"\(other.url())\"\ntls = \"none\"\nfrom = \"wacht@provider.example\"\nto = \"dienst@provider.example\"\n"
            : "webhook = \"teams-directie\"\n"
        let edit = Edit.webhook(hook)
        let instance = try await stalled(port, watch) { byMail ? $0 : edit($0).replacing("channels = [\"mail\", \"teams-directie\"]", with: "") }
        try instance.scratch.write(WebhookTests.secret, to: "webhook-secret", mode: 0o600)
        for instant in [SMTPMailTests.monday, "2026-11-23 07:14:00", "2026-11-23 07:16:00", "2026-11-23 07:40:00", "2026-11-23 12:00:00"] {
            try instance.clock.move(to: instant)
            #expect(try await instance.passOnce().exitCode == 0)
        }
        let text: String
        if byMail {
            #expect(try other.messages.map { "\($0.sender) \($0.recipients)" } == ["wacht@provider.example [\"dienst@provider.example\"]"])
            let mail = try await MailReader.read(try #require(try other.messages.first).content)
            #expect(mail.subject == "Opvolging: 1 melding voor de beheerder")
            text = mail.plain
        } else {
            #expect(try hook.requests.count == 1)
            text = String(decoding: try #require(try hook.requests.first).body, as: UTF8.self)
            #expect(text.contains("operator.notice"))
        }
        #expect(text.contains("Er gaat niets uit") && text.contains("opvolg status") && !text.contains("IB De Vlieger"), "\(text)")
        let sent = try await instance.messages().filter { $0.recipient == "bestuur" && $0.state == "sent" }
        #expect(sent.map { "\($0.channel) \($0.state)" } == [byMail ? "notice-mail sent" : "teams-directie sent"])
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
