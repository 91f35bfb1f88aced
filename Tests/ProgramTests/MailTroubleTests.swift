import Foundation
import TestSupport
import Testing

@Suite("A mail server in trouble", .serialized)
struct MailTroubleTests {
    static let monday = SMTPMailTests.monday

    /// Three people who each get one mail on Monday morning.
    static let recipients = ["directie-regenboog", "ib-regenboog", "ib-vlieger"]

    static func addThree(_ instance: TestInstance) async throws {
        try await instance.add("hulp-aangekomen", "--case", "VL-2026-014", "--school", "vlieger")
        try await instance.add("hulp-aangekomen", "--case", "RB-2026-003", "--school", "regenboog")
        try await instance.add("verbeteractie", "--school", "regenboog", "--due", "2026-12-15")
    }

    struct Trouble: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let server: SMTPMisbehaviour
        /// A part of the error that the list shows.
        let error: String
        /// How many times the server gets the whole of the mail in question.
        var copies = 1
        /// Whether every other mail would meet the same, so that they wait without being tried.
        var isChannel = false
        /// Whether the attempt counts: it does not when the answer was about us.
        var counts: Bool { !isChannel || copies > 1 }
    }

    static let troubles = [
        Trouble(testDescription: "greylisted", server: .recipient("450 4.2.0 greylisted"), error: "450 4.2.0 greylisted"),
        Trouble(testDescription: "451 to the content", server: .content("451 4.3.0 later"), error: "451 4.3.0 later", copies: 2),
        Trouble(testDescription: "dropped before DATA", server: .dropBeforeData, error: "was lost"),
        Trouble(
            testDescription: "dropped after the content", server: .dropAfterContent, error: "no answer after it had the message", copies: 2,
            isChannel: true),
        Trouble(testDescription: "421 as greeting", server: .greeting("421 4.3.2 later"), error: "421 4.3.2 later", isChannel: true),
        Trouble(testDescription: "dropped at the greeting", server: .dropAtGreeting, error: "no answer", isChannel: true),
        Trouble(testDescription: "550 to the sender", server: .mail("550 5.7.1 not you"), error: "550 5.7.1 not you", isChannel: true),
        Trouble(testDescription: "no STARTTLS", server: .noSTARTTLS, error: "offers no STARTTLS", isChannel: true),
        Trouble(testDescription: "login refused", server: .login("535 5.7.8 no"), error: "refused the username or password", isChannel: true),
    ]

    @Test("the message list shows what is wrong and when it is tried again, and all arrives once the server is well", arguments: troubles)
    func losesNothing(trouble: Trouble) async throws {
        let certificates = try await TestCertificates.shared()
        let server = try await SMTPTestServer(
            security: .startTLS(certificates.good), login: .init("opvolging", SMTPMailTests.password), first: [trouble.server])
        let smtp = Edit.smtp(
            server, "ca_file = \"\(certificates.authority)\"", "username = \"opvolging\"", "password_file = \"smtp-password\"", "connections = 1")
        let instance = try TestInstance(now: LifeTests.sunday, edit: smtp)
        try instance.scratch.write(SMTPMailTests.password, to: "smtp-password", mode: 0o600)
        try await Self.addThree(instance)

        try instance.clock.move(to: Self.monday)
        let first = try await instance.passOnce()
        #expect(first.exitCode == 0)
        #expect(first.standardError.contains(trouble.error))
        let messages = try await instance.messages()
        #expect(messages.map(\.recipient).sorted() == Self.recipients)
        let troubled = try #require(messages.first { $0.last_error != nil })
        #expect(troubled.state == "queued")
        #expect(troubled.attempts == (trouble.counts ? 1 : 0))
        #expect(troubled.last_error?.contains(trouble.error) == true)
        let pause = try Date(#require(troubled.next_attempt), strategy: .iso8601).timeIntervalSince(Date("2026-11-23T07:00:00Z", strategy: .iso8601))
        #expect((54...66).contains(pause))
        for other in messages where other.id != troubled.id {
            #expect(other.state == (trouble.isChannel && other.attempts == 0 ? "queued" : "sent"), "\(other)")
        }

        try instance.clock.move(to: "2026-11-23 07:02:00")
        #expect(try await instance.passOnce().exitCode == 0)
        let after = try await instance.messages()
        #expect(after.map(\.message_id) == messages.map(\.message_id))
        #expect(after.allSatisfy { $0.state == "sent" && $0.last_error == nil && $0.next_attempt == nil })
        #expect(after.first { $0.id == troubled.id }?.attempts == (trouble.counts ? 2 : 1))
        let expected = after.map { ($0.message_id, $0.id == troubled.id ? trouble.copies : 1) }
        #expect(try server.copies == Dictionary(uniqueKeysWithValues: expected))
    }

    @Test("a certificate that cannot be trusted stops everything until it is mended, and then all arrives")
    func wrongCertificate() async throws {
        let certificates = try await TestCertificates.shared()
        let wrong = try await SMTPTestServer(security: .startTLS(certificates.foreign))
        let right = try await SMTPTestServer(security: .startTLS(certificates.good))
        let instance = try TestInstance(now: LifeTests.sunday, edit: Edit.smtp(wrong, "ca_file = \"\(certificates.authority)\""))
        try await Self.addThree(instance)
        try instance.clock.move(to: Self.monday)
        #expect(try await instance.passOnce().exitCode == 0)
        let messages = try await instance.messages()
        #expect(messages.allSatisfy { $0.state == "queued" && $0.next_attempt != nil })
        #expect(messages.contains { $0.last_error?.contains("no safe connection") == true })
        #expect(try wrong.transactions == 0)

        try instance.configure(Edit.smtp(right, "ca_file = \"\(certificates.authority)\""))
        try instance.clock.move(to: "2026-11-23 07:02:00")
        #expect(try await instance.passOnce().exitCode == 0)
        #expect(try await instance.messages().map(\.state) == ["sent", "sent", "sent"])
        #expect(Set(try right.messages.map(\.messageID)) == Set(messages.map(\.message_id)))
        #expect(try right.messages.count == 3)
    }

    @Test("a wrong password is told of, kept to itself, and mended without a loss")
    func wrongPassword() async throws {
        let certificates = try await TestCertificates.shared()
        let server = try await SMTPTestServer(security: .startTLS(certificates.good), login: .init("opvolging", SMTPMailTests.password))
        let smtp = Edit.smtp(server, "ca_file = \"\(certificates.authority)\"", "username = \"opvolging\"", "password_file = \"smtp-password\"")
        let instance = try TestInstance(now: LifeTests.sunday, edit: smtp)
        try instance.scratch.write("Verkeerd-wachtwoord-9", to: "smtp-password", mode: 0o600)
        try await Self.addThree(instance)
        let daemon = try await instance.daemon()
        try await daemon.look(at: Self.monday)
        let messages = try await instance.messages()
        #expect(messages.contains { $0.last_error?.contains("refused the username or password") == true })
        #expect(messages.allSatisfy { $0.state == "queued" })

        try instance.scratch.write(SMTPMailTests.password, to: "smtp-password", mode: 0o600)
        try await daemon.reload()
        try await daemon.look(at: "2026-11-23 07:02:00")
        #expect(try await instance.messages().map(\.state) == ["sent", "sent", "sent"])
        let result = try await daemon.stop()
        #expect(!result.standardError.contains("wachtwoord"))
        #expect(try server.messages.count == 3)
    }

    @Test("what a recipient's server refuses goes to the deputy, or without one to the next step", arguments: [true, false])
    func refused(hasDeputy: Bool) async throws {
        let server = try await SMTPTestServer(then: .recipient("550 5.1.1 unknown", only: "ib@vlieger.example"))
        let smtp = Edit.plainSMTP(server)
        let instance = try TestInstance(
            now: LifeTests.sunday, edit: { hasDeputy ? smtp($0) : smtp($0).replacing("deputy = \"ib-regenboog\"", with: "") })
        try await instance.add("hulp-aangekomen", "--case", "VL-2026-014", "--school", "vlieger")
        try instance.clock.move(to: Self.monday)
        let result = try await instance.passOnce()
        #expect(result.exitCode == 0)
        #expect(result.standardError.contains("message 1 over mail failed: 550 5.1.1 unknown"))
        let messages = try await instance.messages()
        let next = hasDeputy ? "ib-regenboog" : "directie-vlieger"
        #expect(messages.map(\.recipient) == ["ib-vlieger", next])
        #expect(messages.map(\.state) == ["failed", "sent"])
        #expect(messages.first?.last_error?.hasPrefix("550 5.1.1") == true)
        #expect(messages.map(\.attempts) == [1, 1])
        #expect(try server.messages.map(\.recipients) == [[hasDeputy ? "ib@regenboog.example" : "directie@vlieger.example"]])
        let failed: [MessageJSON] = try await instance.json(["message", "list", "--failed"])
        #expect(failed.map(\.id) == [1])
        #expect(try await instance.run("status").standardOutput.contains("given up"))
    }

    @Test("a refusal for now is tried again after 1, 5, 15, 60 minutes and every 2 hours of the day, and after three days goes to the deputy")
    func retries() async throws {
        let server = try await SMTPTestServer(then: .recipient("450 4.2.0 later", only: "ib@vlieger.example"))
        let instance = try TestInstance(now: LifeTests.sunday, edit: Edit.plainSMTP(server))
        try await instance.add("hulp-aangekomen", "--case", "VL-2026-014", "--school", "vlieger")
        let start = try Date("2026-11-23T07:00:00Z", strategy: .iso8601)
        var now = start
        var pauses: [TimeInterval] = []
        var nights: [Date] = []
        while true {
            try instance.clock.move(to: now)
            let pass = try await instance.passOnce()
            #expect(pass.exitCode == 0, "\(now) \(pass)")
            let message = try #require(try await instance.messages().first)
            guard let next = message.next_attempt else { break }
            #expect(message.state == "queued")
            let instant = try Date(next, strategy: .iso8601)
            if message.attempts == pauses.count {
                // It came up out of hours: it waits for them.
                nights.append(instant)
            } else {
                #expect(message.attempts == pauses.count + 1)
                if pauses.count < 2 {
                    try instance.clock.move(to: instant.addingTimeInterval(-1))
                    #expect(try await instance.passOnce().exitCode == 0)
                    #expect(try await instance.messages().first?.attempts == message.attempts)
                }
                pauses.append(instant.timeIntervalSince(now))
            }
            now = instant
        }
        for (pause, meant) in zip(pauses, [60.0, 300, 900, 3600] + Array(repeating: 7200, count: 50)).dropLast() {
            #expect((meant * 0.9 - 1...meant * 1.1 + 1).contains(pause))
        }
        #expect(nights == [1, 2, 3].map { start.addingTimeInterval($0 * 86_400) }, "eight in the morning")
        #expect(now == start.addingTimeInterval(3 * 86_400))
        let messages = try await instance.messages()
        #expect(messages.map(\.state) == ["failed", "sent"])
        #expect(messages.map(\.recipient) == ["ib-vlieger", "ib-regenboog"])
        #expect(messages.first?.attempts == pauses.count + 1)
        #expect(messages.first?.last_error == "given up after \(pauses.count + 1) attempts; the last one: 450 4.2.0 later")
        #expect(try server.messages.map(\.recipients) == [["ib@regenboog.example"]])
    }

    @Test("opvolg message retry sends what was given up again, as the same message, and the daemon hears of it")
    func retryByHand() async throws {
        let server = try await SMTPTestServer(first: [.recipient("550 5.1.1 unknown")])
        let instance = try TestInstance(now: LifeTests.sunday, edit: Edit.plainSMTP(server))
        try await instance.add("hulp-aangekomen", "--case", "VL-2026-014", "--school", "vlieger")
        let daemon = try await instance.daemon()
        try await daemon.look(at: Self.monday)
        #expect(try await instance.message(to: "ib-vlieger")?.state == "failed")
        #expect(try await instance.run("message", "retry", "1").exitCode == 0)
        try await daemon.look()
        let message = try #require(try await instance.message(to: "ib-vlieger"))
        #expect(message.state == "sent")
        #expect(try server.copies[message.message_id] == 1)
        let again = try await instance.run("message", "retry", "1")
        #expect(again.exitCode == 1)
        #expect(again.standardError.contains("sent"))
        #expect(try await daemon.stop().exitCode == 0)
    }
}

