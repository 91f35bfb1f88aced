import FollowUps
import Foundation
import SchoolTestSupport
import Testing

@testable import Messages

@Suite struct TextTests {
    /// One of every kind of message, each with the moment at which it is rendered.
    ///
    /// - Parameter link: of each follow-up; nil where there are no pages.
    static func drafts(to recipient: PersonID, link: LinkToken? = nil) -> [(draft: MessageDraft, now: Date)] {
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
            Sample.item(54, round: 12, to: recipient, isEscalation: true, sentBefore: [.owner], alsoTo: [role, .role("bestuur")]),
            Sample.item(55, kind: Sample.discreetKind, urgency: .acute, due: acute, to: recipient),
            Sample.item(56, kind: Sample.discreetKind, urgency: .acute, due: acute, to: recipient, audience: role, isEscalation: true),
            Sample.item(
                57, kind: "medewerker-training", caseCode: nil, employee: recipient, owner: .person(recipient), round: 2, to: recipient),
        ].map { item in link.map { item.with($0) } ?? item }
        return [early, late].flatMap { now in
            items.map { (Sample.draft([$0], to: recipient), now) } + [
                (Sample.draft(items, to: recipient), now), (Sample.draft(items, to: recipient, purpose: .digest), now),
                (Sample.draft([items[0]], to: recipient, purpose: .digest), now),
            ]
        }
    }

    @Test(
        "every text renders whole for every kind of message, in both languages, with pages and without",
        arguments: ["ib", "bestuurder", "leerkracht", "directeur"] as [PersonID], PrivacyLevel.allCases)
    func whole(recipient: PersonID, detail: PrivacyLevel) throws {
        for publicURL in [nil, Sample.publicURL] {
            let renderer = try Sample.renderer(detail: detail, publicURL: publicURL)
            for (draft, now) in Self.drafts(to: recipient, link: publicURL.flatMap { _ in Sample.token }) {
                try check(renderer.mail(draft, at: now), isEnglish: recipient == "bestuurder" || recipient == "leerkracht")
            }
        }
    }

    private func check(_ mail: RenderedMail, isEnglish: Bool) throws {
        for line in ([mail.subject] + mail.text.split(separator: "\n").map(String.init)) {
            #expect(!line.contains("{{") && !line.contains("}}") && !line.contains("**") && !line.contains("`") && !line.contains("]("), "\(line)")
            #expect(!line.hasSuffix(":") || line.hasSuffix("gegaan:") || line.hasSuffix("ended:"), "nothing follows: \(line)")
            #expect(!line.contains("()") && !line.contains(" ,") && !line.contains(" ."), "something is missing: \(line)")
        }
        #expect(!mail.text.contains("\n\n\n"))
        for text in prose(mail.text) { #expect(!text.contains("  "), "\(text)") }
        #expect(!mail.html.contains("{{") && !mail.html.contains("}}}") && !mail.html.contains("\"></td>") && !mail.html.contains("\"></p>"))
        #expect(mail.html.contains("<html lang=\"\(isEnglish ? "en" : "nl")\">"))
        #expect(mail.html.hasSuffix("</html>\n"))
    }

    /// The lines that are not of a table, where spaces align columns.
    private func prose(_ text: String) -> [Substring] {
        text.split(separator: "\n").filter { !$0.contains(":  ") && $0.wholeMatch(of: /(?:Nr|No\.|---?|\d+) .*/) == nil }
    }

    @Test(
        "a reminder names the task, what is asked, the case, the day, the ways it can end and whom to call; one line at its end says how to type it")
    func reminder() throws {
        let mail = try Sample.renderer().mail(Sample.draft([Sample.item()]), at: Sample.moment("2026-12-09"))
        for part in [
            "Is de ouder aangekomen bij de hulp?", "Een wachtlijst telt niet als begonnen", "2026-014", "vr 11 december", "De Vlieger",
            "Ja, de hulp is begonnen (ja)", "Nee (nee)", "Veilig Thuis (voorheen AMK): 0800-2000", "opvolg close 42",
        ] { #expect(mail.text.contains(part), "\(part)") }
        #expect(mail.html.contains("href=\"tel:08002000\""))
        #expect(mail.text.split(separator: "\n").count { $0.contains("opvolg ") } == 1)
    }

    @Test("an escalation to somebody above says since when, to whom it went before by role, whom to call today, and what is asked of them")
    func escalation() throws {
        let item = Sample.item(
            to: "directeur", audience: .role("directie"), isEscalation: true, sentBefore: [.owner, .role("ib"), .role("directie")])
        let mail = try Sample.renderer().mail(Sample.draft([item], to: "directeur"), at: Sample.moment("2026-12-18"))
        for part in [
            "Dit is 7 dagen te laat.", "Te laat sinds:        za 12 december", "Eerder gestuurd aan:  intern begeleider en directie",
            "Wat u nu kunt doen: bel vandaag de intern begeleider. Wat is er nodig?",
            "Dit wordt er gevraagd van de intern begeleider: Vraag de ouder of de hulp echt is begonnen.", "opvolg assign 42",
        ] { #expect(mail.text.contains(part), "\(part)\n\(mail.text)") }
    }

    @Test("an escalation tells the owner who else gets it, with the right article, and whom to call when it is not possible")
    func escalationToOwner() throws {
        func text(to person: PersonID, _ others: [Audience]) throws -> String {
            let item = Sample.item(to: person, isEscalation: true, sentBefore: [.owner], alsoTo: others)
            return try Sample.renderer().mail(Sample.draft([item], to: person), at: Sample.moment("2026-12-18")).text
        }
        let both = try text(to: "ib", [.role("directie"), .role("bestuur")])
        #expect(both.contains("Daarom krijgen ook de directie en het bestuur dit bericht."))
        #expect(both.contains("Bel vandaag de directie of het bestuur en zeg wat u nodig hebt."))
        let one = try text(to: "ib", [.role("directie")])
        #expect(one.contains("Dit staat te lang open. Daarom krijgt ook de directie dit bericht."))
        #expect(one.contains("Lukt dat niet? Bel vandaag de directie en zeg wat u nodig hebt."))
        #expect(try text(to: "ib", []).contains("Bel vandaag uw leidinggevende"))
        #expect(try text(to: "bestuurder", [.role("directie")]).contains("That is why the head of school gets this message as well."))
    }

    @Test("what is acute says whom to call before anything else of its facts, and to somebody above what to do when nobody answers")
    func acute() throws {
        let now = Sample.moment("2026-12-09", "22:40")
        func text(to person: PersonID, isEscalation: Bool, kind: KindID = "noodsituatie", urgency: Urgency = .acute) throws -> String {
            let item = Sample.item(
                kind: kind, urgency: urgency, due: .instant(now), to: person, audience: isEscalation ? .role("directie") : .owner,
                isEscalation: isEscalation, sentBefore: isEscalation ? [.owner] : [])
            return try Sample.renderer().mail(Sample.draft([item], to: person), at: now.addingTimeInterval(7200)).text
        }
        for (person, isEscalation) in [("ib", false), ("directeur", true)] as [(PersonID, Bool)] {
            let text = try text(to: person, isEscalation: isEscalation)
            let call = try #require(text.range(of: "Bellen:"))
            let due = try #require(text.range(of: "Uiterlijk:"))
            #expect(call.lowerBound < due.lowerBound, "\(text)")
            #expect(text.contains("Neemt niemand op? Doe het dan zelf.") == isEscalation)
        }
    }

    @Test("whoever stands in is told for which role")
    func standIn() throws {
        let item = Sample.item(to: "plaatsvervanger", standsInFor: "ib")
        let mail = try Sample.renderer().mail(Sample.draft([item], to: "plaatsvervanger"), at: Sample.moment("2026-12-09"))
        #expect(mail.text.contains("U vervangt:  intern begeleider"))
    }

    @Test(
        "a mail holds nobody's name or address but the recipient's and the sender's", arguments: Sample.people.filter { $0.email != nil },
        PrivacyLevel.allCases)
    func nobodyElse(recipient: Person, detail: PrivacyLevel) throws {
        let renderer = try Sample.renderer(detail: detail)
        for (draft, now) in Self.drafts(to: recipient.id) {
            let mail = try renderer.mail(draft, at: now)
            let whole = try PythonMail.plain(mail)
            for other in Sample.people where other.id != recipient.id {
                let words = other.name.split(separator: " ").map(String.init) + [other.email?.text, other.id.rawValue].compactMap { $0 }
                // "ib" is a role too, and roles may be named.
                for word in words where word != "ib" { #expect(!whole.contains(word), "\(word) in a mail to \(recipient.id)") }
            }
        }
    }
}

extension PythonMail {
    /// The header, unfolded and undone of its encoding, and both parts.
    static func plain(_ mail: RenderedMail) throws -> String {
        let header = String(decoding: mail.message, as: UTF8.self).components(separatedBy: "\r\n\r\n")[0]
        return "\(header)\n\(mail.subject)\n\(mail.text)\n\(mail.html)"
    }
}
