import Foundation
import TestSupport
import Testing

/// One follow-up, template or person that cannot be dealt with stops no other, with the programs as they are installed.
@Suite("Poison")
struct PoisonTests {
    private func change(_ instance: TestInstance, _ sql: String) async throws {
        let result = try await ProgramRun.run(Program(path: "/usr/bin/sqlite3"), ["-batch", instance.scratch.file("opvolg.db"), sql])
        #expect(result.exitCode == 0, "\(result.standardError)")
    }

    @Test(
        "a row that cannot be read, and a kind that has left the catalogue: the others go out, the log names it once, status tells, and mended it goes"
    )
    func followUps() async throws {
        let instance = try TestInstance(now: LifeTests.sunday)
        for number in 1...3 { try await instance.add("hulp-aangekomen", "--case", "VL-2026-01\(number)", "--school", "vlieger") }
        try await change(
            instance, "UPDATE follow_ups SET due_day = '2026-99-99' WHERE id = 1; UPDATE follow_ups SET kind = 'verdwenen' WHERE id = 2")
        let daemon = try await instance.daemon()
        for hour in 7...10 { try await daemon.look(at: "2026-11-23 \(hour < 10 ? "0" : "")\(hour):00:00") }
        #expect(try await instance.message(to: "ib-vlieger")?.summary == "2026-11-23T08:00:00+01:00 ib-vlieger 2+3")
        #expect(try await instance.mails().contains { $0.plain.contains("verdwenen") })
        for command in ["list", "forecast"] {
            let result = try await instance.run(command)
            #expect(result.exitCode == 0 && result.standardError.contains("left out: row 1 of follow_ups has a due_day"), "\(result.standardError)")
        }

        let status = try await instance.run("status")
        #expect(status.exitCode == 2)
        let reason = "follow-up 1 cannot be planned, so nobody is reminded of it: row 1 of follow_ups has a due_day that this program cannot read"
        #expect(status.standardOutput.hasPrefix("critical: \(reason)"), "\(status.standardOutput)")

        try await change(instance, "UPDATE follow_ups SET due_day = '2026-12-07' WHERE id = 1")
        try await daemon.look(at: "2026-11-23 12:00:00")
        #expect(try await instance.messages().map(\.summary).last == "2026-11-23T13:00:00+01:00 ib-vlieger 1")
        #expect(try await !instance.run("status").standardOutput.contains("cannot be planned"))
        let end = try await daemon.stop()
        #expect(end.exitCode == 0)
        #expect(end.standardError.split(separator: "\n").filter { $0.contains("follow-up 1 cannot be planned") }.count == 1, "\(end.standardError)")
    }

    @Test("a template that fails for one kind only: the rest of the message goes without it, and it goes when the template is mended")
    func template() async throws {
        let server = try await WebhookTestServer()
        let instance = try TestInstance(now: LifeTests.sunday, edit: Edit.webhook(server))
        try instance.scratch.write(WebhookTests.secret + "\n", to: "webhook-secret", mode: 0o600)
        let good = try instance.scratch.text("templates/webhook/generic.json")
        // Right with both, right with neither, and wrong for a kind that is not about a case.
        let bad = good.replacing(
            "\"step\": \"{{step}}\"",
            with: "\"step\": \"{{step}}\", \"tags\": [{{#kind}}\"{{kind}}\"{{/kind}}{{#kind}}, {{/kind}}{{#case}}\"{{case}}\"{{/case}}]")
        try instance.scratch.write(bad, to: "templates/webhook/generic.json")
        #expect(try await !instance.run("check").standardError.contains("generic.json"))
        for arguments in [["--case", "VL-2026-014", "--school", "vlieger"], ["--case", "VL-2026-015", "--school", "vlieger"]] {
            try await instance.add("hulp-aangekomen", arguments[0], arguments[1], arguments[2], arguments[3], "--owner", "directie-vlieger")
        }
        try await instance.add("verbeteractie", "--school", "vlieger", "--due", "2026-12-15")
        let daemon = try await instance.daemon()
        for hour in 7...9 { try await daemon.look(at: "2026-11-23 0\(hour):00:00") }
        func overWebhook() async throws -> [String] {
            try await instance.messages().filter { $0.channel == "teams-directie" }.map(\.summary)
        }
        #expect(try await overWebhook() == ["2026-11-23T08:00:00+01:00 directie-vlieger 1+2", "queued directie-vlieger 3"])
        #expect(try server.requests.count == 1)
        let status = try await instance.run("status")
        #expect(status.exitCode == 2)
        #expect(
            status.standardOutput.contains("cannot be written: templates/webhook/generic.json did not make valid JSON"), "\(status.standardOutput)")

        try instance.scratch.write(good, to: "templates/webhook/generic.json")
        try await daemon.reload()
        try await daemon.look(at: "2026-11-23 11:00:00")
        #expect(try await overWebhook().last == "2026-11-23T12:00:00+01:00 directie-vlieger 3")
        #expect(try await !instance.run("status").standardOutput.contains("cannot be written"))
        let end = try await daemon.stop()
        #expect(end.standardError.split(separator: "\n").filter { $0.contains("cannot be written") }.count == 1, "\(end.standardError)")
    }

    @Test("a person whose address no server takes: the others get theirs, and the deputy this one")
    func person() async throws {
        let server = try await SMTPTestServer(then: .recipient("553 5.1.3 that is no address", only: "ib@vlieger.example"))
        let instance = try TestInstance(now: LifeTests.sunday, edit: Edit.plainSMTP(server))
        try await MailTroubleTests.addThree(instance)
        let daemon = try await instance.daemon()
        for hour in 7...9 { try await daemon.look(at: "2026-11-23 0\(hour):00:00") }
        let end = try await daemon.stop()
        let messages = try await instance.messages()
        #expect(messages.filter { $0.state == "sent" }.map(\.recipient).sorted() == ["directie-regenboog", "ib-regenboog", "ib-regenboog"])
        #expect(messages.filter { $0.state == "failed" }.map(\.recipient) == ["ib-vlieger"])
        #expect(try await instance.run("status").standardOutput.contains("1 messages were given up in the last 7 days"))
        #expect(end.standardError.split(separator: "\n").filter { $0.contains("553 5.1.3") }.count == 1, "\(end.standardError)")
    }
}
