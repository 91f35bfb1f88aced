import Foundation
import TestSupport
import Testing

@Suite("Test support") struct TestSupportTests {
    @Test("a mail server with STARTTLS and login keeps what Python's own client sends it", arguments: [false, true])
    func smtpServer(fromFirstByte: Bool) async throws {
        let certificates = try await TestCertificates.shared()
        let server = try await SMTPTestServer(
            security: fromFirstByte ? .tls(certificates.good) : .startTLS(certificates.good), login: .init("opvolging", "geheim"))
        let client = """
            import smtplib, ssl
            context = ssl.create_default_context(cafile="\(certificates.authority)")
            if \(fromFirstByte ? "True" : "False"):
                client = smtplib.SMTP_SSL("localhost", \(server.port), context=context)
            else:
                client = smtplib.SMTP("localhost", \(server.port)); client.starttls(context=context)
            client.login("opvolging", "geheim")
            client.sendmail("a@school.example", ["b@school.example"], b"Subject: x\\r\\n\\r\\n.dot\\r\\n")
            """
        let result = try await ProgramRun.run(.python, ["-c", client])
        #expect(result.exitCode == 0, "\(result.standardError)")
        let message = try #require(try server.messages.first)
        #expect(message.sender == "a@school.example")
        #expect(message.recipients == ["b@school.example"])
        #expect(message.content == Data("Subject: x\r\n\r\n.dot\r\n".utf8))
        #expect(message.overTLS)
        #expect(message.user == "opvolging")
        #expect(try server.connections == 1)
        #expect(try server.transactions == 1)
    }

    @Test("a webhook receiver tells by which secret a request is signed")
    func webhookServer() async throws {
        let server = try await WebhookTestServer(secrets: ["whsec_c2VjcmV0", "whsec_b3RoZXI="], first: [.status(503)])
        // By openssl: printf 'msg_1.1795348800.{}' | openssl dgst -sha256 -hmac secret -binary | base64
        let client = """
            import urllib.request, urllib.error
            request = lambda: urllib.request.urlopen(urllib.request.Request("\(server.url())", data=b"{}", headers={
                "webhook-id": "msg_1", "webhook-timestamp": "1795348800", "webhook-signature": "v1,SIGNATURE v1,x"}))
            try: request()
            except urllib.error.HTTPError as error: assert error.code == 503
            assert request().status == 200
            """
        let signature = try await ProgramRun.run(
            Program(path: "/bin/sh"), ["-c", "printf 'msg_1.1795348800.{}' | openssl dgst -sha256 -hmac secret -binary | base64"])
        let result = try await ProgramRun.run(
            .python,
            [
                "-c",
                client.replacing("SIGNATURE", with: signature.standardOutput.trimmingCharacters(in: .whitespacesAndNewlines)),
            ])
        #expect(result.exitCode == 0, "\(result.standardError)")
        #expect(try server.requests.map(\.signedBy) == [[true, false], [true, false]])
    }

    @Test("a program sees the clock of the test, which stands still until it is moved, and its timers run")
    func fakeClock() async throws {
        let clock = try FakeClock("2026-11-22 12:00:00")
        let script = "while :; do date '+%F %T'; sleep 0.01; done"
        let run = try ProgramRun.start(Program(path: "/bin/sh"), ["-c", script], clock: clock)
        try await run.waitUntil("it has looked three times") { $0.standardOutput.split(separator: "\n").count > 2 }
        #expect(Set(run.standardOutput.split(separator: "\n")) == ["2026-11-22 12:00:00"])
        try clock.move(to: "2026-11-23 08:00:00")
        try await run.waitUntil("it sees the new instant") { $0.standardOutput.contains("2026-11-23 08:00:00") }
        run.terminate()
        #expect(try await run.end().exitCode == 128 + SIGTERM)
    }

    @Test(
        "timers run under the clock of the test, whether that lies before or after today", arguments: ["2020-03-02 12:00:00", "2039-03-02 12:00:00"])
    func timers(instant: String) async throws {
        let timers = """
            import ctypes, os, struct, time
            libc = ctypes.CDLL(None)
            wait = time.monotonic() + 0.02
            timer = libc.timerfd_create(time.CLOCK_MONOTONIC, 0)
            assert libc.timerfd_settime(timer, 1, struct.pack("4q", 0, 0, int(wait), int(wait % 1 * 1e9)), None) == 0
            os.read(timer, 8)
            assert time.monotonic() >= wait
            time.sleep(0.02)
            assert time.monotonic() >= wait + 0.02
            """
        let result = try await ProgramRun.run(.python, ["-c", timers], clock: try FakeClock(instant), within: .seconds(20))
        #expect(result.exitCode == 0, "\(result.standardError)")
    }

    @Test("Python's parser reads back headers, parts and texts")
    func mailReader() async throws {
        let raw =
            "Subject: =?utf-8?q?caf=C3=A9?=\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=E2=82=AC\r\n"
        let mail = try await MailReader.read(Data(raw.utf8))
        #expect(mail.subject == "café")
        #expect(mail.plain == "€\n")
        #expect(mail.defects.isEmpty)
    }

    @Test("the built programs are found beside the tests", arguments: ["opvolg", "opvolgd"])
    func builtProgram(name: String) {
        #expect(FileManager.default.isExecutableFile(atPath: Program.built(name).path))
    }
}
