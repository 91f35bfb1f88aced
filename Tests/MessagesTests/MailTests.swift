import FollowUps
import Foundation
import SchoolTestSupport
import Testing

@testable import Messages

@Suite struct MailTests {
    private let now = Sample.moment("2026-12-09")

    @Test("Python reads back both parts and every header of the contract")
    func headers() throws {
        let draft = Sample.draft([Sample.item()], earlier: ["first@opvolg.example", "second@opvolg.example"])
        let rendered = try Sample.renderer().mail(draft, at: now)
        let mail = try PythonMail(rendered.message)
        #expect(mail.defects.isEmpty)
        #expect(mail.from == [PythonMail.Mailbox(name: "Opvolging", address: "opvolging@perspectief.example")])
        #expect(mail.to == [PythonMail.Mailbox(name: "Zoë Ibsen", address: "zoe.ibsen@vlieger.example")])
        #expect(mail.subject == "Opvolging 42: actie uiterlijk vr 11 december")
        #expect(mail.date == "2026-12-09T08:00:00+01:00")
        #expect(mail["Message-ID"] == "<3f9a1c@opvolg.vlieger.example>")
        #expect(mail["In-Reply-To"] == "<second@opvolg.example>")
        #expect(mail["References"] == "<first@opvolg.example> <second@opvolg.example>")
        #expect(mail["Auto-Submitted"] == "auto-generated")
        #expect(mail["X-Auto-Response-Suppress"] == "OOF, AutoReply, RN, NRN")
        #expect(mail["X-Opvolg-Follow-Ups"] == "42")
        #expect(mail["MIME-Version"] == "1.0")
        #expect(mail["Content-Language"] == "nl")
        #expect(mail["Content-Type"]?.hasPrefix("multipart/alternative") == true)
        #expect(Set(mail.names).count == mail.names.count)
        #expect(mail.parts.map(\.type) == ["text/plain", "text/html"])
        #expect(mail.parts.map(\.charset) == ["utf-8", "utf-8"])
        #expect(mail.parts.map(\.encoding) == ["quoted-printable", "quoted-printable"])
        #expect(mail.parts[0].text == rendered.text)
        #expect(mail.parts[1].text == rendered.html)
    }

    @Test(
        "an acute one says so first, on a telephone and in the mail program, alone or among others; others do not",
        arguments: ["ib", "bestuurder"] as [PersonID])
    func acute(recipient: PersonID) throws {
        let acute = Sample.item(51, kind: "noodsituatie", urgency: .acute, due: .instant(Sample.moment("2026-12-09", "10:00")), to: recipient)
        let others = [Sample.item(to: recipient), Sample.item(43, kind: "amk-opnieuw", urgency: .urgent, to: recipient)]
        let mark = recipient == "ib" ? "Acuut: " : "Acute: "
        for (items, purpose, isAcute) in [
            ([acute], .reminders, true), ([acute] + others, .reminders, true), ([acute] + others, .digest, true), (others, .reminders, false),
            (others, .digest, false),
        ] as [([MessageItem], DeliverySlot.Purpose, Bool)] {
            let mail = try PythonMail(Sample.renderer().mail(Sample.draft(items, to: recipient, purpose: purpose), at: now).message)
            #expect(mail.defects.isEmpty)
            #expect(mail.subject.hasPrefix(mark) == isAcute, "\(mail.subject)")
            #expect(mail["Importance"] == (isAcute ? "high" : nil))
        }
        let alone = Sample.item(51, kind: "noodsituatie", urgency: .acute, due: .instant(Sample.moment("2026-12-09", "10:00")))
        let mail = try PythonMail(
            Sample.renderer().mail(Sample.draft([alone], earlier: ["first@opvolg.example"]), at: Sample.moment("2026-12-10")).message)
        #expect(mail.subject == "Acuut: Opvolging 51: actie uiterlijk wo 9 december 10:00")
        #expect(mail["References"] == "<first@opvolg.example>" && mail["In-Reply-To"] == "<first@opvolg.example>")
    }

