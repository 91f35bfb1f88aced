import FollowUps
import Foundation
import SchoolTestSupport
import Testing

@testable import Messages

@Suite("The notice to the operator")
struct NoticeTests {
    private static let now = Sample.moment("2026-12-14", "08:10")

    private static func stuck(
        _ message: Int64, _ followUps: [Int64] = [3, 4], error: String? = "550 5.1.1 Zoe Ibsen <address> unknown"
    ) -> Notice.UndeliveredMessage {
        .init(message: message, channel: .mail, since: Sample.moment("2026-12-14"), followUps: followUps, lastError: error)
    }

    private static let everything = Notice(
        undelivered: [stuck(12)], late: [stuck(13, [], error: nil)], unreached: [3], passedOn: [5, 6], unplanned: [7])

    private func mail(_ notice: Notice, to recipient: PersonID = "directeur") throws -> RenderedMail {
        let message = Sample.draft([], to: recipient, purpose: .notice).message
        return try Sample.renderer().mail(MessageDraft(message: message, items: [], notice: notice), at: Self.now)
    }

    @Test("it says what went wrong, by number, and with which command to look and to mend it")
    func text() throws {
        let mail = try mail(Self.everything)
        #expect(mail.subject == "Opvolging: 6 meldingen voor de beheerder")
        for part in [
            "Niemand is bereikt", "actie 3", "er gaat geen herinnering uit", "Niet bezorgd", "550 5.1.1", "3, 4", "Wacht al uren",
            "ma 14 december 08:00", "5, 6", "7",
            "opvolg assign", "opvolg message show", "opvolg message retry", "opvolg check", "opvolg status",
        ] {
            #expect(mail.text.contains(part), "\(part) is not in\n\(mail.text)")
        }
        #expect(mail.html.contains("550 5.1.1") && mail.html.contains("<li "))
        #expect(!mail.text.contains("{{") && !mail.html.contains("|---"))
        #expect(try PythonMail(mail.message).defects.isEmpty)
    }

    @Test("it asks for attention in its own words, not as what is overdue or acute", arguments: [everything, Notice(undelivered: [stuck(12)])])
    func tag(notice: Notice) throws {
        let dutch = try mail(notice).html
        #expect(dutch.contains(">Let op</span>") && !dutch.contains(">Te laat<") && !dutch.contains(">Acuut<"))
        #expect(dutch.contains("wat er misging") && !dutch.contains("van u wordt gevraagd"))
        let english = try mail(notice, to: "bestuurder").html
        #expect(english.contains(">Attention</span>") && english.contains("what went wrong"))
    }

    @Test(
        "it names no person but its recipient, and repeats no word of what the other server answered",
        arguments: ["directeur", "bestuurder"] as [PersonID])
    func namesNobody(recipient: PersonID) throws {
        let mail = try mail(Self.everything, to: recipient)
        let text = String(decoding: mail.message, as: UTF8.self) + mail.text + mail.html
        for person in Sample.people where person.id != recipient {
            for mark in [person.name, person.email?.text ?? person.name, person.id.rawValue] {
                #expect(!text.contains(mark), "\(mark) is in\n\(mail.text)")
            }
        }
        #expect(!text.contains("unknown") && !text.contains("Ibsen"))
    }

