import Foundation
import SchoolTestSupport
import Testing

@testable import FollowUps
@testable import WebPages

@Suite("The list of one's own follow-ups")
struct FollowUpsPageTests {
    private static let templates = Result { try PageTemplates.load(from: Sample.templatesFolder) }

    private static func reader() throws -> PageReader {
        PageReader(try #require(SeenSchools().visibility(of: "ib-vlieger")), rules: SeenSchools().rules, at: at("2026-12-07 10:00"))
    }

    private static func page(_ part: NumberedPart<FollowUp>, _ search: FollowUpSearch = FollowUpSearch()) throws -> String {
        try templates.get().render(FollowUpsPage(part, found: search, for: reader()))
    }

    @Test("says which page it is of how many, and leads to the others with the same search")
    func pages() throws {
        let page = try Self.page(
            NumberedPart(rows: [SeenSchools.followUp(3, owner: .role("ib"), title: "Iets")], number: 2, total: 51),
            FollowUpSearch("a&b", at: "vlieger", state: .all))
        #expect(page.contains("Pagina 2 van 3") && page.contains("51 acties"))
        #expect(page.contains("rel=\"prev\" href=\"/follow-ups?q=a%26b&amp;school=vlieger&amp;state=all&amp;page=1\""))
        #expect(page.contains("rel=\"next\" href=\"/follow-ups?q=a%26b&amp;school=vlieger&amp;state=all&amp;page=3\""))
        #expect(page.contains("href=\"/follow-ups.csv?q=a%26b&amp;school=vlieger&amp;state=all\""))
        #expect(page.contains("value=\"a&amp;b\"") && page.contains("<option value=\"vlieger\" selected>"))
        let only = try Self.page(NumberedPart(rows: [SeenSchools.followUp(3, owner: .role("ib"), title: "Iets")], number: 1, total: 1))
        #expect(!only.contains("Pagina 1") && only.contains("1 actie<"))
    }

    @Test("says when what is done was done, and offers no button for it")
    func ended() throws {
        let opened = at("2026-11-22 12:00")
        let followUp = FollowUp(
            id: 1, kind: "hulp", school: "vlieger", owner: .role("ib"), urgency: .normal, due: .day(day("2026-12-01")), status: .closed,
            openedAt: opened, escalation: .init(startedAt: opened, startedBy: "juf"), end: .init(at: at("2026-12-02 10:00"), outcome: "ja"))
        let page = try Self.page(NumberedPart(rows: [followUp], number: 1, total: 1), FollowUpSearch(state: .closed))
        #expect(page.contains("afgerond wo 2 december: ja") && !page.contains("te laat") && !page.contains(">Afronden"))
    }

    @Test("says what to do when nothing was found, and when nothing is open") func empty() throws {
        #expect(try Self.page(NumberedPart(rows: [], number: 1, total: 0), FollowUpSearch("x")).contains("Niets gevonden"))
        #expect(try Self.page(NumberedPart(rows: [], number: 1, total: 0)).contains("Er staat niets voor u open."))
    }

    @Test("counts on Today what is overdue or due today, in the title and in the navigation")
    func today() throws {
        let followUps = [SeenSchools.followUp(1, owner: .role("ib")), SeenSchools.followUp(2, owner: .role("ib"))]
        let page = try Self.templates.get().render(TodayPage(followUps, for: Self.reader()))
        #expect(page.contains("<title>Vandaag (2)</title>") && page.contains("aria-current=\"page\">Vandaag (2)</a>"))
        #expect(try Self.templates.get().render(TodayPage([], for: Self.reader())).contains("<title>Vandaag</title>"))
        let many = (1...30).map { SeenSchools.followUp($0, owner: .role("ib")) }
        #expect(try Self.templates.get().render(TodayPage(many, for: Self.reader())).contains("<title>Vandaag (24+)</title>"))
    }
}
