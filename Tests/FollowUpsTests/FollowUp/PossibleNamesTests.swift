import Testing

@testable import FollowUps

@Suite("Words that look like a name")
struct PossibleNamesTests {
    private static let words: PossibleNames = {
        let kind = Kind(
            id: "melding-doen", title: LocalizedText(nl: "Melden bij Veilig Thuis", en: "Report to Veilig Thuis"),
            source: "5", scope: .case, owner: .role("ib"), urgency: .urgent, help: LocalizedText(nl: "Bel eerst, of mail.", en: "Call first."),
            term: Term(1, .days), outcomes: [Outcome(id: "gemeld", title: LocalizedText(nl: "Gemeld"), ends: true)])
        return PossibleNames(
            catalogues: Catalogues(Catalogue(kinds: [kind], roles: [Role(id: "ib", title: LocalizedText(nl: "intern begeleider"))])),
            directory: Directory(
                clock: .amsterdam,
                schools: [School(id: "vlieger", name: "De Vlieger", region: "noord", roles: [:], calendar: .noord)], people: [],
                contacts: [Contact(id: "mee", name: "Stichting Mee Rotterdam", phone: "1")]))
    }()

    @Test(
        "are noticed by what stands before a name, and by two capitals in a row",
        arguments: [
            ("Gesprek over Jan Jansen", "Jan Jansen"), ("Jan Jansen", "Jan Jansen"), ("Overleg met de Vries", "de Vries"),
            ("bellen met van den Berg, morgen", "van den Berg"), ("Van der Meer komt langs", "Van der Meer"),
            ("mevrouw Yıldız belde", "mevrouw Yıldız"),
            ("juf Anna vragen", "juf Anna"), ("verslag van J. Bakker", "J. Bakker"), ("dhr. Bakker", "dhr Bakker"),
            ("zus van Anne-Fleur Smit", "van Anne-Fleur"),
            ("Fatima El Amrani", "Fatima El"), ("het gezin van ’t Hof", "van ’t Hof"), ("Call Mr Bakker", "Mr Bakker"),
        ])
    func noticed(text: String, found: String) { #expect(Self.words.first(in: text) == found) }

    @Test(
        "are not seen in what people write of a case without a name",
        arguments: [
            "Bel Veilig Thuis", "melding bij Veilig Thuis gedaan", "naar De Vlieger", "overleg op de Vlieger", "via Stichting Mee Rotterdam",
            "brief van de Raad voor de Kinderbescherming", "Bel eerst", "Formulier opsturen", "naar de GGD en het ZAT", "de IB belt",
            "Nieuw plan maken",
            "voor groep 5", "VL-2026-014", "Kerst, daarna verder", "op de Cito", "Wachten. Daarna bellen", "", "A", "Overleg", "leerling en moeder",
            "de leerling komt van de gemeente", "’s Middags bellen", "Team vragen", "zie Parnassys", "HELEMAAL IN KAPITALEN",
        ])
    func quiet(text: String) { #expect(Self.words.first(in: text) == nil) }
}
