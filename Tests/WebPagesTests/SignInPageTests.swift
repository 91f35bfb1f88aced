import FollowUps
import SchoolTestSupport
import Testing

@testable import WebPages

@Suite("The page to sign in")
struct SignInPageTests {
    private static let templates = Result { try PageTemplates.load(from: Sample.templatesFolder) }

    private func html(_ step: SignInPage.Step, _ language: Language = .nl, account: Bool = true, next: String = "/") throws -> String {
        try Self.templates.get().render(SignInPage(step, in: language, offersSchoolAccount: account, next: next))
    }

    @Test("offers the school's account first where there is one, then the mailed link, and keeps the page that was wanted")
    func form() throws {
        let both = try html(.form(isAddressMissing: false), next: "/cases/VL-1?x=y&z")
        let (account, mail) = (
            try #require(both.range(of: "href=\"/sign-in/school?next=%2Fcases%2FVL-1%3Fx%3Dy%26z\"")), try #require(both.range(of: "id=\"email\""))
        )
        #expect(account.lowerBound < mail.lowerBound)
        #expect(both.contains("name=\"next\" value=\"/cases/VL-1?x=y&amp;z\""))
        #expect(try !html(.form(isAddressMissing: false), account: false).contains("school"))
        #expect(try html(.form(isAddressMissing: false), .en).contains("Sign in with the school account"))
        #expect(try html(.sent).contains("dan komt er geen mail") && !html(.sent, account: false).contains("schoolaccount"))
    }

    @Test("says whom to ask, with the account that somebody came with, and what else went wrong")
    func problems() throws {
        let unknown = try html(.problem(.nobody(account: "x<b>@elders.example")))
        #expect(unknown.contains("Vraag de beheerder u op te nemen") && unknown.contains("x&lt;b&gt;@elders.example"))
        #expect(try html(.problem(.several(account: "x@elders.example")), .en).contains("x@elders.example"))
        let cases: [(SchoolAccountProblem, String)] = [
            (.unavailable("marker"), "werkt nu niet"), (.stale("marker"), "Probeer het opnieuw"), (.refused("marker"), "Probeer het opnieuw"),
            (.invalid("marker"), "klopt niet"), (.unverifiedEmail, "nog niet bevestigd"),
        ]
        for (problem, words) in cases {
            let page = try html(.problem(problem))
            #expect(page.contains(words) && !page.contains("marker") && page.components(separatedBy: "<h1>").count == 2, "\(problem)")
            #expect(try html(.problem(problem), .en).contains("<html lang=\"en\">"))
        }
        #expect(try html(.leaving(address: "https://login.example/?a=b&c")).contains("href=\"https://login.example/?a=b&amp;c\""))
    }
}
