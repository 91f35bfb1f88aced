import FollowUps
import Foundation
import Testing

@testable import Messages

@Suite struct TextTests {
    /// One of every kind of message, each with the moment at which it is rendered.
    private static func drafts(to recipient: PersonID) -> [(draft: MessageDraft, now: Date)] {
        let (early, late) = (Sample.moment("2026-12-09"), Sample.moment("2026-12-18", "09:30"))
        let acute = Due.instant(Sample.moment("2026-12-18", "07:00"))
        let role = Audience.role("directie")
        let items = [
            Sample.item(to: recipient), Sample.item(step: "holiday", to: recipient), Sample.item(due: Sample.due("2026-12-09"), to: recipient),
            Sample.item(43, kind: "amk-opnieuw", urgency: .urgent, round: 3, to: recipient, sentBefore: [.owner]),
            Sample.item(44, kind: "noodsituatie", urgency: .acute, due: acute, to: recipient),
            Sample.item(45, kind: "meldcode-evalueren", caseCode: nil, to: recipient),
            Sample.item(46, kind: "medewerker-training", caseCode: nil, employee: "leerkracht", owner: .person("leerkracht"), to: recipient),
            Sample.item(47, kind: "taak", title: "Rooster maken", caseCode: nil, to: recipient),
            Sample.item(48, kind: "verdwenen-soort", to: recipient),
            Sample.item(49, owner: .person("leerkracht"), to: recipient, standsInFor: "leerkracht"),
            Sample.item(50, to: recipient, isEscalation: true, sentBefore: [.owner, .owner]),
            Sample.item(51, to: recipient, audience: role, standsInFor: "directeur", isEscalation: true, sentBefore: [.owner, role]),
            Sample.item(
                52, kind: "medewerker-training", caseCode: nil, employee: "leerkracht", owner: .person("leerkracht"), to: recipient, audience: role,
                isEscalation: true, sentBefore: [.owner]),
            Sample.item(53, kind: "noodsituatie", urgency: .acute, due: acute, to: recipient, audience: .role("bestuur"), isEscalation: true),
        ]
        return [early, late].flatMap { now in
            items.map { (Sample.draft([$0], to: recipient), now) } + [
                (Sample.draft(items, to: recipient), now), (Sample.draft(items, to: recipient, purpose: .digest), now),
                (Sample.draft([items[0]], to: recipient, purpose: .digest), now),
            ]
        }
    }

    @Test(
        "every text renders whole for every kind of message, in both languages",
        arguments: ["ib", "bestuurder", "leerkracht", "directeur"] as [PersonID], Detail.allCases)
    func whole(recipient: PersonID, detail: Detail) throws {
        let renderer = try Sample.renderer(detail: detail)
        for (draft, now) in Self.drafts(to: recipient) {
            let mail = try renderer.mail(draft, at: now)
            for line in ([mail.subject] + mail.text.split(separator: "\n").map(String.init)) {
                #expect(!line.contains("{{") && !line.contains("}}") && !line.contains("**") && !line.contains("`"), "\(line)")
                #expect(
                    !line.hasSuffix(":") || line.hasSuffix("vragen:") || line.hasSuffix("ask of you:") || line.hasSuffix("gebeurd:")
                        || line.hasSuffix("happened:"), "nothing follows: \(line)")
                #expect(!line.contains("()") && !line.contains(" ,") && !line.contains(" ."), "something is missing: \(line)")
            }
            #expect(!mail.text.contains("\n\n\n"))
            for text in prose(mail.text) { #expect(!text.contains("  "), "\(text)") }
            #expect(!mail.html.contains("{{") && !mail.html.contains("}}}") && !mail.html.contains("\"></td>") && !mail.html.contains("\"></p>"))
            #expect(mail.html.contains("<html lang=\"\(recipient == "bestuurder" || recipient == "leerkracht" ? "en" : "nl")\">"))
            #expect(mail.html.hasSuffix("</html>\n"))
        }
    }

    /// The lines that are not of a table, where spaces align columns.
    private func prose(_ text: String) -> [Substring] {
        text.split(separator: "\n").filter { !$0.contains(":  ") && $0.wholeMatch(of: /(?:Nr|No\.|---?|\d+) .*/) == nil }
    }

