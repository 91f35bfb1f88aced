import Foundation
import TestSupport
import Testing

@Suite("opvolg check --send-to", .serialized)
struct TestMailTests {
    private static let address = "beheer@perspectief.example"

    private func check(_ instance: TestInstance) async throws -> ProgramResult { try await instance.run("check", "--send-to", Self.address) }

    @Test("logs in, sends one mail, says what the server answers, opens the bounce mailbox, and touches no database")
    func sends() async throws {
        let certificates = try await TestCertificates.shared()
        let (nextHop, mailbox) = (try await SMTPTestServer(), try await IMAPTestServer(certificates))
        let server = try await DebianMailServer(.postfix, certificates, nextHop: nextHop.port, mailbox: mailbox)
        let login = ["ca_file = \"\(certificates.authority)\"", "username = \"\(IMAPTestServer.user)\"", "password_file = \"mail-password\""]
        let mail = ["transport = \"smtp\"", "url = \"\(try server.url("submission"))\"", "helo = \"opvolg.perspectief.example\""] + login
        let bounce = ["", "[bounce]", "url = \"\(mailbox.url)\""] + login
        let instance = try TestInstance(now: LifeTests.sunday, casesHaveChecks: true) { text in
            text.replacing("transport = \"maildir\"", with: mail.joined(separator: "\n")) + bounce.joined(separator: "\n") + "\n"
        }
        try instance.scratch.write(IMAPTestServer.password + "\n", to: "mail-password", mode: 0o600)
        let good = try await check(instance)
        #expect(good.exitCode == 0, "\(good)")
        #expect(good.standardOutput.contains("took the mail: 250 2.0.0 Ok: queued as"), "\(good.standardOutput)")
        #expect(good.standardOutput.contains("[bounce] the mailbox can be read; 0 mails wait in it"), "\(good.standardOutput)")
        try await waitUntil("it has arrived") { try nextHop.messages.map(\.recipients) == [[Self.address]] }
        let read = try await MailReader.read(try #require(try nextHop.messages.first).content)
        #expect(read.subject == "Opvolging: proefmail" && read.defects == [])
        #expect(read["Auto-Submitted"] == "auto-generated" && read.plain.contains("herinneringen aankomen") && read.html.contains("De mail werkt"))
        #expect(!FileManager.default.fileExists(atPath: instance.scratch.file("opvolg.db")))

        try instance.scratch.write("verkeerd\n", to: "mail-password", mode: 0o600)
        let bad = try await check(instance)
        #expect(bad.exitCode == 1)
        #expect(bad.standardOutput.contains("refused the username or password") && bad.standardOutput.contains("[bounce] the mailbox cannot be read"))
        #expect(!bad.standardOutput.contains("verkeerd") && !bad.standardError.contains("verkeerd"))
    }

    @Test("puts it into the Maildir where mail goes there")
    func maildir() async throws {
        let instance = try TestInstance(now: LifeTests.sunday, casesHaveChecks: true)
        let result = try await check(instance)
        #expect(result.exitCode == 0 && result.standardOutput.contains("took the mail"), "\(result)")
        #expect(try await instance.mails().map(\.subject) == ["Opvolging: proefmail"])
    }

    @Test("also over the second way to the operator, and says which of the two does not work")
    func secondWay() async throws {
        let other = try await SMTPTestServer()
        let watch = "\n[watch]\noperator = \"bestuur\"\n[watch.mail]\nurl = \"\(other.url())\"\ntls = \"none\"\n"
        let instance = try TestInstance(now: LifeTests.sunday, casesHaveChecks: true, edit: { $0 + watch })
        let good = try await check(instance)
        #expect(good.exitCode == 0 && good.standardOutput.contains("[watch.mail] \(other.url()) took the mail"), "\(good)")
        #expect(try other.messages.map(\.recipients) == [[Self.address]])
        let port = try ClosedPort()
        try instance.configure { $0 + watch.replacing(other.url(), with: "smtp://127.0.0.1:\(port.port)") }
        let bad = try await check(instance)
        #expect(bad.exitCode == 1 && bad.standardOutput.contains("[watch.mail] the mail was not taken: no answer"), "\(bad)")
    }
}
