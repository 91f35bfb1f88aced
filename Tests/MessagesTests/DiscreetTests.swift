import FollowUps
import Foundation
import SchoolTestSupport
import Testing

@testable import Messages

@Suite("A kind of which no message may tell")
struct DiscreetTests {
    private static let now = Sample.moment("2026-12-18")
    /// Its title, its help, its outcomes, whom one calls about it, and its id.
    private static let secrets = [
        "eergeweld", "Eergeweld", "honour", "vader", "ertrouwensinspecteur", "111 3 111", "09001113111", "gemeld", "reported", "opvolg close",
        Sample.discreetKind.rawValue,
    ]

    private static func item(
        _ id: Int64 = 43, to recipient: PersonID = "ib", audience: Audience = .owner, isEscalation: Bool = false, link: LinkToken? = nil
    ) -> MessageItem {
        Sample.item(
            id, kind: Sample.discreetKind, title: "Eergeweld bespreken", urgency: .acute, due: .instant(Sample.moment("2026-12-18", "07:00")),
            to: recipient, audience: audience, isEscalation: isEscalation, sentBefore: isEscalation ? [.owner] : [], link: link)
    }

    /// Alone, an escalation to its owner and to somebody above, among others, and in a digest, short and long.
    private static func drafts(to recipient: PersonID, link: LinkToken?) -> [MessageDraft] {
        let other = Sample.item(45, kind: "meldcode-evalueren", caseCode: nil, to: recipient, link: link)
        let single = [
            item(to: recipient, link: link), item(to: recipient, isEscalation: true, link: link),
            item(to: recipient, audience: .role("directie"), isEscalation: true, link: link),
        ]
        let many = [item(to: recipient, link: link)] + (50..<58).map { Sample.item($0, kind: "meldcode-evalueren", caseCode: nil, to: recipient) }
        return single.map { Sample.draft([$0], to: recipient) }
            + single.flatMap { item in [DeliverySlot.Purpose.reminders, .digest].map { Sample.draft([item, other], to: recipient, purpose: $0) } }
            + [Sample.draft(many, to: recipient), Sample.draft(many, to: recipient, purpose: .digest)]
    }

    @Test(
        "every mail about it says that it cannot wait, of which case it is and whom one can always call, and nothing of what it is",
        arguments: ["ib", "bestuurder"] as [PersonID], [nil, Sample.publicURL])
    func mails(recipient: PersonID, publicURL: WebOrigin?) throws {
        let renderer = try Sample.renderer(publicURL: publicURL)
        for draft in Self.drafts(to: recipient, link: publicURL.flatMap { _ in Sample.token }) {
            let mail = try renderer.mail(draft, at: Self.now)
            let whole = try PythonMail.plain(mail)
            for secret in Self.secrets { #expect(!whole.contains(secret), "\(secret) in \(mail.text)") }
            #expect(mail.subject.hasPrefix(recipient == "ib" ? "Acuut: " : "Acute: "), "\(mail.subject)")
            #expect(mail.text.contains("2026-014") && mail.text.contains("43"), "\(mail.text)")
            #expect(mail.html.contains("href=\"tel:112\"") && mail.html.contains("href=\"tel:08002000\""), "\(mail.text)")
            #expect(mail.text.contains("\(Sample.publicURL)/o/") == (publicURL != nil), "\(mail.text)")
        }
    }

    @Test("no webhook tells of it", arguments: ["generic", "slack", "teams"], Language.allCases)
    func webhooks(template: String, language: Language) throws {
        let renderer = try Sample.renderer(language: language, webhookTemplate: template, publicURL: Sample.publicURL)
        for purpose in [DeliverySlot.Purpose.reminders, .digest] {
            let draft = Sample.draft([Self.item(to: "directeur"), Sample.item(45)], to: "directeur", channel: "teams", purpose: purpose)
            let text = String(decoding: try renderer.render(draft, at: Self.now).content, as: UTF8.self)
            for secret in Self.secrets { #expect(!text.contains(secret), "\(secret) in \(text)") }
            #expect(text.contains("43") && (template == "generic" || text.contains("Acu")), "\(text)")
        }
    }

    @Test("an overview names it no more than a mail does")
    func overview() throws {
        let kind = Kind(
            id: "geheim", title: LocalizedText(nl: "Eergeweld evalueren"), source: "1", scope: .school, owner: .role("ib"), urgency: .normal,
            isDiscreet: true, term: nil, outcomes: [])
        let catalogue = Catalogue(
            kinds: Sample.catalogue.kinds + [kind],
            roles: Sample.catalogue.roles.map { Role(id: $0.id, title: $0.title, fallback: nil, getsOverview: $0.id == "directie") })
        let rules = Ruleset(catalogues: Catalogues(catalogue), directory: Sample.directory, policies: Policies())
        let followUp = Sample.item(900, kind: "geheim", caseCode: nil, due: Sample.due("2026-12-11")).followUp
        let scopes = [rules.overviewScope(of: "directeur")].compactMap { $0 }
        let access = rules.planner(absences: []).access(at: Self.now)
        let overview = Overview(
            for: "directeur", of: scopes, from: OverviewSnapshot(followUps: [followUp]), rules: rules, access: access, at: Self.now)
        let draft = MessageDraft(
            message: Sample.draft([], to: "directeur", purpose: .digest).message, items: [], overview: overview)
        let mail = try Sample.renderer(catalogue: catalogue).mail(draft, at: Self.now)
        #expect(mail.text.contains("Actie 900") && !mail.text.contains("ergeweld"), "\(mail.text)")
    }

    @Test("where mails about all cases are discreet, they tell neither task, outcome nor partner; one about the school still does")
    func installation() throws {
        let renderer = try Sample.renderer(detail: .discreet)
        let cases = [
            Sample.item(), Sample.item(43, kind: "amk-opnieuw", urgency: .urgent), Sample.item(44, isEscalation: true),
            Sample.item(45, kind: "taak", title: "Rooster maken"),
        ]
        let secrets = [
            "ouder", "Verbetering", "verbetering", "leerling", "Rooster", "hulp is begonnen", "wachtlijst", "close", "Veilig Thuis", "0800-2000",
            "tel:112", "hulp-aangekomen", "amk",
        ]
        for draft in cases.map({ Sample.draft([$0]) }) + [Sample.draft(cases), Sample.draft(cases, purpose: .digest)] {
            let mail = try renderer.mail(draft, at: Self.now)
            let whole = try PythonMail.plain(mail)
            for secret in secrets { #expect(!whole.contains(secret), "\(secret) in \(mail.text)") }
            #expect(mail.text.contains("2026-014") && mail.text.contains("opvolg show"))
        }
        let school = try renderer.mail(Sample.draft([Sample.item(kind: "meldcode-evalueren", caseCode: nil)]), at: Self.now)
        #expect(school.text.contains("Werking van de meldcode evalueren"))
    }
}
