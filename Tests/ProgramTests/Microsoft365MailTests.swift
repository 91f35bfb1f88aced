import Foundation
import TestSupport
import Testing

/// A day's reminders, by the programs as they are built.
@Suite("Microsoft 365 from morning to evening", .serialized)
struct Microsoft365MailTests {
    static let sunday = "2026-11-22 11:00:00"
    static let monday = "2026-11-23 07:00:00"

    /// Puts the fake in the place of Microsoft; the folder needs `ca.pem` and `client-secret`.
    static func edit(_ server: Microsoft365TestServer, _ keys: String..., bounce: String = "") -> Edit.Text {
        let lines =
            [
                "provider = \"microsoft365\"", "client_id = \"0b1c7d1e-8f6a-4a53-9a61-5d0c2f6f0a11\"", "client_secret_file = \"client-secret\"",
                "token_url = \"\(server.tokenURL)\"", "url = \"\(server.url)\"", "ca_file = \"ca.pem\"",
            ] + keys
        return { $0.replacing("transport = \"maildir\"", with: lines.joined(separator: "\n")) + bounce }
    }

    static func instance(_ edit: @escaping Edit.Text) async throws -> TestInstance {
        let instance = try TestInstance(now: sunday, edit: edit)
        let authority = try await TestCertificates.shared().authority
        try instance.scratch.write(String(contentsOfFile: authority, encoding: .utf8), to: "ca.pem")
        try instance.scratch.write(Microsoft365TestServer.secret + "\n", to: "client-secret", mode: 0o600)
        return instance
    }

    /// One follow-up for each of some people, so that each gets a mail of their own.
    private func open(_ instance: TestInstance) async throws {
        for (number, owner) in ["ib-vlieger", "ib-regenboog", "directie-regenboog", "bestuur", "leerkracht-groep5"].enumerated() {
            try await instance.add("taak", "--title", "Taak \(number)", "--school", "vlieger", "--owner", owner, "--due", "2026-12-07")
        }
    }

    /// Nothing secret in what anybody reads, nor in the database or an argument.
    private func check(_ said: String, _ instance: TestInstance) async throws {
        let all = try await said + instance.run("message", "list").standardOutput + instance.run("status").standardOutput
        let database = try instance.scratch.names(in: "").filter { $0.hasPrefix("opvolg.db") }.reduce(into: Data()) {
            $0 += try instance.scratch.data($1)
        }
        for secret in [Microsoft365TestServer.secret, "geheim%2Bvan", "eyJ0b2tlbiI6"] {
            #expect(!all.contains(secret), "\(all)")
            #expect(database.firstRange(of: Data(secret.utf8)) == nil)
        }
    }