    @Test("a reminder names the task, the case, the day, the ways to close it and whom to call")
    func reminder() throws {
        let mail = try Sample.renderer().mail(Sample.draft([Sample.item()]), at: Sample.moment("2026-12-09"))
        for part in [
            "Is de ouder aangekomen bij de hulp?", "Een wachtlijst telt niet als begonnen", "2026-014", "vr 11 december", "De Vlieger",
            "Ja, de hulp is begonnen: opvolg close 42 ja", "opvolg close 42 nee --reason \"…\"", "Veilig Thuis (voorheen AMK): 0800-2000",
        ] { #expect(mail.text.contains(part), "\(part)") }
        #expect(mail.html.contains("href=\"tel:08002000\""))
    }

    @Test("an escalation says since when, to whom it went before by role, and what is asked")
    func escalation() throws {
        let item = Sample.item(
            to: "directeur", audience: .role("directie"), isEscalation: true, sentBefore: [.owner, .role("ib"), .role("directie")])
        let mail = try Sample.renderer().mail(Sample.draft([item], to: "directeur"), at: Sample.moment("2026-12-18"))
        for part in [
            "Dit is 7 dagen te laat.", "Te laat sinds:        za 12 december", "Eerder gestuurd aan:  intern begeleider en directie",
            "Wat wij van u vragen", "opvolg assign 42",
        ] { #expect(mail.text.contains(part), "\(part)\n\(mail.text)") }
    }

    @Test("whoever stands in is told for which role")
    func standIn() throws {
        let item = Sample.item(to: "plaatsvervanger", standsInFor: "ib")
        let mail = try Sample.renderer().mail(Sample.draft([item], to: "plaatsvervanger"), at: Sample.moment("2026-12-09"))
        #expect(mail.text.contains("U vervangt:  intern begeleider"))
    }

    @Test(
        "a mail holds nobody's name or address but the recipient's and the sender's", arguments: Sample.people.filter { $0.email != nil },
        Detail.allCases)
    func nobodyElse(recipient: Person, detail: Detail) throws {
        let renderer = try Sample.renderer(detail: detail)
        for (draft, now) in Self.drafts(to: recipient.id) {
            let mail = try renderer.mail(draft, at: now)
            let whole = try PythonMail.plain(mail)
            for other in Sample.people where other.id != recipient.id {
                let words = other.name.split(separator: " ").map(String.init) + [other.email, other.id.rawValue].compactMap { $0 }
                // "ib" is a role too, and roles may be named.
                for word in words where word != "ib" { #expect(!whole.contains(word), "\(word) in a mail to \(recipient.id)") }
            }
        }
    }

    @Test("a discreet mail about a case tells neither task, outcome nor partner; one about the school still does")
    func discreet() throws {
        let renderer = try Sample.renderer(detail: .discreet)
        let now = Sample.moment("2026-12-18")
        let cases = [
            Sample.item(), Sample.item(43, kind: "amk-opnieuw", urgency: .urgent), Sample.item(44, isEscalation: true),
            Sample.item(45, kind: "taak", title: "Rooster maken"),
        ]
        let secrets = [
            "ouder", "Verbetering", "verbetering", "leerling", "Rooster", "hulp is begonnen", "wachtlijst", "close", "Veilig Thuis", "0800-2000",
            "112",
            "hulp-aangekomen", "amk",
        ]
        for draft in cases.map({ Sample.draft([$0]) }) + [Sample.draft(cases), Sample.draft(cases, purpose: .digest)] {
            let mail = try renderer.mail(draft, at: now)
            let whole = try PythonMail.plain(mail)
            for secret in secrets { #expect(!whole.contains(secret), "\(secret) in \(mail.text)") }
            #expect(mail.text.contains("2026-014") && mail.text.contains("opvolg show"))
        }
        let school = try renderer.mail(Sample.draft([Sample.item(kind: "meldcode-evalueren", caseCode: nil)]), at: now)
        #expect(school.text.contains("Werking van de meldcode evalueren"))
    }
}

extension PythonMail {
    /// The header, unfolded and undone of its encoding, and both parts.
    static func plain(_ mail: RenderedMail) throws -> String {
        let header = String(decoding: mail.message, as: UTF8.self).components(separatedBy: "\r\n\r\n")[0]
        return "\(header)\n\(mail.subject)\n\(mail.text)\n\(mail.html)"
    }
}
