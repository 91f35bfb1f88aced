import Foundation
import TestSupport
import Testing

@Suite("Privacy", .serialized)
struct PrivacyTests {
    static let people = ["ib-vlieger", "ib-regenboog", "directie-vlieger", "directie-regenboog", "bestuur", "leerkracht-groep5"]

    @Test("no mail, webhook or log line of six weeks holds a name, an address or an id of anybody but its recipient, or a note or reason")
    func vacuum() async throws {
        let server = try await SMTPTestServer(
            first: [.recipient("550 5.1.1 <\(Marks.address(of: "ib-vlieger"))> unknown", only: Marks.address(of: "ib-vlieger"))])
        let hook = try await WebhookTestServer(secrets: [WebhookTests.secret])
        let (smtp, webhook) = (Edit.plainSMTP(server, "per_minute = 100000"), Edit.webhook(hook))
        let instance = try TestInstance(now: LifeTests.sunday, edit: { Marks.mark(webhook(smtp($0))) })
        try instance.scratch.write(WebhookTests.secret, to: "webhook-secret", mode: 0o600)
        try await instance.add("hulp-aangekomen", "--case", "VL-2026-014", "--school", "vlieger", "--note", Marks.note)
        try await instance.add("hulp-aangekomen", "--case", "RB-2026-003", "--school", "regenboog", "--due", "2026-11-10")
        try await instance.add("amk-opnieuw", "--case", "VL-2026-014", "--due", "2026-11-24")
        try await instance.add("meldcode-evalueren", "--school", "vlieger", "--due", "2026-12-01")
        try await instance.add("medewerker-training", "--person", "leerkracht-groep5", "--due", "2026-11-16")
        try await instance.add("taak", "--title", "Iets afspreken", "--school", "regenboog", "--due", "2026-11-27", "--owner", "directie-vlieger")
        #expect(try await instance.run("reschedule", "6", "--due", "2026-11-30", "--reason", Marks.reason).exitCode == 0)
        let instants = LifeTests.everyDay(at: ["07:00:00", "15:00:00"], from: 22, until: 66)
        var logs = try await instance.passes(at: instants).standardError
        try instance.clock.move(to: "2027-01-05 15:00:00")
        #expect(try await instance.run("snooze", "1", "--until", "2027-01-12", "--reason", Marks.reason).exitCode == 0)
        #expect(try await instance.run("assign", "6", "ib-regenboog").exitCode == 0)
        logs += try await instance.passOnce().standardError

        let messages = try await instance.messages()
        #expect(messages.count > 40)
        #expect(Set(messages.map(\.recipient)) == Set(Self.people))
        let secrets = [Marks.note, Marks.reason]
        for message in try server.messages {
            let recipient = try #require(Self.people.first { Marks.address(of: $0) == message.recipients.first })
            let mail = try await MailReader.read(message.content)
            let text = mail.headers.map { "\($0.name): \($0.value)" }.joined(separator: "\n") + mail.plain + mail.html
            for person in Self.people where person != recipient {
                for mark in [Marks.name(of: person), Marks.address(of: person), person] where mark != "bestuur" {
                    #expect(!text.contains(mark), "\(mark) in the mail to \(recipient): \(mail.plain)")
                }
            }
            for secret in secrets { #expect(!text.contains(secret)) }
            // The subject tells nothing but a number and a day.
            #expect(mail.subject.wholeMatch(of: #/((Acuut|Acute): )?(Opvolging|Follow-up).*/#) != nil)
            #expect(!mail.subject.contains("VL-") && !mail.subject.contains("RB-"))
            #expect(mail["Message-ID"]?.contains(#/(VL|RB)-|vlieger/#) == false)
        }
        #expect(try !hook.requests.isEmpty)
        for request in try hook.requests {
            let text = String(decoding: request.body, as: UTF8.self) + request.path + request.headers.values.joined()
            for person in Self.people { #expect(!text.contains(Marks.name(of: person)) && !text.contains(Marks.address(of: person))) }
            for person in Self.people where person != "directie-vlieger" { #expect(!text.contains("\"\(person)\""), "\(text)") }
            for secret in secrets { #expect(!text.contains(secret)) }
        }
        for person in Self.people { #expect(!logs.contains(Marks.name(of: person)) && !logs.contains(Marks.address(of: person)), "\(logs)") }
        #expect(logs.contains("failed: 550 5.1.1"))
        for secret in secrets + ["VL-2026-014", "RB-2026-003", "leerkracht-groep5"] { #expect(!logs.contains(secret), "\(logs)") }
        let listed = try await instance.run("message", "list").standardOutput
        for person in Self.people { #expect(!listed.contains(Marks.address(of: person))) }
    }
}