    @Test("a day's reminders go with one token; one that ends early, a closed door and throttling make them later, not lost")
    func day() async throws {
        let certificates = try await TestCertificates.shared()
        let server = try await Microsoft365TestServer(certificates, mostConnections: 3)
        let instance = try await Self.instance(Self.edit(server, "bounce = \"terug@perspectief.example\"", "per_minute = 1000"))
        try await open(instance)
        let daemon = try await instance.daemon()
        try await daemon.look(at: Self.monday)
        #expect(try server.messages.count == 5)
        #expect(try server.messages.allSatisfy { $0.sender == "terug@perspectief.example" && $0.overTLS })
        #expect(try server.tokenRequests.count == 1)
        let mail = try await MailReader.read(try #require(try server.messages.first).content)
        #expect(mail["From"] == "Opvolging <opvolging@perspectief.example>")

        // Thursday: the token is over sooner than it said. On a busy machine the server may still hold the connections that were closed for that, and
        // let no other in: then a mail is a minute late.
        try server.expireTokens(upTo: 1)
        try await daemon.look(at: "2026-12-03 07:00:00")
        try await daemon.look(at: "2026-12-03 07:02:00")
        #expect(try server.messages.count == 10, "\(daemon.run.standardError)")
        #expect(try server.tokenRequests.count == 2)

        // Monday: the secret is revoked. Everything waits, and nobody else is bothered.
        try server.revokeSecret()
        try await daemon.look(at: "2026-12-07 07:00:00")
        #expect(try server.messages.count == 10)
        let waiting = try await instance.messages().filter { $0.state != "sent" }
        #expect(waiting.count == 5 && waiting.allSatisfy { $0.state == "queued" })
        let error = waiting.compactMap(\.last_error).first ?? ""
        #expect(error.contains("client secret has expired; make a new one") && error.contains("[mail] client_secret_file"), "\(error)")
        let cmdline = try String(contentsOfFile: "/proc/\(daemon.run.processIdentifier)/cmdline", encoding: .utf8)

        // The administrator makes a new one: a reload is enough.
        try server.restoreSecret()
        try server.expireTokens(upTo: 2)
        try await daemon.reload()
        try await daemon.look(at: "2026-12-07 07:05:00")
        try await daemon.look(at: "2026-12-07 07:10:00")
        #expect(try server.messages.count == 15, "\(daemon.run.standardError)")
        #expect(try await instance.messages().allSatisfy { $0.state == "sent" })
        let result = try await daemon.stop()
        #expect(result.exitCode == 0)
        try await check(result.standardOutput + result.standardError + cmdline, instance)
    }

    @Test("throttling makes a mail later, a full mailbox for good makes it somebody else's, for now makes it later")
    func full() async throws {
        let certificates = try await TestCertificates.shared()
        let server = try await Microsoft365TestServer(
            certificates,
            mailFirst: [
                .content("432 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded"), .recipient("452 4.2.2 Mailbox full"),
                .recipient("552 5.2.2 Mailbox full"),
            ])
        let instance = try await Self.instance(Self.edit(server, "connections = 1"))
        try await instance.add("hulp-aangekomen", "--case", "VL-2026-014", "--school", "vlieger")
        var (states, said) = ([String](), "")
        for instant in [Self.monday, "2026-11-23 07:02:00", "2026-11-23 07:10:00"] {
            try instance.clock.move(to: instant)
            let result = try await instance.passOnce()
            #expect(result.exitCode == 0)
            said += result.standardError
            states.append(try await instance.messages().map { "\($0.recipient) \($0.state)" }.joined(separator: ", "))
        }
        #expect(states == ["ib-vlieger queued", "ib-vlieger queued", "ib-vlieger failed, ib-regenboog sent"], "\(said)")
        #expect(said.contains("lower [mail] connections") && said.contains("452 4.2.2") && said.contains("552 5.2.2"))
        #expect(try server.messages.last?.recipients == ["ib@regenboog.example"])
        try await check(said, instance)
    }

    @Test("a mailbox that the application may not read keeps no reminder back")
    func closedForReading() async throws {
        let certificates = try await TestCertificates.shared()
        let server = try await Microsoft365TestServer(certificates, tokensOverTLS: false)
        let imap = try await IMAPTestServer(certificates, tokenInfoURL: server.tokenInfoURL)
        try server.closeIMAP()
        let bounce = "\n[bounce]\nurl = \"\(imap.url)\"\nca_file = \"ca.pem\"\n"
        let instance = try await Self.instance(Self.edit(server, bounce: bounce))
        try await open(instance)
        let daemon = try await instance.daemon()
        try await daemon.run.waitUntil("the mailbox was tried") { $0.standardError.contains("[bounce]") }
        try await daemon.look(at: Self.monday)
        #expect(try server.messages.count == 5)
        let result = try await daemon.stop()
        #expect(result.standardError.contains("IMAP.AccessAsApp"), "\(result.standardError)")
        try await check(result.standardError, instance)
    }

    @Test("thirty a minute and no more, unless another number is there")
    func perMinute() async throws {
        let certificates = try await TestCertificates.shared()
        let server = try await Microsoft365TestServer(certificates)
        let instance = try await Self.instance(Self.edit(server, "per_minute = 3"))
        try await open(instance)
        try instance.clock.move(to: Self.monday)
        let pass = try ProgramRun.start(.built("opvolgd"), ["--once"], directory: instance.scratch.path, clock: instance.clock)
        try await pass.waitUntil("three mails have gone") { _ in try server.messages.count == 3 }
        let begin = ContinuousClock.now
        try await pass.waitUntil("the rest has gone", within: .seconds(120)) { _ in try server.messages.count == 5 }
        // The clock that the program sees stands still; the limit is of real minutes.
        #expect(ContinuousClock.now - begin >= .seconds(50))
        #expect(try await pass.end().exitCode == 0)
        #expect(try server.tokenRequests.count == 1)
    }
}

@Suite("What comes back, by the programs", .serialized)
struct BounceMailTests {
    private static let bounce = """

        [bounce]
        url = "URL"
        username = "\(IMAPTestServer.user)"
        password_file = "bounce-password"
        ca_file = "ca.pem"
        """

