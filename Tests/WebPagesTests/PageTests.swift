import Foundation
import SchoolTestSupport
import Templates
import Testing

@testable import FollowUps
@testable import WebPages

@Suite("The page of a follow-up")
struct PageTests {
    private static let now = Sample.moment("2026-12-09")
    /// The shipped ones, read once.
    private static let templates = Result { try PageTemplates.load(from: Sample.templatesFolder) }

    static func page(
        of followUp: FollowUp, to person: PersonID = "ib", catalogue: Catalogue = Sample.catalogue
    ) throws -> String {
        let rules = Ruleset(catalogues: Catalogues(catalogue), directory: Sample.directory, policies: Policies())
        let linked = LinkedFollowUp(
            person: person, followUp: followUp, previews: rules.closing(of: followUp).previews(of: followUp, earlier: [], isLast: false, now: now),
            ending: nil,
            opened: [])
        return try templates.get().render(
            LinkPage(FollowUpContents(linked, catalogues: Catalogues(catalogue), directory: Sample.directory, at: now)))
    }

    @Test(
        "says what is asked, and has a number to press for everybody whom one may call",
        arguments: [("ib", Language.nl), ("bestuurder", .en)] as [(PersonID, Language)])
    func helpAndContacts(person: PersonID, language: Language) throws {
        let html = try Self.page(of: Sample.item().followUp, to: person)
        #expect(html.contains(Sample.help[language]), "\(html)")
        let call = language == .nl ? "Bel" : "Call"
        #expect(html.contains("href=\"tel:08002000\">\(call) Veilig Thuis (voorheen AMK) <strong>0800-2000</strong></a>"))
        #expect(!html.contains("opvolg show"))
    }

    @Test("asks once more, with what will follow and a value of its own, and offers nothing else meanwhile", arguments: ["ib", "bestuurder"])
    func question(person: PersonID) throws {
        let secret = try #require(Secret("AAAAAAAAAAAAAAAAAAAAAA"))
        func html(_ form: FollowUpForm) throws -> String {
            let rules = Ruleset(catalogues: Catalogues(Sample.catalogue), directory: Sample.directory, policies: Policies())
            let followUp = Sample.item().followUp
            let linked = LinkedFollowUp(
                person: person, followUp: followUp,
                previews: rules.closing(of: followUp).previews(of: followUp, earlier: [], isLast: false, now: Self.now),
                ending: nil, opened: [])
            let contents = try FollowUpContents(
                linked, form: form, catalogues: Catalogues(Sample.catalogue), directory: Sample.directory, at: Self.now)
            return try Self.templates.get().render(LinkPage(contents, confirming: secret))
        }
        let closing = try html(FollowUpForm(button: .close, [.outcome: "nee", .reason: "Op & weg"], namesSeen: "Op"))
        let dutch = person == "ib"
        for part in [
            dutch ? "Klopt dit?" : "Is this right?", "Op &amp; weg", dutch ? "Daarna volgt niets meer." : "Nothing follows.",
            "<input type=\"hidden\" name=\"confirm\" value=\"\(secret.text)\">", "<input type=\"hidden\" name=\"outcome\" value=\"nee\">",
            "<input type=\"hidden\" name=\"names-seen\" value=\"Op\">", "name=\"do\" value=\"close\"",
        ] { #expect(closing.contains(part), "\(part) is not in \(closing)") }
        #expect(!closing.contains("type=\"radio\"") && !closing.contains("value=\"snooze\""))
        let snoozing = try html(FollowUpForm(button: .snooze, [.until: "2026-12-10", .reason: "Ziek"]))
        #expect(snoozing.contains(dutch ? "Geen herinnering tot do 10 december." : "No reminder until Thu 10 December."), "\(snoozing)")
        #expect(snoozing.contains("name=\"do\" value=\"snooze\"") && !snoozing.contains("value=\"close\""))
    }

    @Test("names the style sheet with a hash of it")
    func stylesheet() throws {
        let path = PagePath.stylesheet(try Self.templates.get().stylesheet)
        #expect(try Self.page(of: Sample.item().followUp).contains("<link rel=\"stylesheet\" href=\"\(path)\">"))
    }

    @Test("leads nowhere but to its actions for whoever came with a link")
    func linksNowhere() throws {
        #expect(try !Self.page(of: Sample.item().followUp).contains("href=\"/follow-ups\""))
    }

    @Test("says the code of the case of its own in which an outcome would be recorded, and in which it was")
    func ownCase() throws {
        let kind = try #require(Sample.catalogue.kind("noodsituatie"))
        let own = CaseCode("VL-2026-031")
        let outcome = try #require(Sample.catalogue.kind("hulp-aangekomen")?.outcome("wachtlijst"))
        let opening = NewFollowUp(kind, at: "vlieger", in: own, owner: .role("bestuur"), due: .instant(Self.now))
        let templates = try Self.templates.get()
        func page(_ followUp: FollowUp, _ ownCase: CaseCode?, isInOwnCase: Bool = false) throws -> String {
            let linked = LinkedFollowUp(
                person: "ib", followUp: followUp, previews: [OutcomePreview(outcome: outcome, openings: [opening], ownCase: ownCase)], ending: nil,
                opened: [], isInOwnCase: isInOwnCase)
            return try templates.render(
                LinkPage(FollowUpContents(linked, catalogues: Catalogues(Sample.catalogue), directory: Sample.directory, at: Self.now)))
        }
        let open = Sample.item().followUp
        #expect(try page(open, own).contains("Dit komt in een eigen dossier: VL-2026-031. In dit dossier is er niets van te zien."))
        #expect(try !page(open, nil).contains("eigen dossier"))
        let closed = FollowUp(
            id: 43, kind: open.kind, school: "vlieger", caseCode: own, owner: open.owner, urgency: .normal, due: open.due, status: .closed,
            openedAt: Self.now, escalation: open.escalation, end: FollowUp.End(at: Self.now, outcome: "wachtlijst"))
        #expect(try page(closed, nil, isInOwnCase: true).contains("Dit staat in een eigen dossier: <strong>VL-2026-031</strong>."))
    }

    @Test("does without help and contacts where a kind has none")
    func bare() throws {
        let html = try Self.page(of: Sample.item(kind: "meldcode-evalueren", caseCode: nil).followUp)
        #expect(html.contains("Werking van de meldcode evalueren") && !html.contains("class=\"help\"") && !html.contains("tel:"))
    }

    @Test(
        "tells everything, behind the link of a mail that may tell nothing too: whoever may open it could sign in with the same mailbox",
        arguments: Language.allCases)
    func discreet(language: Language) throws {
        let followUp = Sample.item(
            43, kind: Sample.discreetKind, title: "Eergeweld bespreken", urgency: .acute, due: .instant(Sample.moment("2026-12-18", "07:00"))
        ).followUp
        let html = try Self.page(of: followUp, to: language == .nl ? "ib" : "bestuurder")
        for part in language == .nl
            ? ["Eergeweld bespreken", "Bel nu over eergeweld.", "Het eergeweld is gemeld", "href=\"tel:09001113111\"", "href=\"tel:08002000\""]
            : ["Call now about honour-based violence.", "It was reported", "href=\"tel:09001113111\""]
        { #expect(html.contains(part), "\(part) is not in \(html)") }
        #expect(html.contains(language == .nl ? "<title>Actie 43</title>" : "<title>Action 43</title>"))
    }
}
