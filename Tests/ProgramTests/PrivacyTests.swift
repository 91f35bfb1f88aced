import Foundation
import TestSupport
import Testing

@Suite("Privacy", .serialized)
struct PrivacyTests {
    static let people = ["ib-vlieger", "ib-regenboog", "directie-vlieger", "directie-regenboog", "bestuur", "leerkracht-groep5"]
    /// What only the database may hold.
    static let note = "Notitie-geheim"
    static let reason = "Reden-geheim"

    /// Gives everybody a name and an address that occur nowhere else.
    @Sendable static func marked(_ text: String) -> String {
        var id: String?
        return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            if line.hasPrefix("[") { id = nil }
            if let found = line.firstMatch(of: #/^id +?= "(.*)"/#).map({ String($0.1) }), people.contains(found) { id = found }
            guard let id else { return String(line) }
            return line.hasPrefix("name ") ? "name = \"\(name(of: id))\"" : line.hasPrefix("email ") ? "email = \"\(address(of: id))\"" : String(line)
        }.joined(separator: "\n")
    }
    static func name(of id: String) -> String { "Naam-\(id)-merk" }
    static func address(of id: String) -> String { "adres-\(id)-merk@vlieger.example" }

    @Test("no mail, webhook or log line of six weeks holds a name, an address or an id of anybody but its recipient, or a note or reason")
    func sweep() async throws {
        let server = try await SMTPTestServer(
            first: [.recipient("550 5.1.1 <\(Self.address(of: "ib-vlieger"))> unknown", only: Self.address(of: "ib-vlieger"))])
        let hook = try await WebhookTestServer(secrets: [WebhookTests.secret])
        let (smtp, webhook) = (Edit.plainSMTP(server, "per_minute = 100000"), Edit.webhook(hook))
        let instance = try TestInstance(now: LifeTests.sunday, edit: { Self.marked(webhook(smtp($0))) })
        try instance.scratch.write(WebhookTests.secret, to: "webhook-secret", mode: 0o600)
        try await instance.add("hulp-aangekomen", "--case", "VL-2026-014", "--school", "vlieger", "--note", Self.note)
        try await instance.add("hulp-aangekomen", "--case", "RB-2026-003", "--school", "regenboog", "--due", "2026-11-10")
        try await instance.add("amk-opnieuw", "--case", "VL-2026-014", "--due", "2026-11-24")
        try await instance.add("meldcode-evalueren", "--school", "vlieger", "--due", "2026-12-01")
        try await instance.add("medewerker-training", "--person", "leerkracht-groep5", "--due", "2026-11-16")
        try await instance.add("taak", "--title", "Iets afspreken", "--school", "regenboog", "--due", "2026-11-27", "--owner", "directie-vlieger")
        #expect(try await instance.run("reschedule", "6", "--due", "2026-11-30", "--reason", Self.reason).exitCode == 0)
        let instants = LifeTests.everyDay(at: ["07:00:00", "15:00:00"], from: 22, until: 66)
        var logs = try await instance.passes(at: instants).standardError
        try instance.clock.move(to: "2027-01-05 15:00:00")
        #expect(try await instance.run("snooze", "1", "--until", "2027-01-12", "--reason", Self.reason).exitCode == 0)
        #expect(try await instance.run("assign", "6", "ib-regenboog").exitCode == 0)
        logs += try await instance.passOnce().standardError

        let messages = try await instance.messages()
        #expect(messages.count > 40)
        #expect(Set(messages.map(\.recipient)) == Set(Self.people))
        let secrets = [Self.note, Self.reason]
        for message in try server.messages {
            let recipient = try #require(Self.people.first { Self.address(of: $0) == message.recipients.first })
            let mail = try await MailReader.read(message.content)
            let text = mail.headers.map { "\($0.name): \($0.value)" }.joined(separator: "\n") + mail.plain + mail.html
            for person in Self.people where person != recipient {
                for mark in [Self.name(of: person), Self.address(of: person), person] where mark != "bestuur" {
                    #expect(!text.contains(mark), "\(mark) in the mail to \(recipient): \(mail.plain)")
                }
            }
            for secret in secrets { #expect(!text.contains(secret)) }
            // The subject tells nothing but a number and a day.
            #expect(mail.subject.wholeMatch(of: #/(Opvolging|Follow-up).*/#) != nil)
            #expect(!mail.subject.contains("VL-") && !mail.subject.contains("RB-"))
            #expect(mail["Message-ID"]?.contains(#/(VL|RB)-|vlieger/#) == false)
        }
        #expect(try !hook.requests.isEmpty)
        for request in try hook.requests {
            let text = String(decoding: request.body, as: UTF8.self) + request.path + request.headers.values.joined()
            for person in Self.people { #expect(!text.contains(Self.name(of: person)) && !text.contains(Self.address(of: person))) }
            for person in Self.people where person != "directie-vlieger" { #expect(!text.contains("\"\(person)\""), "\(text)") }
            for secret in secrets { #expect(!text.contains(secret)) }
        }
        for person in Self.people { #expect(!logs.contains(Self.name(of: person)) && !logs.contains(Self.address(of: person)), "\(logs)") }
        #expect(logs.contains("failed: 550 5.1.1"))
        for secret in secrets + ["VL-2026-014", "RB-2026-003", "leerkracht-groep5"] { #expect(!logs.contains(secret), "\(logs)") }
        let listed = try await instance.run("message", "list").standardOutput
        for person in Self.people { #expect(!listed.contains(Self.address(of: person))) }
    }
}
