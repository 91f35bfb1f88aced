import FollowUps
import SchoolTestSupport
import Testing

@testable import WebPages

@Suite("The page that says why there is no other")
struct NoticePageTests {
    private static let rules = Ruleset(catalogues: Catalogues(Sample.catalogue), directory: Sample.directory, policies: Policies())

    @Test("says the same to whoever is signed in, with the navigation around it, and to others without", arguments: PageNotice.allCases)
    func navigation(notice: PageNotice) throws {
        let now = Sample.moment("2026-12-09")
        let templates = try PageTemplates.load(from: Sample.templatesFolder)
        let visibility = try #require(Visibility(of: "ib", rules: Self.rules, on: Sample.clock.day(of: now)))
        let outside = try templates.render(NoticePage(notice, in: .nl))
        let inside = try templates.render(SignedInNoticePage(notice, for: PageReader(visibility, rules: Self.rules, at: now)))
        let heading = try #require(outside.firstMatch(of: #/<h1>.*<\/h1>/#)).output
        #expect(inside.contains(heading))
        #expect(inside.contains("<nav") && inside.contains("href=\"/follow-ups\"") && !outside.contains("<nav"))
    }
}