    @Test(
        "names with any character come back as they were",
        arguments: [
            "Zoë van der Pélikaan", "Prijs € 5", "Jansen, A. \"Ann\" (IB)", "Léa 👩‍🏫 Kracht", String(repeating: "Naam ", count: 30) + "x",
            "back\\slash", "=?UTF-8?Q?x?=", "李雷", String(repeating: "ë", count: 120), "a@b.example",
        ])
    func names(name: String) throws {
        let directory = Sample.directory(people: [Person(id: "ib", name: name, email: "ib@vlieger.example")])
        let renderer = try Sample.renderer(directory: directory, sender: Sample.mailbox(name))
        let mail = try PythonMail(renderer.mail(Sample.draft([Sample.item()]), at: now).message)
        #expect(mail.defects.isEmpty)
        #expect(mail.to == [PythonMail.Mailbox(name: name, address: "ib@vlieger.example")])
        #expect(mail.from == [PythonMail.Mailbox(name: name, address: "opvolging@perspectief.example")])
    }

    @Test("answers go where the configuration says, and without it there is no such header")
    func answers() throws {
        let mail = try PythonMail(
            Sample.renderer(replyTo: Mailbox("Zoë Ibsen <ib@vlieger.example>")).mail(Sample.draft([Sample.item()]), at: now).message)
        #expect(mail["Reply-To"] == "Zoë Ibsen <ib@vlieger.example>")
        #expect(mail.from == [PythonMail.Mailbox(name: "Opvolging", address: "opvolging@perspectief.example")])
        #expect(try PythonMail(Sample.renderer().mail(Sample.draft([Sample.item()]), at: now).message)["Reply-To"] == nil)
    }

    @Test("a text with é, ë, € and emoji reaches both parts")
    func bodyCharacters() throws {
        let title = "Één gesprek à € 5 voor zoë 👍🏽"
        let rendered = try Sample.renderer(catalogue: Sample.catalogue(title: title)).mail(Sample.draft([Sample.item()]), at: now)
        let mail = try PythonMail(rendered.message)
        #expect(mail.parts.allSatisfy { $0.text.contains(title) })
    }

    @Test("every line is at most 76 characters of ASCII and ends in CRLF, whatever is in the mail")
    func lines() throws {
        let items = (1...120).map { Sample.item(Int64($0 * 1000), kind: "taak", title: String(repeating: "é=. ", count: 49), caseCode: nil) }
        let message = try Sample.renderer().mail(Sample.draft(items), at: now).message
        let text = String(decoding: message, as: UTF8.self)
        #expect(text.utf8.allSatisfy { $0 < 128 })
        let lines = text.components(separatedBy: "\r\n")
        for line in lines {
            #expect(line.utf8.count <= 76)
            #expect(!line.unicodeScalars.contains { $0 == "\n" || $0 == "\r" })
        }
        let followUps = try #require(PythonMail(message)["X-Opvolg-Follow-Ups"])
        #expect(followUps == items.map { String($0.followUp.id) }.joined(separator: ", "))
    }

    @Test("the same message is the same to the byte, and its boundary is its own")
    func deterministic() throws {
        let renderer = try Sample.renderer()
        let first = try renderer.mail(Sample.draft([Sample.item()]), at: now).message
        #expect(try renderer.mail(Sample.draft([Sample.item()]), at: now).message == first)
        let other = try renderer.mail(Sample.draft([Sample.item()], messageID: "other@opvolg.example"), at: now).message
        #expect(boundary(of: first) != boundary(of: other))
    }

    @Test("references are the ten newest, and an id that could break a header is left out")
    func references() throws {
        let earlier = (1...14).map { "m\($0)@opvolg.example" } + ["bad\r\nBcc: x@y.example@z", "two words@x", "<a@b>", "none"]
        let mail = try PythonMail(try Sample.renderer().mail(Sample.draft([Sample.item()], earlier: earlier), at: now).message)
        #expect(mail["References"] == (5...14).map { "<m\($0)@opvolg.example>" }.joined(separator: " "))
        #expect(mail["In-Reply-To"] == "<m14@opvolg.example>")
        #expect(mail["Bcc"] == nil)
    }

    @Test("the date has the offset of the zone, in summer too")
    func summerDate() throws {
        let mail = try PythonMail(try Sample.renderer().mail(Sample.draft([Sample.item()]), at: Sample.moment("2027-07-05", "09:05")).message)
        #expect(mail.date == "2027-07-05T09:05:00+02:00")
    }

    private func boundary(of message: Data) -> Substring? {
        String(decoding: message, as: UTF8.self).split(separator: "boundary=").dropFirst().first?.prefix { $0 != "\r" }
    }
}
