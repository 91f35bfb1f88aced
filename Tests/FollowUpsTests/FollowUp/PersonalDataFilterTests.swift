import Testing

@testable import FollowUps

@Suite("What free text may hold")
struct PersonalDataFilterTests {
    @Test(
        "ordinary notes are fine, with days, times, case codes and short numbers in them",
        arguments: [
            "", "Gesproken op 2026-12-07 om 10:30", "7-12-2026 tot 11-12-2026", "07-12-2026 10:30 teruggebeld", "zie VL-2026-014",
            "zie VL-2026-0143, D1042",
            "2026-014 en 2026-0143", "schooljaar 2026/2027", "groep 5, 26 leerlingen", "Veilig Thuis 0800-2000, politie 0900-8844 of 112",
            "lokaal @ 1.04",
            "100 000 000", "Jan zei: één keer €25,-", "🙂 goed gegaan",
        ])
    func fine(_ text: String) {
        #expect(PersonalDataFilter.objection(to: text) == nil)
    }

    @Test("days are not taken for a BSN or a telephone number, in either order of writing")
    func everyDay() {
        for number in stride(from: day("1990-01-01").number, to: day("2090-01-01").number, by: 29) {
            let (year, month, dayOfMonth) = Day(number: number).components
            #expect(PersonalDataFilter.objection(to: "op \(Day(number: number)).") == nil)
            #expect(PersonalDataFilter.objection(to: "\(dayOfMonth)-\(month)-\(year) 09:15") == nil)
        }
    }

    @Test(
        "a number that passes the eleven test is a BSN, however it is spaced",
        arguments: [
            "111222333", "bsn 111222333.", "111 222 333", "1112.22.333", "111-222-333", "BSN:123456782", "(123456782)", "12345672 ", "010464554",
            "10464554", "111\u{A0}222\u{A0}333", "１１１２２２３３３",
        ])
    func bsn(_ text: String) {
        #expect(PersonalDataFilter.objection(to: text) == .bsn)
    }

    @Test("nine digits that fail the eleven test are no BSN", arguments: ["111222334", "123456789", "11122233"])
    func noBSN(_ text: String) {
        #expect(PersonalDataFilter.objection(to: text) == nil)
    }

    @Test(
        "a telephone number is one however it is written",
        arguments: [
            "0612345678", "06-12345678", "06 12 34 56 78", "bel 010 123 4567", "(010) 1234567", "+31612345678", "+31 6 1234 5678", "0031612345678",
            "+32 475 12 34 56", "06–12345678", "06\u{A0}12345678", "tel.0612345678",
        ])
    func telephone(_ text: String) {
        #expect(PersonalDataFilter.objection(to: text) == .telephoneNumber)
    }

    @Test(
        "a mail address is one",
        arguments: ["jan@school.example", "mail: ib@vlieger.example, graag", "<a@b.nl>", "a@b.nl,c@d.nl", "stuur\u{A0}a@b.nl"])
    func address(_ text: String) {
        #expect(PersonalDataFilter.objection(to: text) == .emailAddress)
    }

    @Test("one short line: no breaks, no control characters, at most 200 characters")
    func line() {
        for text in ["a\nb", "a\r\nBcc: x", "a\tb", "a\u{0}b", "a\u{85}b", "a\u{2028}b", "a\u{2029}b", "\u{7F}"] {
            #expect(PersonalDataFilter.objection(to: text) == .controlCharacters)
        }
        #expect(PersonalDataFilter.objection(to: String(repeating: "é", count: 200)) == nil)
        #expect(PersonalDataFilter.objection(to: String(repeating: "é", count: 201)) == .tooLong)
    }

    @Test(
        "a number of somebody is noticed between other numbers, and across what nobody sees",
        arguments: [
            ("groep 7 123456782", PersonalDataFilter.Objection.bsn), ("123 456 782 op 12 mei", .bsn), ("lokaal 12 1234.56.782", .bsn),
            ("123\u{200B}456\u{AD}782", .bsn), ("123\u{2011}456\u{2011}782", .bsn), ("1\u{301}23456782", .bsn),
            ("om 10 0612345678", .telephoneNumber), ("06\u{2011}12345678 na 16", .telephoneNumber),
        ])
    func betweenNumbers(text: String, objection: PersonalDataFilter.Objection) { #expect(PersonalDataFilter.objection(to: text) == objection) }

    @Test("a text of few letters and many accents is too long")
    func accents() { #expect(PersonalDataFilter.objection(to: "e" + String(repeating: "\u{301}", count: 2000)) == .tooLong) }
}

@Suite("Case codes")
struct CaseCodeTests {
    @Test("the standard pattern takes codes", arguments: ["VL-2026-014", "2026-014", "D1042", "1", "ABC123456/123456", "12.3"])
    func codes(_ code: String) {
        #expect(CaseCodePattern.standard.matches(CaseCode(code)))
    }

    @Test(
        "it takes no name, no BSN and nothing around a code",
        arguments: ["", "Jansen", "jan-2026", "ABCD-1", "123456782", "VL-2026-014\n", " VL-2026-014", "VL-2026-014-1", "VL_2026", "é-1", "VL-٢"])
    func names(_ code: String) {
        #expect(!CaseCodePattern.standard.matches(CaseCode(code)))
    }

    @Test("a BSN cut in two, which fits the pattern, is told from a code", arguments: ["123456-782", "12345.6782", "A111222/333", "010464-554"])
    func bsn(_ code: String) {
        #expect(CaseCodePattern.standard.matches(CaseCode(code)) && PersonalDataFilter.isBSN(CaseCode(code)))
    }

    @Test(
        "no code of a year is taken for one, nor nine digits that fail the eleven test",
        arguments: ["VL-2026-014", "2026-01407", "2026.00092", "12-345672", "123456-789", "D1042", "123456/123456"])
    func noBSN(_ code: String) {
        #expect(!PersonalDataFilter.isBSN(CaseCode(code)))
    }
}
