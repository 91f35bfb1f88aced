import FollowUps
import Foundation
import Testing

@testable import Messages

@Suite("The page of a follow-up")
struct PageTests {
    private static let now = Sample.moment("2026-12-09")

    static func page(
        of followUp: FollowUp, to person: PersonID = "ib", catalogue: Catalogue = Sample.catalogue, isSignedIn: Bool = false
    ) throws -> String {
        let rules = Rules(catalogue: catalogue, directory: Sample.directory, policies: Policies())
        let linked = LinkedFollowUp(
            person: person, followUp: followUp, outlook: rules.closing.outlook(of: followUp, earlier: [], isLast: false, now: now), ending: nil,
            opened: [])
        let renderer = PageRenderer(
            templates: try PageTemplates.load(from: Sample.templatesFolder), catalogue: catalogue, directory: Sample.directory)
        return try renderer.render(.followUp(FollowUpPage(linked, isSignedIn: isSignedIn)), in: .nl, at: now)
    }

    @Test(
        "says what is asked, and has a number to press for everybody whom one may call",
        arguments: [("ib", Language.nl), ("bestuurder", .en)] as [(PersonID, Language)])
    func helpAndContacts(person: PersonID, language: Language) throws {
        let html = try Self.page(of: Sample.item().followUp, to: person)
        #expect(html.contains(Sample.help[language]), "\(html)")
        #expect(html.contains("Veilig Thuis (voorheen AMK): <a href=\"tel:08002000\">0800-2000</a>"))
        #expect(!html.contains("opvolg show"))
    }

    @Test("leads back to the list for whoever is signed in, and nowhere for whoever came with a link")
    func back() throws {
        #expect(try Self.page(of: Sample.item().followUp, isSignedIn: true).contains("href=\"/follow-ups\""))
        #expect(try !Self.page(of: Sample.item().followUp).contains("href=\"/follow-ups\""))
    }

    @Test("does without help and contacts where a kind has none")
    func bare() throws {
        let html = try Self.page(of: Sample.item(kind: "meldcode-evalueren", caseCode: nil).followUp)
        #expect(html.contains("Werking van de meldcode evalueren") && !html.contains("class=\"help\"") && !html.contains("tel:"))
    }
}
