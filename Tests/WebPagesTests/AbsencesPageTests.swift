import Foundation
import SchoolTestSupport
import Testing

@testable import FollowUps
@testable import WebPages

@Suite("The page of who is away")
struct AbsencesPageTests {
    private static let templates = Result { try PageTemplates.load(from: Sample.templatesFolder) }

    private static func page(
        _ absences: [Absence] = [], as person: PersonID = "ib-vlieger", form: AbsenceForm? = nil, done: HistoryEntry? = nil
    ) throws -> String {
        var schools = SeenSchools()
        schools.absences = absences
        let visibility = try #require(schools.visibility(of: person))
        let reader = PageReader(visibility, rules: schools.rules, at: at("2026-12-07 10:00"))
        return try templates.get().render(AbsencesPage(absences, form: form, done: done, in: visibility, for: reader))
    }

    private static func entry(_ action: HistoryEntry.Action, _ changes: [HistoryEntry.Change]) -> HistoryEntry {
        HistoryEntry(
            id: 1, at: at("2026-12-07 10:00"), actor: "ib-vlieger", action: action, followUp: nil, caseCode: nil,
            changes: [.init("person", to: "directie-vlieger")] + changes)
    }

    /// The fields of the form that takes back what was done.
    private static func undo(_ page: String) throws -> [String: String] {
        let confirmation = try #require(page.range(of: "<section class=\"done confirmation\""))
        let end = try #require(page.range(of: "</section>"))
        let fields = page[confirmation.lowerBound..<end.lowerBound].matches(of: #/type="hidden" name="([^"]+)" value="([^"]*)"/#)
        return Dictionary(fields.map { (String($0.1), String($0.2)) }, uniquingKeysWith: { first, _ in first })
    }

    @Test("says who is away now and later and who stands in, of those whom it concerns")
    func lists() throws {
        let absences = [
            Absence(person: "directie-vlieger", days: days("2026-12-07", "2026-12-11")),
            Absence(person: "ib-vlieger", days: days("2026-12-14", "2026-12-14"), deputy: "directie-vlieger"),
        ]
        let page = try Self.page(absences)
        let (now, later) = (try #require(page.range(of: "<h2>Nu</h2>")), try #require(page.range(of: "<h2>Later</h2>")))
        let line = try #require(page.range(of: "ma 7 december t/m vr 11 december"))
        #expect(now.upperBound < line.lowerBound && line.upperBound < later.lowerBound)
        #expect(page.contains("<strong>directie-regenboog</strong>"))
        #expect(try #require(page.range(of: "<span>ma 14 december</span>")).lowerBound > later.upperBound)
        // Whoever stands in sees for whom, and cannot end it.
        let deputy = try Self.page(
            [Absence(person: "directie-vlieger", days: days("2026-12-14", "2026-12-14"), deputy: "leerkracht")], as: "leerkracht")
        #expect(deputy.contains("directie-vlieger</p>") && !deputy.contains("value=\"back\""))
        #expect(try !Self.page(absences, as: "leerkracht").contains("ib-vlieger</p>"))
    }

    @Test("says what was noted, warns where nobody stands in, and undoes exactly that")
    func done() throws {
        let absence = Absence(person: "directie-vlieger", days: days("2026-12-07", "2026-12-11"), deputy: "leerkracht")
        let entry = Self.entry(.away, [.init("away", to: "2026-12-07 to 2026-12-11"), .init("deputy", to: "leerkracht")])
        let page = try Self.page([absence], done: entry)
        #expect(page.contains("Genoteerd: directie-vlieger is afwezig ma 7 december t/m vr 11 december."))
        #expect(page.contains("gaan naar leerkracht") && !page.contains("Let op"))
        #expect(
            try Self.undo(page)
                == ["do": "back", "person": "directie-vlieger", "from": "2026-12-07", "until": "2026-12-11", "deputy": "leerkracht"])
        let both = [absence, Absence(person: "leerkracht", days: days("2026-12-09", "2026-12-09"))]
        #expect(
            try Self.page(both, done: entry).contains(
                "Let op: op wo 9 december vervangt niemand directie-vlieger, want leerkracht is er dan ook niet."))
        // Nothing of somebody whose absence is not theirs to note.
        #expect(try !Self.page([absence], as: "ib-regenboog", done: entry).contains("Genoteerd"))
    }

    @Test("offers what is left of an absence that was ended, with its deputy")
    func undoBack() throws {
        let page = try Self.page(
            done: Self.entry(
                .back, [.init("away", from: "2026-12-01 to 2026-12-11", to: "2026-12-01 to 2026-12-06"), .init("deputy", from: "leerkracht")]))
        #expect(page.contains("Genoteerd: directie-vlieger is er weer."))
        #expect(
            try Self.undo(page) == ["do": "away", "person": "directie-vlieger", "from": "2026-12-07", "until": "2026-12-11", "deputy": "leerkracht"])
        #expect(try !Self.page(done: Self.entry(.back, [.init("away", from: "2026-12-01 to 2026-12-06")])).contains("Ongedaan"))
    }

    @Test("keeps what was typed, and each problem stands at its field and in the summary")
    func problems() throws {
        let form = AbsenceForm(person: "directie-vlieger", from: "1-2-2027", until: "<x>", deputy: "directie-regenboog", problems: [.badUntil])
        let page = try Self.page(form: form)
        #expect(page.contains("<title>Fout: Afwezig</title>") && page.contains("<li><a href=\"#until\">Schrijf de dag als 12-12-2026.</a></li>"))
        #expect(page.contains("<option value=\"directie-vlieger\" selected>") && page.contains("<option value=\"directie-regenboog\" selected>"))
        #expect(page.contains("value=\"&lt;x&gt;\" aria-describedby=\"until-hint until-problem\" aria-invalid=\"true\""))
    }
}
