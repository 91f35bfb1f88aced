import Foundation
import SchoolTestSupport
import Testing

@testable import FollowUps
@testable import WebPages

@Suite("The page of the history")
struct HistoryPageTests {
    private static let templates = Result { try PageTemplates.load(from: Sample.templatesFolder) }

    private static func page(
        of subject: HistoryPage.Subject, _ entries: [HistoryEntry], sent: [SentReminder] = [], readings: [CaseReading]? = nil, next: Int64? = nil
    ) throws -> String {
        let reader = PageReader(
            try #require(SeenSchools().visibility(of: "ib-vlieger")), rules: SeenSchools().rules, at: at("2026-12-07 10:00"))
        return try templates.get().render(HistoryPage(of: subject, entries, sent: sent, readings: readings, next: next, for: reader))
    }

    private static func entry(_ id: Int64, _ action: HistoryEntry.Action, _ now: String, _ changes: [HistoryEntry.Change] = []) -> HistoryEntry {
        HistoryEntry(id: id, at: at(now), actor: "ib-vlieger", action: action, followUp: 7, caseCode: CaseCode("VL-1"), changes: changes)
    }

    @Test("says of a case what was done, with its reason, and what was sent to whom, in one order of time")
    func ofACase() throws {
        let page = try Self.page(
            of: .caseCode(CaseCode("VL-1")),
            [
                Self.entry(2, .rescheduled, "2026-12-03 10:00", [.init("reason", to: "ziek")]), Self.entry(1, .opened, "2026-12-01 10:00"),
                Self.entry(3, .excluded, "2026-12-02 11:00", [.init("person", to: "leerkracht")]),
            ], sent: [SentReminder(at: at("2026-12-02 08:00"), recipient: "directie-vlieger", isEscalation: true)])
        let places = ["Verzet naar een andere dag", "Bericht verstuurd aan directie-vlieger, omdat het te laat was", ">Geopend<"].map {
            page.range(of: $0)?.lowerBound
        }
        #expect(places.allSatisfy { $0 != nil } && places.compactMap { $0 } == places.compactMap { $0 }.sorted())
        #expect(page.contains("reden: ziek") && page.contains("door ib-vlieger") && page.contains("href=\"/cases/VL-1\""))
        // Nobody learns from a case who is excluded from it (promise 6), and the code is in no title.
        #expect(!page.contains("leerkracht") && page.contains("<title>Geschiedenis</title>"))
    }

    @Test("says everything to the FG, and who read which case, but no reason that people wrote")
    func everything() throws {
        let page = try Self.page(
            of: .everything,
            [
                Self.entry(9, .excluded, "2026-12-03 10:00", [.init("person", to: "leerkracht"), .init("reason", to: "geheim")]),
                Self.entry(8, .away, "2026-12-02 10:00", [.init("person", to: "leerkracht")]),
            ], readings: [CaseReading(CaseCode("VL-1"), by: "directie-vlieger", through: "beheerder", at: at("2026-12-04 10:00"))], next: 8)
        #expect(page.contains("Uitgesloten: leerkracht") && page.contains("Afwezig genoteerd: leerkracht") && !page.contains("geheim"))
        #expect(
            page.contains("Wie wat gelezen heeft") && page.contains("door beheerder namens directie-vlieger")
                && page.contains("href=\"/history?before=8\""))
    }

    @Test("has words for every action") func words() throws {
        for action in HistoryEntry.Action.allCases {
            let page = try Self.page(of: .everything, [Self.entry(1, action, "2026-12-03 10:00")])
            #expect(!page.contains("<p class=\"what\">\(action.rawValue)</p>"), "\(action)")
        }
    }
}
