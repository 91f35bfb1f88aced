import Configuration
import FollowUps
import Foundation
import Testing

/// A fault that stood in an earlier plan, put back, and the story by which a rule tells of it.
struct CatalogueFault: Sendable, CustomTestStringConvertible {
    struct Change: Sendable {
        let after: String
        let old: String
        let new: String

        init(_ kind: String, _ old: String, _ new: String) {
            (after, self.old, self.new) = (kind == "protection" ? "\n[[protection]]\n" : "\nid = \"\(kind)\"\n", old, new)
        }
    }

    let what: String
    let rule: RuleID
    let changes: [Change]
    let story: [String]
    let wrong: String

    var testDescription: String { what }
}

@Suite("The rules that the shipped catalogue says of itself")
struct CatalogueRulesTests {
    private static let templates = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../templates").standardized

    private func catalogue(_ changes: [CatalogueFault.Change] = []) throws -> Catalogue {
        var text = try String(contentsOf: Self.templates.appending(path: "meldcode.toml"), encoding: .utf8)
        for change in changes {
            let start = try #require(text.range(of: change.after)).upperBound
            let place = try #require(text[start...].range(of: change.old), "\(change.after) has no \(change.old)")
            text.replaceSubrange(place, with: change.new)
        }
        let folder = FileManager.default.temporaryDirectory.appending(path: "rules-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try text.write(to: folder.appending(path: "meldcode.toml"), atomically: true, encoding: .utf8)
        return try Catalogue.load(templates: folder.path)
    }

    @Test("hold, each over every path of answers")
    func hold() throws {
        let catalogue = try catalogue()
        #expect(catalogue.rules.count >= 12)
        for verdict in RuleChecker(catalogue).verdicts() {
            #expect(verdict.holds, "\(verdict.rule.id): \(verdict.result)")
        }
    }

    private static let cases: [CatalogueFault] = [
        CatalogueFault(
            what: "the gravest reports closed fastest", rule: "na-melding-open",
            changes: [
                .init(
                    "noodsituatie",
                    "then = [\"melding-afspraken\", \"terugkoppeling\", \"ouder-inlichten\", \"stappen-vastleggen\", \"amk-opnieuw in 2w\"]",
                    "then = [\"stappen-vastleggen\"]")
            ],
            story: ["the case begins with noodsituatie", "noodsituatie → gemeld", "stappen-vastleggen → vastgelegd", "dossier-afsluiten → gesloten"],
            wrong: "the case is closed"),
        CatalogueFault(
            what: "insufficient help led to six weeks of silence", rule: "niet-genoeg",
            changes: [.init("effect-volgen", "\"amk-opnieuw in 1d\"", "\"amk-opnieuw\"")],
            story: [
                "the case begins with noodsituatie", "noodsituatie → gemeld", "amk-opnieuw → verbeterd", "effect-volgen → onvoldoende",
            ], wrong: "nothing that counts is asked within 14 days"),
        CatalogueFault(
            what: "a suspicion reached the intern begeleider", rule: "alleen-het-bestuur",
            changes: [.init("medewerker-melden", "takes_over = ", "# ")],
            story: ["the case begins with medewerker-melden"], wrong: "dossier-controle is of ib"),
        CatalogueFault(
            what: "weighing came before the talk", rule: "eerst-het-gesprek",
            changes: [
                .init(
                    "amk-advies",
                    "id = \"advies\"\ntitle = { nl = \"Advies gekregen\", en = \"Advice received\" }\nthen = [\"weging after oudergesprek\"]",
                    "id = \"advies\"\ntitle = { nl = \"Advies gekregen\", en = \"Advice received\" }\nthen = [\"weging\"]")
            ],
            story: ["the case begins with overdracht", "overdracht → onbekend", "amk-advies → advies"], wrong: "weging is opened"),
        CatalogueFault(
            what: "the parent of a child in danger of honour violence was called", rule: "nooit-eerst-de-ouder",
            changes: [.init("protection", "\"oudergesprek\", ", "")],
            story: ["the case begins with toestemming-zat", "toestemming-zat → nee", "somebody opens vgv-eer-amk by hand"],
            wrong: "oudergesprek is open"),
        CatalogueFault(
            what: "a vanished child's case closed on one reason", rule: "niet-uit-beeld",
            changes: [.init("overdracht", "then = [\"amk-advies\"]", "then = [\"dossier-afsluiten\"]\nreason = true")],
            story: ["the case begins with overdracht", "overdracht → onbekend", "dossier-afsluiten → gesloten"], wrong: "the case is closed"),
        CatalogueFault(
            what: "an emergency closed by hand", rule: "nood-open",
            changes: [
                .init(
                    "noodsituatie",
                    "title = { nl = \"Het is toch niet acuut\", en = \"It is not acute after all\" }\nthen = [\"weging in 1d\", \"stappen-vastleggen\"]",
                    "title = { nl = \"Het is toch niet acuut\", en = \"It is not acute after all\" }\nends = true")
            ],
            story: ["the case begins with noodsituatie", "noodsituatie → niet-acuut", "dossier-afsluiten → gesloten"], wrong: "the case is closed"),
    ]

    @Test("find the faults of earlier plans when they are put back", arguments: cases)
    func faults(fault: CatalogueFault) throws {
        let catalogue = try catalogue(fault.changes)
        let rule = try #require(catalogue.rules.first { $0.id == fault.rule })
        let verdict = RuleChecker(catalogue).verdict(rule)
        guard case .broken(let story, let wrong) = verdict.result else {
            Issue.record("\(verdict.result)")
            return
        }
        #expect(story.map(\.deed.description) == fault.story, "\(story.map(\.description))")
        #expect(wrong == fault.wrong)
        #expect(verdict.states < 100_000)
    }
}
