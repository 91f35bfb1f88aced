import Foundation
import TestSupport
import Testing

@Suite("The operator", .serialized)
struct OperatorTests {
    private static let operatorMail = "adres-beheerder-merk@vlieger.example"

    /// Everybody is marked, and so is the operator, who looks after nothing else.
    private func instance(_ server: SMTPTestServer) throws -> TestInstance {
        let smtp = Edit.plainSMTP(server, "per_minute = 100000")
        return try TestInstance(now: LifeTests.sunday) { text in
            let people = "\n[[person]]\nid = \"beheerder\"\nname = \"Naam-beheerder-merk\"\nemail = \"\(Self.operatorMail)\"\n"
            return Marks.mark(smtp(text)) + people + "\n[watch]\noperator = \"beheerder\"\n"
        }
    }

    @Test("an address that does not exist: the deputy gets the reminder, and the operator one mail that says what, which and what to do")
    func undeliverable() async throws {
        let ib = Marks.address(of: "ib-vlieger")
        let refusal = SMTPMisbehaviour.recipient("550 5.1.1 <\(ib)> Naam-ib-vlieger-merk unknown", only: ib)
        let server = try await SMTPTestServer(then: refusal)
        let instance = try instance(server)
        try await instance.add("hulp-aangekomen", "--case", "VL-2026-014", "--school", "vlieger", "--note", Marks.note)
        try await instance.add("hulp-aangekomen", "--case", "VL-2026-015", "--school", "vlieger")
        try instance.clock.move(to: SMTPMailTests.monday)
        var log = try await instance.passOnce().standardError
        #expect(try server.messages.map(\.recipients) == [[Marks.address(of: "ib-regenboog")]])

        // It is planned, listed and forecast like every other message.
        let waiting = try #require(try await instance.message(to: "beheerder"))
        #expect(waiting.state == "queued" && waiting.next_attempt == "2026-11-23T08:10:00+01:00")
        #expect(try await instance.run("message", "list").standardOutput.contains(#/beheerder +mail +notice/#))
        #expect(try await instance.run("message", "show", String(waiting.id)).standardOutput.contains("a notice to the operator"))
        let forecast: [ForecastJSON] = try await instance.json(["forecast", "--days", "1"])
        #expect(forecast.contains { $0.recipient == "beheerder" && $0.step == "notice" && $0.at == "2026-11-23T08:10:00+01:00" })

        // Killed while it was being sent, it goes out with the same Message-ID; then not again that day.
        for minute in ["07:10", "07:20", "11:00"] {
            try instance.clock.move(to: "2026-11-23 \(minute):00")
            log += try await instance.passOnce().standardError
        }
        let notices = try server.messages.filter { $0.recipients == [Self.operatorMail] }
        #expect(notices.map(\.messageID) == [waiting.message_id])
        let mail = try await MailReader.read(try #require(notices.first).content)
        PrivacyOfMail.check(mail)
        PrivacyOfMail.checkLog(log)
        #expect(mail.subject == "Opvolging: 1 melding voor de beheerder")
        for part in ["550 5.1.1", "opvolg message show", "opvolg message retry", "1, 2"] {
            #expect(mail.plain.contains(part), "\(part) is not in \(mail.plain)")
        }
        #expect(try await instance.run("status").exitCode == 1)
        #expect(try await instance.run("message", "retry", "1").exitCode == 0)
    }

    @Test("a daemon tells the operator by itself, and the next day of what has gone wrong since")
    func daemon() async throws {
        let ib = Marks.address(of: "ib-vlieger")
        let server = try await SMTPTestServer(then: .recipient("550 5.1.1 no", only: ib))
        let instance = try instance(server)
        try await instance.add("hulp-aangekomen", "--case", "VL-2026-014", "--school", "vlieger")
        let daemon = try await instance.daemon()
        func count() throws -> Int { try server.messages.filter { $0.recipients == [Self.operatorMail] }.count }
        try await daemon.look(at: SMTPMailTests.monday)
        try await daemon.look(at: "2026-11-23 07:10:00")
        try await daemon.run.waitUntil("the operator is told") { _ in try count() == 1 }
        try await instance.add("hulp-aangekomen", "--case", "VL-2026-016", "--school", "vlieger")
        try await daemon.look(at: "2026-11-23 09:00:00")
        try await daemon.run.waitUntil("that failed too") { $0.standardError.matches(of: #/failed: 550/#).count == 2 }
        try await daemon.look(at: "2026-11-23 15:59:00")
        #expect(try count() == 1)
        try await daemon.look(at: "2026-11-24 07:00:00")
        try await daemon.run.waitUntil("the operator is told again") { _ in try count() == 2 }
        #expect(try await daemon.stop().exitCode == 0)
    }
}