    private func instance(_ smtp: SMTPTestServer, _ url: String) async throws -> TestInstance {
        let edit = Edit.plainSMTP(smtp, "bounce = \"\(IMAPTestServer.user)\"")
        let instance = try await Microsoft365MailTests.instance { edit($0) + Self.bounce.replacing("URL", with: url) }
        try instance.scratch.write(IMAPTestServer.password + "\n", to: "bounce-password", mode: 0o600)
        try await instance.add("hulp-aangekomen", "--case", "VL-2026-014", "--school", "vlieger")
        return instance
    }

    @Test(
        "a report marks the message failed, without the address, and the reminder goes to the deputy; what people write, and forged ones, stay unread",
        arguments: [true, false])
    func comesBack(byDaemon: Bool) async throws {
        let imap = try await IMAPTestServer(TestCertificates.shared())
        let smtp = try await SMTPTestServer()
        let instance = try await instance(smtp, imap.url)
        let daemon = byDaemon ? try await instance.daemon() : nil
        var said = ""
        func look(_ instant: String) async throws {
            if let daemon { return try await daemon.look(at: instant) }
            try instance.clock.move(to: instant)
            let result = try await instance.passOnce()
            #expect(result.exitCode == 0)
            said += result.standardError
        }
        try await look(Microsoft365MailTests.monday)
        let sent = try #require(try smtp.messages.first)
        #expect(sent.sender == IMAPTestServer.user && sent.recipients == ["ib@vlieger.example"])
        let id = try #require(try await instance.messages().first).message_id
        try imap.deliver(BouncedMail.autoReply(id), as: "0")
        try imap.deliver(BouncedMail.postfix("forged@x.example"), as: "1")
        try imap.deliver(BouncedMail.postfix(id, action: "delayed", status: "4.4.1"), as: "2")
        try imap.deliver(BouncedMail.exchange(id), as: "3")
        try await look("2026-11-23 07:06:00")
        if let daemon { try await daemon.run.waitUntil("it came back") { _ in try smtp.messages.count == 2 } }
        #expect(try smtp.messages.map(\.recipients) == [["ib@vlieger.example"], ["ib@regenboog.example"]])
        #expect(try imap.flags == ["0": "", "1": "", "2": "S", "3": "S"])
        let status = try await instance.run("status").standardOutput
        #expect(status.contains("2 mails wait unread in the bounce mailbox"), "\(status)")
        let failed: [MessageJSON] = try await instance.json(["message", "list", "--failed"])
        #expect(failed.map(\.message_id) == [id])
        let error = failed.first?.last_error ?? ""
        #expect(error.hasPrefix("came back: 550 5.1.10 RESOLVER.ADR.RecipientNotFound") && !error.contains("@"), "\(error)")
        // Delivered a second time, byte for byte, after the message was sent again: handled already.
        #expect(try await instance.run("message", "retry", "1").exitCode == 0)
        try await look("2026-11-23 07:07:00")
        try imap.deliver(BouncedMail.exchange(id), as: "4")
        try await look("2026-11-23 07:13:00")
        if let daemon { try await daemon.run.waitUntil("it was read") { _ in try imap.flags["4"] == "S" } }
        #expect(try await instance.messages().map(\.state) == ["sent", "sent"])
        if let daemon { said += try await daemon.stop().standardError }
        #expect(said.contains("message 1 over mail failed after it was sent: 550 5.1.10"), "\(said)")
        #expect(!said.contains(IMAPTestServer.password) && !said.contains("ib@vlieger"))
        let history = try await instance.run("history", "--format", "json").standardOutput
        #expect(history.contains("message-bounced") && !history.contains("ib@vlieger"))
        #expect(try await instance.run("history", "verify").exitCode == 0)
    }

