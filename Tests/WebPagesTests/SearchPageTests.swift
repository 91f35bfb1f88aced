import Foundation
import SchoolTestSupport
import Testing

@testable import FollowUps
@testable import WebPages

@Suite("Searching and calling")
struct SearchPageTests {
    private static let templates = Result { try PageTemplates.load(from: Sample.templatesFolder) }

    @Test("what was found is listed with the words, which are in no title, and leads on to what is done")
    func found() throws {
        let reader = PageReader(
            try #require(SeenSchools().visibility(of: "ib-vlieger")), rules: SeenSchools().rules, at: at("2026-12-07 10:00"))
        let followUp = SeenSchools.followUp(7, owner: .role("ib"), title: "Iets")
        let page = try Self.templates.get().render(SearchPage([followUp], total: 30, words: "<iets>", for: reader))
        #expect(page.contains("30 open acties van u met “&lt;iets&gt;”") && page.contains("<title>Zoeken</title>"))
        #expect(page.contains("href=\"/follow-ups?q=%3Ciets%3E\">Toon alle 30") && page.contains("href=\"/follow-ups?q=%3Ciets%3E&amp;state=all\""))
        #expect(try Self.templates.get().render(SearchPage([], total: 0, words: "x", for: reader)).contains("Niets gevonden bij “x”."))
        #expect(try Self.templates.get().render(SearchPage([], total: 0, words: "", for: reader)).contains("Typ bovenaan"))
    }

    @Test("every contact has a number to press")
    func contacts() throws {
        let rules = Ruleset(catalogues: Catalogues(Sample.catalogue), directory: Sample.directory, policies: Policies())
        let reader = PageReader(
            try #require(Visibility(of: "ib", rules: rules, on: day("2026-12-07"))), rules: rules, at: at("2026-12-07 10:00"))
        let page = try Self.templates.get().render(ContactsPage(for: reader))
        for number in ["08002000", "09001113111", "112"] { #expect(page.contains("href=\"tel:\(number)\"")) }
    }

    @Test("a contact without a number has its page or its address, and one of some schools says which")
    func contactsWithoutNumber() throws {
        let hours = LocalizedText(nl: "werkdagen 9-17 uur", en: "working days 9-17")
        let contacts = [
            Contact(id: "a", name: "Ander team", page: WebURL("https://ander.example"), schools: ["elders"]),
            Contact(id: "b", name: "Lokaal team", address: "Marktplein 1", hours: hours, schools: ["vlieger"]),
        ]
        let sample = Sample.directory
        let directory = Directory(clock: sample.clock, schools: sample.schools, people: sample.people, contacts: contacts)
        let rules = Ruleset(catalogues: Catalogues(Sample.catalogue), directory: directory, policies: Policies())
        let reader = PageReader(
            try #require(Visibility(of: "ib", rules: rules, on: day("2026-12-07"))), rules: rules, at: at("2026-12-07 10:00"))
        let page = try Self.templates.get().render(ContactsPage(for: reader))
        #expect(!page.contains("tel:"))
        #expect(page.contains("href=\"https://ander.example\" rel=\"noreferrer\""))
        for part in ["Marktplein 1", "werkdagen 9-17 uur", "voor De Vlieger"] { #expect(page.contains(part), "\(part)") }
        let places = ["Lokaal team", "Ander team"].compactMap { page.range(of: $0)?.lowerBound }
        #expect(places.count == 2 && places == places.sorted())
    }
}
