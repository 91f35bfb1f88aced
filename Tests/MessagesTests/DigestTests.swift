import FollowUps
import Foundation
import SchoolTestSupport
import Testing

@testable import Messages

@Suite("The digest with an overview")
struct DigestTests {
    private static let catalogue = Catalogue(
        kinds: Sample.catalogue.kinds,
        roles: Sample.catalogue.roles.map { Role(id: $0.id, title: $0.title, fallback: nil, getsOverview: $0.id == "directie") })

    private static let now = Sample.moment("2026-12-14")

    private static func followUp(
        _ id: Int64, _ kind: KindID, due: Due, code: CaseCode? = nil, employee: PersonID? = nil, urgency: Urgency = .normal
    ) -> FollowUp {
        FollowUp(
            id: id, kind: kind, title: kind == "medewerker-training" ? "Léa Kracht bijscholen" : nil, school: "vlieger", caseCode: code,
            employee: employee, owner: .role("ib"), urgency: urgency, due: due, openedAt: Sample.moment("2026-09-01"),
            escalation: FollowUp.Escalation(startedAt: Sample.moment("2026-09-01"), startedBy: "ib"))
    }

    /// As a director finds it on Monday 14 December: something in each part.
    static func facts(_ count: Int64 = 1) -> OverviewSnapshot {
        let followUps = (0..<count).flatMap { number in
            [
                followUp(100 + number, "medewerker-training", due: Sample.due("2027-01-18"), employee: "leerkracht"),
                followUp(1100 + number, "meldcode-evalueren", due: Sample.due("2026-12-11")),
                followUp(2100 + number, "hulp-aangekomen", due: Sample.due("2026-12-04"), code: CaseCode("2026-\(number + 14)")),
                followUp(3100 + number, "noodsituatie", due: .instant(Sample.moment("2026-12-12")), code: CaseCode("2026-2"), urgency: .acute),
            ]
        }
        let cases = (0..<count).map {
            OverviewSnapshot.CaseChange(code: CaseCode("2026-\($0 + 14)"), school: "vlieger", movedAt: Sample.moment("2026-11-02"))
        }
        return OverviewSnapshot(
            followUps: followUps, cases: cases + [.init(code: CaseCode("2026-900"), school: "vlieger", movedAt: Sample.moment("2026-12-10"))])
    }

    static func draft(
        _ items: [MessageItem] = [], to recipient: PersonID = "directeur", of holder: PersonID = "directeur", _ facts: OverviewSnapshot = facts(),
        channel: ChannelID = .mail
    ) -> MessageDraft {
        let rules = Ruleset(catalogues: Catalogues(catalogue), directory: Sample.directory, policies: Policies())
        let scopes = [rules.overviewScope(of: holder)].compactMap { $0 }
        let overview = Overview(for: recipient, of: scopes, from: facts, rules: rules, access: rules.planner(absences: []).access(at: now), at: now)
        return MessageDraft(message: Sample.draft(items, to: recipient, channel: channel, purpose: .digest).message, items: items, overview: overview)
    }

    static let items = [
        Sample.item(51, due: Sample.due("2026-12-04"), to: "directeur", audience: .role("directie"), isEscalation: true, sentBefore: [.owner]),
        Sample.item(52, kind: "taak", title: "Rooster maken", caseCode: nil, due: Sample.due("2026-12-18"), to: "directeur"),
    ]

