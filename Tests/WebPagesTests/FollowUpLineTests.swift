import FollowUps
import SchoolTestSupport
import Testing

@testable import WebPages

@Suite("A follow-up as a line of a page")
struct FollowUpLineTests {
    @Test("what is asked stands below its line on the pages of whoever has to do it, and not on the page of a school")
    func lines() {
        let rules = Ruleset(catalogues: Catalogues(Sample.catalogue), directory: Sample.directory, policies: Policies())
        guard let visibility = Visibility(of: "ib", rules: rules, on: Day(number: 20_796)) else { return }
        let reader = PageReader(visibility, rules: rules, at: Sample.moment("2026-12-09"))
        let followUp = Sample.item().followUp
        #expect(
            FollowUpLine(own: followUp, for: reader).help == "Vraag de ouder of de hulp echt is begonnen."
                && FollowUpLine(own: followUp, for: reader).path == "/follow-ups/42")
        #expect(
            FollowUpLine(inCase: followUp, for: reader).help == "Vraag de ouder of de hulp echt is begonnen."
                && FollowUpLine(inCase: followUp, for: reader).path == nil)
        let row = FollowUpLine(ofSchool: RedactedFollowUp(followUp), for: reader)
        #expect(row.help == nil && row.path == nil && row.title == "Actie in een dossier, nr. 42")
    }
}
