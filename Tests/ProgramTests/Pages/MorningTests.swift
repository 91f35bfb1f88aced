import Foundation
import TestSupport
import Testing

/// A morning of an intern begeleider, on a telephone of 320 pixels, without a script.
@Suite("A morning in a browser", .serialized)
struct MorningTests {
    private struct Step {
        let words: [String]
        var isPress: Bool { words.first == "click" }

        init(_ words: String...) { self.words = words }
    }

    private struct Part {
        let name: String
        let most: Int
        let steps: [Step]
        var presses: Int { steps.count(where: \.isPress) }
    }

    private static let closings: [Part] = (1...5).map { id in
        Part(
            name: "closing \(id)", most: 3,
            steps: [
                Step("click", id == 1 ? ".line .what a[href='/follow-ups/1']" : ".confirmation a.button"), Step("click", "#outcome-ja"),
                Step("click", "button[value=close]"), Step("text", ".confirmation h2"),
            ])
    }

    private static let parts =
        closings + [
            Part(
                name: "a new case with its teacher", most: 5,
                steps: [
                    Step("click", "nav a[href='/cases']"), Step("click", "a[href='/cases/new']"),
                    Step("choose", "[name='role.leerkracht']", "leerkracht-groep5"),
                    Step("click", "main form button"), Step("text", ".confirmation h2"),
                ]),
            Part(
                name: "an emergency", most: 3,
                steps: [
                    Step("click", "header a[href='/emergency']"), Step("click", "#start-noodsituatie"), Step("click", "main form button"),
                    Step("text", ".confirmation h2"),
                ]),
            Part(
                name: "a colleague who is ill", most: 2,
                steps: [
                    Step("click", "nav a[href='/absences']"), Step("choose", "#person", "leerkracht-groep5"), Step("type", "#until", "2026-12-09"),
                    Step("choose", "#deputy", "ib-vlieger"), Step("click", "button[value=away]"), Step("text", ".confirmation h2"),
                ]),
        ]

    @Test("five things are finished, of which one was never mailed, a case and an emergency are opened and a colleague is away, each in few presses")
    func morning() async throws {
        let school = try await PagedSchool()
        let instance = school.instance
        for number in 1...5 {
            // Whoever opens something for themselves gets no mail about it.
            let opener = number == 5 ? "ib-vlieger" : "directie-vlieger"
            try await instance.add(
                "hulp-aangekomen", "--case", "VL-2026-00\(number)", "--school", "vlieger", "--due", "2026-12-0\(number + 3)", "--as", opener)
        }
        let cookie = try await school.signIn("ib@vlieger.example").split(separator: "=", maxSplits: 1).map(String.init)
        let site = "http://127.0.0.1:\(school.web.port)"
        let before = [["telephone"], ["open", "\(site)/sign-in"], ["cookie"] + cookie, ["noscript"], ["open", "\(site)/"]]
        let said = try await Scripted.run("browser.py", before + Self.parts.flatMap(\.steps).map(\.words), as: [String?].self)
        let texts = said.compactMap { $0 }

        for part in Self.parts {
            #expect(part.presses <= part.most, "\(part.name)")
            print("presses: \(part.name) \(part.presses)")
        }
        #expect(texts.prefix(5).allSatisfy { $0.contains("Afgerond") }, "\(texts)")
        for number in 1...5 { #expect(try await instance.json(["show", "\(number)"], as: FollowUpJSON.self).outcome == "ja") }
        let open = try await instance.json(["list"], as: [FollowUpJSON].self)
        #expect(open.contains { $0.kind == "signalen-vastleggen" && $0.owner == "leerkracht" }, "\(open.map(\.kind)) \(texts)")
        #expect(open.contains { $0.kind == "noodsituatie" }, "\(open.map(\.kind)) \(texts)")
        let history = try await instance.run("history", "--format", "csv").standardOutput
        #expect(history.contains("away"), "\(texts.last ?? "")")
        #expect(try await school.daemon.stop().exitCode == 0)
    }
}
