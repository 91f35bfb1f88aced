import Foundation
import TestSupport
import Testing

@Suite("A webhook", .serialized)
struct WebhookTests {
    static let monday = SMTPMailTests.monday
    static let secret = "whsec_" + Data((1...32).map { UInt8($0) }).base64EncodedString()
    static let otherSecret = "whsec_" + Data((101...132).map { UInt8($0) }).base64EncodedString()

    /// An instance whose director hears of the first school's improvement on Monday, by mail and by webhook unless said otherwise.
    static func instance(_ server: WebhookTestServer, channels: String = "[\"mail\", \"teams-directie\"]") async throws -> TestInstance {
        let webhook = Edit.webhook(server)
        let instance = try TestInstance(
            now: LifeTests.sunday, edit: { webhook($0).replacing("[\"mail\", \"teams-directie\"]", with: channels) })
        try instance.scratch.write(secret + "\n", to: "webhook-secret", mode: 0o600)
        try await instance.add("verbeteractie", "--school", "vlieger", "--due", "2026-12-15")
        return instance
    }

    private func pass(_ instance: TestInstance, at instant: String) async throws -> ProgramResult {
        try instance.clock.move(to: instant)
        let result = try await instance.passOnce()
        #expect(result.exitCode == 0, "\(result.standardError)")
        #expect(!result.standardError.contains(Self.secret.dropFirst(6)))
        return result
    }

    @Test("its receiver can verify the signature, and reads the body that the contract promises")
    func signedAndWhole() async throws {
        let server = try await WebhookTestServer(secrets: [Self.secret, Self.otherSecret])
        let instance = try await Self.instance(server)
        try await instance.add("hulp-aangekomen", "--case", "VL-2026-014", "--school", "vlieger", "--owner", "directie")
        _ = try await pass(instance, at: Self.monday)
        let request = try #require(try server.requests.first)
        #expect(try server.requests.count == 1)
        #expect(request.method == "POST")
        #expect(request.signedBy == [true, false])
        let message = try #require(try await instance.message(to: "directie-vlieger", over: "teams-directie"))
        #expect(message.state == "sent")
        #expect(request.headers["webhook-id"] == message.message_id)
        #expect(request.headers["webhook-timestamp"] == "1795417200")  // 2026-11-23T07:00:00Z
        #expect(request.headers["content-type"]?.hasPrefix("application/json") == true)
        let expected = """
            {"type": "reminder.due", "timestamp": "2026-11-23T08:00:00+01:00", "data": {"recipient": "directie-vlieger", "school": "vlieger",
             "follow_ups": [
              {"id": 2, "kind": "hulp-aangekomen", "title": "Is de ouder aangekomen bij de hulp?", "urgency": "normal",
               "due": "2026-12-07", "overdue": false, "case": "VL-2026-014", "step": "open"},
              {"id": 1, "kind": "verbeteractie", "title": "Een verbetering uitvoeren", "urgency": "normal",
               "due": "2026-12-15", "overdue": false, "case": null, "step": "open"}]}}
            """
        let read = try JSONSerialization.jsonObject(with: request.body) as? NSDictionary
        let meant = try JSONSerialization.jsonObject(with: Data(expected.utf8)) as? NSDictionary
        #expect(read == meant, "\(String(decoding: request.body, as: UTF8.self))")
        // The same reminders went by mail as well.
        #expect(try await instance.mails().count == 1)
    }

    @Test("while a secret is being replaced, both sign, and a systemd credential of that name will do")
    func twoSecrets() async throws {
        let server = try await WebhookTestServer(secrets: [Self.secret, Self.otherSecret])
        let instance = try await Self.instance(server)
        try FileManager.default.removeItem(atPath: instance.scratch.file("webhook-secret"))
        try instance.scratch.write("\(Self.otherSecret)\n\(Self.secret)\n", to: "credentials/webhook-secret", mode: 0o600)
        let daemon = try await instance.daemon(environment: ["CREDENTIALS_DIRECTORY": instance.scratch.file("credentials")])
        try await daemon.look(at: Self.monday)
        #expect(try server.requests.map(\.signedBy) == [[true, true]])
        #expect(try await daemon.stop().exitCode == 0)
    }

    @Test("a redirect is not followed: it is a refusal, and the reminder reaches somebody else")
    func redirect() async throws {
        let elsewhere = try await WebhookTestServer()
        let server = try await WebhookTestServer(then: .status(307, ["Location": elsewhere.url()]))
        let instance = try await Self.instance(server, channels: "[\"teams-directie\"]")
        _ = try await pass(instance, at: Self.monday)
        #expect(try elsewhere.connections == 0)
        let messages = try await instance.messages()
        #expect(messages.map(\.recipient) == ["directie-vlieger", "bestuur"])
        #expect(messages.map(\.channel) == ["teams-directie", "mail"])
        #expect(messages.map(\.state) == ["failed", "sent"])
        #expect(messages.first?.last_error?.contains("redirect") == true)
    }

