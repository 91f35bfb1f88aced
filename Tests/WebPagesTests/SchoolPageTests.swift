import Foundation
import SchoolTestSupport
import Testing

@testable import FollowUps
@testable import WebPages

@Suite("The page of a school")
struct SchoolPageTests {
    private static let templates = Result { try PageTemplates.load(from: Sample.templatesFolder) }
    private static let now = at("2026-12-10 10:00")

    private static func reader(_ person: PersonID) throws -> PageReader {
        PageReader(try #require(SeenSchools().visibility(of: person)), rules: SeenSchools().rules, at: now)
    }

    private static var state: SchoolState {
        SchoolState(
            figures: SchoolStats(school: "vlieger", open: 3, overdue: [.acute: 1, .normal: 1], openCases: 2, trainingsOverdue: 0),
            weeks: [WeeklyStats(monday: day("2026-12-07"), open: 3, overdue: 2)], holds: now..<now)
    }

    private static func followUp(
        _ id: Int64, case code: String? = nil, urgency: Urgency = .normal, snoozed: String? = nil, asked: String? = nil
    ) -> FollowUp {
        FollowUp(
            id: id, kind: "hulp", title: code == nil ? "Iets van school" : nil, school: "vlieger", caseCode: code.map { CaseCode($0) },
            owner: .role("ib"), urgency: urgency, due: urgency == .acute ? .instant(at("2026-12-10 08:00")) : .day(day("2026-12-08")),
            openedAt: at("2026-11-22 12:00"), escalation: .init(startedAt: at("2026-11-22 12:00"), startedBy: "juf"),
            snoozedUntil: snoozed.map { at($0) }, askedAgainAt: asked.map { at($0) })
    }

    private static func page(_ overdue: [FollowUp], readable: Set<Int64> = [], problem: SchoolPage.Problem? = nil, done: FollowUp? = nil) throws
        -> String
    {
        let reader = try reader("directie-vlieger")
        return try templates.get().render(
            SchoolPage(
                state, lists: .init(overdue: ListPart(rows: overdue), coming: ListPart(rows: []), trainings: ListPart(rows: []), readable: readable),
                runs: true, absences: true, problem: problem, confirmation: done.map { Confirmation(reminding: $0, for: reader) }, for: reader))
    }

    @Test("shows of a case a number, its owner and a button to ask again, and leads to what they may read")
    func lines() throws {
        let page = try Self.page([Self.followUp(1, case: "VL-1", urgency: .acute), Self.followUp(2)], readable: [2])
        #expect(page.contains("Acuut</span> Actie in een dossier, nr. 1</p>") && !page.contains("VL-1") && !page.contains("/follow-ups/1\""))
        #expect(page.contains("<a href=\"/follow-ups/2\">Iets van school</a>"))
        #expect(page.contains("name=\"follow_up\" value=\"1\"><button class=\"quiet\" name=\"do\" value=\"remind\">Vraag opnieuw"))
        #expect(page.contains("href=\"/absences\"") && page.contains("value=\"start-year\""))
    }

    @Test("offers no second time on one day, and none during a pause, and says so")
    func once() throws {
        let page = try Self.page([
            Self.followUp(1, case: "VL-1", asked: "2026-12-10 09:00"), Self.followUp(2, snoozed: "2026-12-14 00:00"),
            Self.followUp(3, asked: "2026-12-09 09:00"),
        ])
        #expect(page.contains("Vandaag opnieuw gevraagd.") && page.contains("Herinneringen op pauze tot ma 14 december."))
        #expect(page.matches(of: #/name="follow_up" value="([0-9]+)"/#).map { String($0.1) } == ["3"])
    }

    @Test("says when the reminder goes and to whom, and why one was not asked for")
    func done() throws {
        #expect(try Self.page([], done: Self.followUp(1, case: "VL-1")).contains("een herinnering aan actie nr. 1 gaat nu naar ib (ib-vlieger)."))
        let refusal = try Self.page([], problem: .remind(1, .askedToday(at: Self.now)))
        #expect(refusal.contains("Er is niets veranderd") && refusal.contains("Van actie nr. 1 is vandaag al opnieuw gevraagd."))
    }

    @Test("names the roles that nobody holds, to whoever can have them filled")
    func roles() throws {
        // `leerkracht` falls to the IB; the other roles are held.
        #expect(try !Self.page([]).contains("Niemand heeft hier deze rol"))
        #expect(SeenSchools().rules.rolesWithoutHolder(at: "nowhere").map(\.id) == ["leerkracht", "ib", "directie", "bestuur"])
    }

    @Test("is numbers and nothing else for the board")
    func board() throws {
        let page = try Self.templates.get().render(SchoolPage(Self.state, lists: nil, for: Self.reader("bestuur")))
        #expect(page.contains("De Vlieger") && page.contains("<dd>3</dd>") && page.contains("Als tabel"))
        for word in ["Vraag opnieuw", "csv", "/absences", "start-year", "Te laat</h2>", "ib-vlieger"] { #expect(!page.contains(word), "\(word)") }
    }

    @Test("shows what starting the school year would open, with one button that does it")
    func schoolYear() throws {
        let reader = try Self.reader("directie-vlieger")
        let year = SchoolYear(containing: day("2026-12-10"))
        let page = try Self.templates.get().render(SchoolYearPage(year, at: "vlieger", opening: [Self.followUp(0)], for: reader))
        #expect(page.contains("Schooljaar 2026-2027 starten") && page.contains("Iets van school") && page.contains("Open deze actie<"))
        #expect(page.contains("<form method=\"post\" action=\"/schools/vlieger\">\n<input type=\"hidden\" name=\"sure\" value=\"yes\">"))
        let nothing = try Self.templates.get().render(SchoolYearPage(year, at: "vlieger", opening: [], for: reader))
        #expect(nothing.contains("Er is niets te openen") && !nothing.contains("name=\"sure\""))
    }
}
