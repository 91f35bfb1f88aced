import FollowUps
import SchoolTestSupport
import Testing

@testable import WebPages

@Suite("A follow-up as a line of a page")
struct FollowUpLineTests {
    @Test("what is asked stands below its line on the pages of whoever has to do it, and not on the page of a school")
    func lines() {
        let visitor = Visibility(
            of: "ib", rules: Ruleset(catalogue: Sample.catalogue, directory: Sample.directory, policies: Policies()), on: Day(number: 20_796)
        )
        .map(Viewer.init)
        guard let visitor else { return }
        let lines = FollowUpLineBuilder(catalogue: Sample.catalogue, directory: Sample.directory, visitor: visitor, now: Sample.moment("2026-12-09"))
        let followUp = Sample.item().followUp
        #expect(lines.own(followUp).help == "Vraag de ouder of de hulp echt is begonnen." && lines.own(followUp).path == "/follow-ups/42")
        #expect(lines.inCase(followUp).help == "Vraag de ouder of de hulp echt is begonnen." && lines.inCase(followUp).path == nil)
        let row = lines.ofSchool(RedactedFollowUp(followUp))
        #expect(row.help == nil && row.path == nil && row.title == "Actie in een dossier, nr. 42")
    }
}