    @Test("the text of a whole week, in Dutch")
    func text() throws {
        let mail = try Sample.renderer(catalogue: Self.catalogue).mail(Self.draft(Self.items), at: Self.now)
        #expect(mail.subject == "Opvolging: weekoverzicht ma 14 december, 1 nu te doen")
        #expect(
            mail.text == """
                2 acties voor u
                ===============

                Begin bovenaan: daar staat wat niet kan wachten.

                Is de ouder aangekomen bij de hulp?
                Te lang open bij de intern begeleider. Bel vandaag: wat is er nodig?
                Vraag de ouder of de hulp echt is begonnen. Een wachtlijst telt niet als begonnen.
                10 dagen te laat, dossier 2026-014, nr. 51

                Ook te doen
                ===========

                Rooster maken
                Uiterlijk vr 18 december, De Vlieger, nr. 52

                Wat er wordt gevraagd en hoe u het afrondt, ziet u met opvolg show en het nummer.

                Uw scholen
                ==========

                Te laat
                -------

                School      Te laat                                 Nummers
                ------      -------                                 -------
                De Vlieger  1 acuut, 2 gewoon, sinds za 5 december  3100, 2100, 1100

                Dossiers zonder beweging
                ------------------------

                In deze dossiers is vier weken niets gedaan, of er staat niets meer open. Vraag hoe het ermee staat.

                Dossier   Laatst iets gedaan               Open
                -------   ------------------               ----
                2026-900  do 10 december, 4 dagen geleden  niets
                2026-14   ma 2 november, 6 weken geleden   nr. 2100

                Scholing
                --------

                Nr.  Scholing                      Uiterlijk
                ---  --------                      ---------
                100  Training signaleren verloopt  ma 18 januari 2027

                Evaluaties en jaarlijks werk
                ----------------------------

                Nr.   Wat                                Uiterlijk
                ---   ---                                ---------
                1100  Werking van de meldcode evalueren  vr 11 december, 3 dagen te laat

                Wie het doet en om wie het gaat, ziet u met opvolg show en het nummer.

                --\(" ")
                Automatisch bericht. Deze mail bevat geen namen. Houd dat zo als u antwoordt of doorstuurt.

                """)
    }

    @Test("the HTML has real tables with heads, as Python reads it, and says nothing of whom it is about", arguments: PrivacyLevel.allCases)
    func html(detail: PrivacyLevel) throws {
        let mail = try Sample.renderer(catalogue: Self.catalogue, detail: detail).mail(Self.draft(Self.items), at: Self.now)
        let read = try PythonMail(mail.message)
        #expect(read.defects.isEmpty && read.parts.map(\.type) == ["text/plain", "text/html"])
        let html = read.parts[1].text
        for head in ["School", "Te laat", "Nummers", "Dossier", "Open", "Scholing", "Uiterlijk"] {
            #expect(html.contains(try Regex("<th[^>]* scope=\"col\"[^>]*>\(head)</th>")), "\(head)")
        }
        #expect(html.components(separatedBy: "<th ").count - 1 == 12)
        #expect(read["X-Opvolg-Follow-Ups"] == "51, 52")
        for secret in ["Léa", "Kracht", "leerkracht", "bijscholen"] { #expect(!(mail.text + html + mail.subject).contains(secret)) }
    }

    @Test("training and yearly work that the reader has to do stands above with its button, and not in the overview again")
    func nothingTwice() throws {
        let own = Sample.item(1100, kind: "meldcode-evalueren", caseCode: nil, due: Sample.due("2026-12-11"), to: "directeur")
        let text = try Sample.renderer(catalogue: Self.catalogue).mail(Self.draft([own]), at: Self.now).text
        #expect(text.components(separatedBy: "Werking van de meldcode evalueren").count == 2, "\(text)")
        #expect(!text.contains("Evaluaties en jaarlijks werk") && text.contains("Training signaleren verloopt"))
    }

    @Test("without reminders it is the overview alone; with none that waited and no overview it is what it would be without a digest")
    func alone() throws {
        let renderer = try Sample.renderer(catalogue: Self.catalogue)
        let mail = try renderer.mail(Self.draft(), at: Self.now)
        #expect(mail.subject == "Opvolging: weekoverzicht ma 14 december" && mail.text.hasPrefix("Uw scholen\n==========\n"))
        #expect(try PythonMail(mail.message)["X-Opvolg-Follow-Ups"] == nil)
        let escalation = try renderer.mail(Sample.draft([Self.items[0]], to: "directeur", purpose: .digest), at: Self.now)
        #expect(escalation.subject == "Opvolging 51: actie uiterlijk vr 4 december" && escalation.text.contains("Wat u nu kunt doen"))
    }

    @Test("a deputy is told for whom, in English too")
    func deputy() throws {
        let dutch = try Sample.renderer(catalogue: Self.catalogue).mail(Self.draft(to: "ib"), at: Self.now)
        #expect(dutch.text.contains("U krijgt dit omdat u de directie vervangt."))
        let mail = try Sample.renderer(catalogue: Self.catalogue).mail(Self.draft(to: "bestuurder"), at: Self.now)
        for part in [
            "You get this because you stand in for the head of school.", "1 acute, 2 normal, since Sat 5 December", "Mon 2 November, 6 weeks ago",
            "Thu 10 December, 4 days ago", "nothing", "Mon 18 January 2027", "Fri 11 December, 3 days late",
        ] { #expect(mail.text.contains(part), "\(part)\n\(mail.text)") }
        #expect(!mail.text.contains(" te laat") && !mail.text.contains("geleden"))
    }

    @Test("however much there is, the mail stays below the size at which Gmail cuts it off, and says how much is left out")
    func size() throws {
        let items = (1...300).map {
            Sample.item(
                Int64($0), due: Sample.due($0 < 100 ? "2026-12-04" : "2026-12-18"), to: "directeur",
                audience: .role("directie"), isEscalation: $0 < 100, sentBefore: [.owner])
        }
        let mail = try Sample.renderer(catalogue: Self.catalogue).mail(Self.draft(items, Self.facts(200)), at: Self.now)
        #expect(mail.html.utf8.count < 102_000)
        for part in [
            "En nog 252. U ziet ze met opvolg list", "En nog 185. U ziet ze met opvolg list", "En nog 186. U ziet ze met opvolg case list",
            "en nog 590",
        ] { #expect(mail.text.contains(part), "\(part)") }
    }

    @Test("a webhook gets the numbers of each part only", arguments: ["generic", "slack", "teams"])
    func webhook(template: String) throws {
        let message = try Sample.renderer(catalogue: Self.catalogue, webhookTemplate: template)
            .render(Self.draft(channel: "teams"), at: Self.now)
        let text = String(decoding: message.content, as: UTF8.self)
        #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: message.content) }
        if template == "generic" {
            let body = try #require(try JSONSerialization.jsonObject(with: message.content) as? [String: Any])
            let data = try #require(body["data"] as? [String: Any])
            #expect(data["overview"] as? [String: Int] == ["overdue": 3, "unmoved_cases": 2, "trainings": 1, "evaluations": 1])
            #expect((data["follow_ups"] as? [Any])?.isEmpty == true && data["school"] as? String == "vlieger")
        } else {
            #expect(text.contains("Te laat: 3. Dossiers zonder beweging: 2. Scholing: 1. Evaluaties: 1."))
        }
    }
}