    @Test("410 turns it off for good, status says so, reminders take another way, and a retry by hand turns it on again")
    func gone() async throws {
        let server = try await WebhookTestServer(first: [.status(410)])
        let instance = try await Self.instance(server, channels: "[\"teams-directie\"]")
        try await instance.add("verbeteractie", "--school", "vlieger", "--due", "2027-03-16")
        let result = try await pass(instance, at: Self.monday)
        #expect(result.standardError.contains("teams-directie is turned off"))
        let failed = try #require(try await instance.message(to: "directie-vlieger", over: "teams-directie"))
        #expect(failed.state == "failed")
        #expect(failed.follow_ups == [1, 2])
        #expect(failed.last_error?.contains("410") == true)
        #expect(try await instance.message(to: "bestuur")?.follow_ups == [1, 2])

        let status = try await instance.run("status")
        #expect(status.exitCode == 1)
        #expect(status.standardOutput.contains("channel teams-directie is turned off"))
        // Two school days before: nobody asks the webhook any more.
        _ = try await pass(instance, at: "2026-12-11 07:00:00")
        #expect(try server.requests.count == 1)
        #expect(try await instance.messages().filter { $0.recipient == "bestuur" && $0.state == "sent" }.count == 2)

        #expect(try await instance.run("message", "retry", String(failed.id)).exitCode == 0)
        #expect(try await !instance.run("status").standardOutput.contains("turned off"))
        _ = try await pass(instance, at: "2026-12-11 07:01:00")
        #expect(try await instance.message(to: "directie-vlieger", over: "teams-directie")?.state == "sent")
        #expect(try server.requests.map { $0.headers["webhook-id"] } == [failed.message_id, failed.message_id])
    }

    @Test("429 is obeyed: the pause that it asks for, and then all arrives under the same id")
    func tooMany() async throws {
        let server = try await WebhookTestServer(secrets: [Self.secret], first: [.status(429, ["Retry-After": "1234"])])
        let instance = try await Self.instance(server)
        _ = try await pass(instance, at: Self.monday)
        let message = try #require(try await instance.message(to: "directie-vlieger", over: "teams-directie"))
        #expect(message.state == "queued")
        #expect(message.last_error?.contains("429") == true)
        #expect(message.next_attempt == "2026-11-23T08:20:34+01:00")
        _ = try await pass(instance, at: "2026-11-23 07:20:33")
        #expect(try server.requests.count == 1)
        _ = try await pass(instance, at: "2026-11-23 07:20:34")
        #expect(try await instance.message(to: "directie-vlieger", over: "teams-directie")?.state == "sent")
        #expect(try server.requests.map { $0.headers["webhook-id"] } == [message.message_id, message.message_id])
        #expect(try server.requests.map(\.signedBy) == [[true], [true]])
    }

    @Test("a bad certificate stops it, and nothing of the message is sent")
    func badCertificate() async throws {
        let server = try await WebhookTestServer(tls: try await TestCertificates.shared().foreign)
        let instance = try await Self.instance(server)
        _ = try await pass(instance, at: Self.monday)
        let message = try #require(try await instance.message(to: "directie-vlieger", over: "teams-directie"))
        #expect(message.state == "queued")
        #expect(message.last_error?.contains("certificate") == true)
        #expect(try server.requests.isEmpty)
        // The mail is not held up by it.
        #expect(try await instance.message(to: "directie-vlieger")?.state == "sent")
    }

    @Test(
        "one that is enabled and cannot be signed for is refused at start",
        arguments: [("none", "secret_file"), ("missing", "webhook-secret"), ("empty", "webhook-secret"), ("weak", "whsec_")])
    func noSecret(secret: String, named: String) async throws {
        let server = try await WebhookTestServer()
        let instance = try await Self.instance(server)
        switch secret {
        case "none":
            let text = try instance.scratch.text("opvolg.toml").replacing("secret_file = \"webhook-secret\"", with: "")
            try instance.scratch.write(text, to: "opvolg.toml")
        case "missing": try FileManager.default.removeItem(atPath: instance.scratch.file("webhook-secret"))
        case "empty": try instance.scratch.write("\n", to: "webhook-secret")
        default: try instance.scratch.write("whsec_c2hvcnQ=", to: "webhook-secret")
        }
        for arguments in [[], ["--once"]] {
            let result = try await ProgramRun.run(.built("opvolgd"), arguments, directory: instance.scratch.path, clock: instance.clock)
            #expect(result.exitCode == 78)
            #expect(result.standardError.contains(named), "\(result.standardError)")
            #expect(!result.standardError.contains("c2hvcnQ"))
        }
        #expect(try server.connections == 0)
    }
}

@Suite("A webhook that takes its time")
struct SlowWebhookTests {
    @Test("one that hangs may have the message: it gets it again under the same id, and holds up no mail")
    func hangs() async throws {
        let server = try await WebhookTestServer(secrets: [WebhookTests.secret], first: [.hang])
        let instance = try await WebhookTests.instance(server)
        try instance.clock.move(to: WebhookTests.monday)
        // Twenty seconds until it is believed.
        #expect(try await instance.passOnce().exitCode == 0)
        let message = try #require(try await instance.message(to: "directie-vlieger", over: "teams-directie"))
        #expect(message.state == "queued")
        #expect(try await instance.message(to: "directie-vlieger")?.state == "sent")
        try instance.clock.move(to: "2026-11-23 07:02:00")
        #expect(try await instance.passOnce().exitCode == 0)
        #expect(try await instance.message(to: "directie-vlieger", over: "teams-directie")?.state == "sent")
        #expect(try server.requests.map { $0.headers["webhook-id"] } == [message.message_id, message.message_id])
        #expect(try server.requests.map(\.signedBy) == [[true], [true]])
    }
}
