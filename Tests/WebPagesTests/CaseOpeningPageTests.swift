import FollowUps
import SchoolTestSupport
import Testing

@testable import WebPages

@Suite("The pages that open a case")
struct CaseOpeningPageTests {
    private static let templates = Result { try PageTemplates.load(from: Sample.templatesFolder) }

    private static var rules: Ruleset {
        func kind(_ id: KindID, _ contacts: [ContactID] = [], isEmergency: Bool = false, excludes: [RoleID] = []) -> Kind {
            Kind(
                id: id, title: LocalizedText(nl: "Soort \(id)"), source: "1", scope: .case, owner: .role("bestuur"), urgency: .normal,
                help: LocalizedText(nl: "Uitleg bij \(id)."), term: Term(0, .hours), contacts: contacts, startsByHand: true, isEmergency: isEmergency,
                excludes: excludes, outcomes: [Outcome(id: "ja", title: LocalizedText(nl: "ja"), ends: true)])
        }
        let roles = [("leerkracht", nil), ("ib", .cases), ("directie", .school), ("bestuur", .figures)] as [(RoleID, SchoolPermission?)]
        return Ruleset(
            catalogues: Catalogues(
                Catalogue(
                    kinds: [
                        kind("medewerker", ["vertrouwensinspecteur"], isEmergency: true, excludes: ["ib"]), kind("zien"),
                        kind("nood", ["politie", "veilig-thuis"], isEmergency: true),
                    ], roles: roles.map { Role(id: $0.0, title: LocalizedText(nl: $0.0.rawValue), sees: $0.1) }, caseKinds: CaseKinds(start: "zien"))),
            directory: Sample.directory, policies: Policies())
    }

    private func reader(_ person: PersonID) throws -> (PageReader, [School]) {
        let visibility = try #require(Visibility(of: person, rules: Self.rules, on: day("2026-12-09")))
        return (PageReader(visibility, rules: Self.rules, at: Sample.moment("2026-12-09")), visibility.schools(where: .openCases))
    }

    @Test("the emergency shows 112 and Veilig Thuis before anything else, as buttons to call with, and then the gravest that everybody may know")
    func emergency() throws {
        let (reader, schools) = try reader("ib")
        let html = try Self.templates.get().render(EmergencyPage(CaseOpeningForm(), proposed: "VL-2026-031", at: schools, for: reader))
        #expect(html.matches(of: #/<a class="button" href="tel:([0-9]+)"/#).map { String($0.1) } == ["112", "08002000"])
        let first = try #require(html.range(of: "tel:112"))
        #expect(try first.lowerBound < #require(html.range(of: "<form method=\"post\" action=\"/emergency\"")).lowerBound)
        #expect(html.contains("value=\"nood\" id=\"start-nood\" aria-describedby=\"about-nood\" checked"))
        #expect(html.contains("value=\"VL-2026-031\"") && html.contains("<title>Nu bellen</title>"))
    }

    @Test("every page leads to the emergency, for whoever may open a case")
    func everyPage() throws {
        let (reader, _) = try reader("ib")
        #expect(try Self.templates.get().render(TodayPage([], for: reader)).contains("href=\"/emergency\""))
    }

    @Test("a new case begins as usual unless somebody chooses otherwise, each way with its help; a teacher who opens it is its teacher")
    func newCase() throws {
        let (reader, schools) = try reader("leerkracht")
        let html = try Self.templates.get().render(NewCasePage(CaseOpeningForm(), proposed: "VL-2026-031", at: schools, for: reader))
        #expect(html.matches(of: #/name="start" value="([a-z]+)"/#).map { String($0.1) } == ["zien", "medewerker", "nood"])
        #expect(html.contains("aria-describedby=\"about-zien\" checked") && html.contains("Uitleg bij zien."))
        #expect(html.contains("<select name=\"role.leerkracht\"") && html.contains("<option value=\"leerkracht\" selected>"))
        let (ib, _) = try self.reader("ib")
        #expect(try !Self.templates.get().render(NewCasePage(CaseOpeningForm(), proposed: nil, at: schools, for: ib)).contains(" selected>"))
    }

    @Test("a code that looks like a name is asked about once")
    func names() throws {
        let (_, schools) = try reader("ib")
        let names = PossibleNames(catalogues: Self.rules.catalogues, directory: Self.rules.directory)
        let rules = Ruleset(
            catalogues: Self.rules.catalogues, directory: Self.rules.directory, policies: Policies(),
            caseCodes: try CaseCodePattern("[A-Za-z0-9-]{1,20}"))
        func problems(_ seen: String) -> [CaseOpeningForm.Problem] {
            let form = CaseOpeningForm(values: [.code: "Jan-Jansen", .start: "zien"], namesSeen: seen)
            guard
                case .wrong(let wrong) = form.validated(
                    startingWith: NewCasePage.kinds(at: schools, by: rules.catalogues), at: schools, rules: rules, names: names,
                    at: Sample.moment("2026-12-09"))
            else { return [] }
            return wrong.problems
        }
        #expect(problems("") == [.names(.code, "Jan Jansen")])
        #expect(problems("Jan Jansen").isEmpty)
    }

    @Test("a list in pages shows the first, the last and those around the present one")
    func paging() {
        func numbers(_ found: Int, _ current: Int) -> String {
            PageNumber.all(of: found, at: current, length: 25) { "/\($0)" }.map { $0.isCurrent ? "[\($0.number)]" : "\($0.number)" }
                .joined(separator: " ")
        }
        #expect(numbers(0, 1) == "[1]" && numbers(25, 1) == "[1]" && numbers(26, 2) == "1 [2]")
        #expect(numbers(500, 10) == "1 8 9 [10] 11 12 20")
    }
}
