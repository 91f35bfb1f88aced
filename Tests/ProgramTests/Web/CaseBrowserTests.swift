import Foundation
import TestSupport
import Testing

/// What an IB does about cases, in Debian's Chromium at 320 pixels and without a script.
@Suite("Cases in a browser", .serialized)
struct CaseBrowserTests {
    /// Signs in, goes through the steps, and gives what each said.
    private func browse(_ school: PagedSchool, _ steps: [[String]]) async throws -> [String?] {
        let link = "http://127.0.0.1:\(school.web.port)" + (try await school.link(for: "ib@vlieger.example"))
        let signIn = [["telephone"], ["open", link], ["click", "#asked"], ["click", "main form button"]]
        return Array(try await Scripted.run("browser.py", signIn + steps, as: [String?].self).dropFirst(signIn.count))
    }

    @Test("an emergency takes two presses from the page of today, shows first whom to call, and is there at once")
    func emergency() async throws {
        let school = try await PagedSchool()
        let said = try await browse(
            school,
            [
                ["click", "header .alarm"], ["text", ".calls"], ["text", ".calls li:first-child"], ["click", ".opening > button"],
                ["text", ".confirmation"],
                ["text", "main"],
            ])
        #expect(said[1]?.contains("0800-2000") == true && said[2]?.hasPrefix("112") == true)
        #expect(said[4]?.contains("Het dossier is geopend.") == true)
        #expect(said[5]?.contains("Er is nu gevaar: bel 112 of Veilig Thuis") == true)
        let list = try await school.instance.run("list", "--format", "json").standardOutput
        #expect(list.contains("\"noodsituatie\"") && list.contains("\"VL-2026-001\""))
    }

    @Test("a case is opened with its teacher, somebody is excluded, which is undone, and it is found by its code")
    func life() async throws {
        let school = try await PagedSchool()
        let said = try await browse(
            school,
            [
                ["click", "nav a[href='/cases']"], ["click", "a[href='/cases/new']"],
                ["click", "[name='role.leerkracht'] option[value='leerkracht-groep5']"], ["click", ".opening > button"], ["text", ".people"],
                ["text", ".steps .now"], ["click", "#exclude-form summary"], ["click", "#exclude-person option[value='bestuur']"],
                ["click", "button[value=exclude]"], ["text", ".confirmation"], ["click", ".confirmation form button"], ["text", ".confirmation"],
                ["click", "nav a[href='/cases']"], ["type", "#q", "vl-2026"], ["click", "main .filter button"], ["text", ".lines"],
            ])
        #expect(said[4]?.contains("Leerkracht groep 5") == true && said[5]?.contains("Signalen in kaart") == true)
        #expect(said[9]?.contains("hoort niets meer van dit dossier") == true && said[11]?.contains("hoort weer van dit dossier") == true)
        #expect(said[15]?.contains("VL-2026-001") == true)
        let shown = try await school.instance.run("case", "show", "VL-2026-001").standardOutput
        #expect(shown.contains("leerkracht: leerkracht-groep5") && !shown.contains("excluded  bestuur"))
        #expect(try await school.daemon.stop().exitCode == 0)
    }
}