    @Test("of a digest that comes back whoever stands in hears before the due day is over, though they get digests themselves")
    func digestComesBack() async throws {
        let imap = try await IMAPTestServer(TestCertificates.shared())
        let smtp = try await SMTPTestServer()
        let edit = Edit.plainSMTP(smtp, "bounce = \"\(IMAPTestServer.user)\"")
        let instance = try await Microsoft365MailTests.instance {
            var text = edit($0) + Self.bounce.replacing("URL", with: imap.url)
            for deputy in ["ib-vlieger", "ib-regenboog"] {
                text = text.replacing("deputy = \"\(deputy)\"", with: "deputy = \"\(deputy)\"\ndigest = \"weekly monday\"")
            }
            return text
        }
        try instance.scratch.write(IMAPTestServer.password + "\n", to: "bounce-password", mode: 0o600)
        try await instance.add("hulp-aangekomen", "--case", "VL-2026-014", "--school", "vlieger", "--due", "2026-11-26")
        func pass(_ instant: String) async throws {
            try instance.clock.move(to: instant)
            #expect(try await instance.passOnce().exitCode == 0)
        }
        try await pass(Microsoft365MailTests.monday)
        let digest = try #require(try await instance.messages().first)
        #expect(try smtp.messages.map(\.recipients) == [["ib@vlieger.example"]])
        try imap.deliver(BouncedMail.postfix(digest.message_id), as: "0")
        // It is not before Tuesday that anybody knows; the next digest of the deputy is on Monday.
        for instant in ["2026-11-24 15:00:00", "2026-11-25 07:00:00", "2026-11-26 07:00:00"] { try await pass(instant) }
        let later = try await instance.messages().filter { $0.state == "sent" }
        #expect(
            later.contains { $0.recipient == "ib-regenboog" && $0.follow_ups == [1] && $0.sent_at ?? "z" <= "2026-11-26T08:00:00+01:00" }, "\(later)")
    }

    @Test("a mailbox that cannot be reached is told of once, and keeps no reminder back")
    func unreachable() async throws {
        let smtp = try await SMTPTestServer()
        let port = try ClosedPort()
        let instance = try await instance(smtp, "imaps://127.0.0.1:\(port.port)")
        let daemon = try await instance.daemon()
        for instant in [Microsoft365MailTests.monday, "2026-11-23 07:06:00", "2026-11-23 07:12:00"] { try await daemon.look(at: instant) }
        #expect(try smtp.messages.count == 1)
        let status = try await instance.run("status").standardOutput
        #expect(status.contains("the bounce mailbox cannot be read since 2026-11-22 12:00, so a mail that comes back goes unnoticed"), "\(status)")
        let result = try await daemon.stop()
        #expect(result.exitCode == 0)
        #expect(result.standardError.split(separator: "\n").filter { $0.contains("[bounce]") }.count == 1, "\(result.standardError)")
    }
}