/// What takes real time, side by side.
@Suite("A mail server that takes its time")
struct SlowMailServerTests {
    @Test("one that hangs costs nothing but the wait")
    func hangs() async throws {
        let server = try await SMTPTestServer(first: [.hangAtGreeting])
        let instance = try TestInstance(now: LifeTests.sunday, edit: Edit.plainSMTP(server, "connections = 1"))
        try await MailTroubleTests.addThree(instance)
        try instance.clock.move(to: MailTroubleTests.monday)
        // Thirty seconds until it is believed.
        #expect(try await instance.passOnce().exitCode == 0)
        let messages = try await instance.messages()
        #expect(messages.contains { $0.state == "queued" && $0.attempts == 0 && $0.last_error?.contains("no answer") == true })
        try instance.clock.move(to: "2026-11-23 07:02:00")
        #expect(try await instance.passOnce().exitCode == 0)
        #expect(try await instance.messages().map(\.state) == ["sent", "sent", "sent"])
        #expect(try server.messages.count == 3)
    }

    @Test("per_minute is kept, also by --once, which still sends everything")
    func perMinute() async throws {
        let server = try await SMTPTestServer()
        let instance = try TestInstance(now: LifeTests.sunday, edit: Edit.plainSMTP(server, "per_minute = 2"))
        try await MailTroubleTests.addThree(instance)
        try instance.clock.move(to: MailTroubleTests.monday)
        let begin = ContinuousClock.now
        let pass = try ProgramRun.start(.built("opvolgd"), ["--once"], directory: instance.scratch.path, clock: instance.clock)
        try await pass.waitUntil("two mails have gone") { _ in try server.messages.count == 2 }
        try await pass.waitUntil("the third has gone", within: .seconds(90)) { _ in try server.messages.count == 3 }
        #expect(ContinuousClock.now - begin >= .seconds(59))
        #expect(try await pass.end().exitCode == 0)
        let messages = try await instance.messages()
        #expect(messages.allSatisfy { $0.state == "sent" && $0.attempts == 1 })
    }
}
