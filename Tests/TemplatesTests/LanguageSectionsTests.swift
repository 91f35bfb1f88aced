import FollowUps
import Testing

@testable import Templates

@Suite("A page template in one language")
struct LanguageSectionsTests {
    @Test(
        "keeps what is in its language or in none, and no tag of a language",
        arguments: [
            ("{{#nl}}ja{{/nl}}{{#en}}yes{{/en}}", "ja", "yes"),
            ("a {{ # nl }}ja{{/ nl }} b", "a ja b", "a  b"),
            ("{{^nl}}not Dutch{{/nl}}", "", "not Dutch"),
            ("{{#late}}{{#nl}}te laat{{/nl}}{{#en}}late{{/en}}{{/late}}", "{{#late}}te laat{{/late}}", "{{#late}}late{{/late}}"),
            ("{{#nl}}een {{#case}}{{^en}}dossier{{/en}}{{/case}}{{/nl}}.", "een {{#case}}dossier{{/case}}.", "."),
            ("<p>\n{{#nl}}\n<b>ja</b>\n{{/nl}}\n</p>\n", "<p>\n<b>ja</b>\n</p>\n", "<p>\n</p>\n"),
            ("a{{#nl}}b{{/nl}}{{#en}}\nc{{/en}}", "ab", "a\nc"),
            ("{{nl}} {{> partial/nl}} {{#nlx}}x{{/nlx}}", "{{nl}} {{> partial/nl}} {{#nlx}}x{{/nlx}}", "{{nl}} {{> partial/nl}} {{#nlx}}x{{/nlx}}"),
        ])
    func table(text: String, dutch: String, english: String) {
        #expect(LanguageSections.resolve(text, for: .nl) == dutch)
        #expect(LanguageSections.resolve(text, for: .en) == english)
    }
}