    @Test("it says only what there is to say, one of it in the singular, and in English to whoever reads that")
    func parts() throws {
        let one = try mail(Notice(undelivered: [Self.stuck(12)]))
        #expect(one.subject == "Opvolging: 1 melding voor de beheerder")
        for absent in ["Niemand is bereikt", "Wacht al uren", "Naar een ander", "Niet te plannen"] { #expect(!one.text.contains(absent)) }
        let english = try mail(Self.everything, to: "bestuurder")
        #expect(english.subject == "Follow-up: 6 things for the operator")
        #expect(english.text.contains("reached nobody"))
    }

    @Test("it names each school whose holidays run out, with the last day that is known and what to do")
    func holidays() throws {
        func ending(_ id: SchoolID, _ name: String, _ last: String?) -> EndingHolidays? {
            let days = last.flatMap { Day($0) }.map { [$0.adding(days: -5)...$0] } ?? []
            let calendar = SchoolCalendar(clock: Sample.clock, holidays: days)
            return EndingHolidays(School(id: id, name: name, region: "noord", roles: [:], calendar: calendar), on: Sample.clock.day(of: Self.now))
        }
        let schools = [
            ending("vlieger", "De Vlieger", "2027-01-03"), ending("regenboog", "De Regenboog", "2026-10-18"), ending("eik", "De Eik", nil),
        ]
        let mail = try mail(Notice(endingHolidays: schools.compactMap { $0 }))
        #expect(mail.subject == "Opvolging: 3 meldingen voor de beheerder")
        for part in ["De Vlieger", "zo 3 januari 2027", "De Regenboog", "zo 18 oktober (voorbij)", "geen enkele bekend", "schoolvakanties.csv"] {
            #expect(mail.text.contains(part), "\(part) is not in\n\(mail.text)")
        }
        let english = try self.mail(Notice(endingHolidays: schools.compactMap { $0 }), to: "bestuurder")
        #expect(english.text.contains("The holidays run out") && english.text.contains("none is known"))
        #expect(!(try self.mail(Self.everything)).text.contains("vakantie"))
    }

    @Test("it says of when the last backup is, or that there never was one, and what to do")
    func missedBackup() throws {
        let missed = MissedBackup(last: Self.now.addingTimeInterval(-3 * 86_400), begun: nil, at: Self.now)
        let notice = Notice(missedBackup: missed)
        let mail = try mail(notice)
        #expect(mail.subject == "Opvolging: 1 melding voor de beheerder")
        for part in ["De laatste reservekopie is van", "opvolg backup", "opvolg-backup.timer"] { #expect(mail.text.contains(part), "\(mail.text)") }
        #expect(try self.mail(notice, to: "bestuurder").text.contains("The last backup is of"))
        let never = Notice(missedBackup: MissedBackup(last: nil, begun: Self.now.addingTimeInterval(-3 * 86_400), at: Self.now))
        #expect(try self.mail(never).text.contains("Er is nog nooit een reservekopie gemaakt."))
        #expect(!(try self.mail(Self.everything)).text.contains("reservekopie"))
    }

    @Test("it says how many mails wait to be read, and since when and why the mailbox cannot be")
    func mailbox() throws {
        let notice = Notice(
            unreadMails: 2,
            mailboxOutage: MailboxOutage(since: Self.now.addingTimeInterval(-7200), reason: "no answer from imaps://imap.perspectief.example"))
        let mail = try mail(notice)
        #expect(mail.subject == "Opvolging: 2 meldingen voor de beheerder")
        for part in ["liggen 2 mails", "blijft ongelezen", "no answer from imaps://imap.perspectief.example"] {
            #expect(mail.text.contains(part), "\(part) is not in\n\(mail.text)")
        }
        #expect(try self.mail(Notice(unreadMails: 1)).text.contains("ligt 1 mail die"))
        #expect(try self.mail(notice, to: "bestuurder").text.contains("2 mails that opvolg does not understand"))
        #expect(!(try self.mail(Self.everything)).text.contains("postbus"))
    }

    @Test("it says over what nothing goes out, since when, how much waits and what is acute; over another server from and to others")
    func outages() throws {
        let outage = ChannelOutage(
            of: .mail, after: nil, reason: "554 5.7.1 <address>: Relay access denied for Zoe", at: Self.now.addingTimeInterval(-1800))
        let notice = Notice(outages: [.init(outage, waiting: 12, acute: 3)])
        let mail = try mail(notice)
        for part in ["Er gaat niets uit", "ma 14 december 07:40", "554 5.7.1", "12", "3", "systemctl reload opvolgd"] {
            #expect(mail.text.contains(part), "\(part) is not in\n\(mail.text)")
        }
        #expect(!mail.text.contains("Zoe") && !mail.text.contains("één keer per dag"))
        let draft = Sample.draft([], to: "directeur", channel: .noticeMail, purpose: .notice)
        let sender = try #require(Mailbox("Wacht <wacht@provider.example>"))
        let other = NoticeAddresses(sender: sender, recipient: MailAddress("dienst@provider.example"))
        let message = try Sample.renderer(noticeMail: other).render(
            MessageDraft(message: draft.message, items: [], notice: notice), at: Self.now)
        #expect(message.channel == .noticeMail && message.address?.text == "dienst@provider.example")
        let text = String(decoding: message.content, as: UTF8.self)
        #expect(text.contains("wacht@provider.example") && text.contains("dienst@provider.example"))
        #expect(try PythonMail(message.content).defects.isEmpty)
        for name in ["generic", "slack", "teams"] {
            let draft = Sample.draft([], to: "directeur", channel: "teams", purpose: .notice)
            let body = try Sample.renderer(webhookTemplate: name).render(
                MessageDraft(message: draft.message, items: [], notice: notice), at: Self.now)
            let json = try JSONSerialization.jsonObject(with: body.content)
            #expect("\(json)".contains("554 5.7.1") && "\(json)".contains("Er gaat niets uit"), "\(json)")
        }
    }

    @Test("of hundreds it shows the first fifteen, and says how many more there are")
    func many() throws {
        let mail = try mail(Notice(undelivered: (1...300).map { Self.stuck($0, [$0 + 1000]) }, unreached: Array(501...600)))
        #expect(mail.text.contains("1015") && !mail.text.contains("1016"))
        #expect(mail.text.contains("En nog 285.") && mail.text.contains("515 en nog 85"))
        #expect(mail.message.count < 102_000)
    }

    @Test(
        "of an error only the status is told, never a port or a number in a name",
        arguments: [
            ("550 5.1.1 no such user", "550 5.1.1"), ("550-5.7.1 no", "550 5.7.1"),
            ("given up after 31 attempts; the last one: 451 4.3.0 busy", "451 4.3.0"),
            ("teams-directie answered 404", "404"), ("no answer from mail.example:465: Failed to connect to mail.example port 465 after 1 ms", nil),
            ("ib-500 cannot be reached over mail any more", nil), ("", nil),
        ] as [(String, String?)])
    func status(error: String, status: String?) { #expect(Self.stuck(1, error: error).status == status) }
}
