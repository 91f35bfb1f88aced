import Testing

@testable import FollowUps

@Suite("A search among follow-ups")
struct FollowUpSearchTests {
    @Test(
        "knows a number when it sees one",
        arguments: [
            ("42", 42), (" nr. 42 ", 42), ("No 42", 42), ("#42", 42), ("42a", nil), ("", nil), ("VL-42", nil), ("-42", nil),
            ("99999999999999999999", nil),
        ] as [(String, Int64?)])
    func numbers(words: String, expected: Int64?) { #expect(FollowUpSearch(words).number == expected) }

    @Test("finds kinds by a part of their title in any language, whatever the case and the accents")
    func kinds() {
        func kind(_ id: KindID, _ nl: String, _ en: String) -> Kind {
            Kind(
                id: id, title: LocalizedText(nl: nl, en: en), source: "1", scope: .case, owner: .role("ib"), urgency: .normal, term: Term(1, .weeks),
                outcomes: [])
        }
        let catalogue = Catalogue(kinds: [kind("a", "Cliënt bellen", "Call the client"), kind("b", "Oudergesprek", "Talk")], roles: [])
        func found(_ words: String) -> [KindID] { FollowUpSearch(words).kinds(in: Catalogues(catalogue)) }
        #expect(found("client") == ["a"] && found("CALL") == ["a"] && found("gesprek") == ["b"] && found("l") == ["a", "b"] && found(" ") == [])
    }

    @Test("is cut off where it is longer than any title") func long() {
        #expect(FollowUpSearch(String(repeating: "a", count: 500)).words.count == FollowUpSearch.longest)
    }
}
