import Configuration
import FollowUps
import Foundation
import Testing

@Suite("The twelve rules over the protocol")
struct ProtocolRulesTests {
    /// A catalogue that breaks a rule: what is put in the place of what in the shipped file, behind a text that stands there once.
    struct Break: Sendable, CustomTestStringConvertible {
        let rule: Int
        let after: String
        let old: String
        let new: String

        init(_ rule: Int, after: String, _ old: String, _ new: String) {
            (self.rule, self.after, self.old, self.new) = (rule, after, old, new)
        }

        var testDescription: String { "rule \(rule): \(old) → \(new)" }

        /// Behind the beginning of a kind.
        static func kind(_ rule: Int, _ id: String, _ old: String, _ new: String) -> Break { Break(rule, after: "\nid = \"\(id)\"\n", old, new) }
    }

    private static let templates = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../templates").standardized

    /// The shipped catalogue with a change.
    private func catalogue(_ change: Break) throws -> Catalogue {
        let text = try String(contentsOf: Self.templates.appending(path: "meldcode.toml"), encoding: .utf8)
        let start = try #require(text.range(of: change.after)).upperBound
        let place = try #require(text[start...].range(of: change.old), "\(change.after) has no \(change.old)")
        let folder = FileManager.default.temporaryDirectory.appending(path: "rules-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try text.replacingCharacters(in: place, with: change.new).write(
            to: folder.appending(path: "meldcode.toml"), atomically: true, encoding: .utf8)
        return try Catalogue.load(templates: folder.path)
    }

    @Test("hold in the shipped catalogue", arguments: 1...12)
    func shipped(rule: Int) throws {
        #expect(ProtocolRules(catalogue: try Catalogue.load(templates: Self.templates.path)).findings(rule) == [])
    }

    private static let breaks: [Break] = [
        .kind(1, "noodsituatie", "\"amk-opnieuw in 2w\"", "\"weging\""),
        .kind(1, "melding-doen", "\"terugkoppeling\", ", ""),
        .kind(1, "amk-opnieuw", "then = [\"amk-opnieuw in 2w\"]", "then = [\"amk-opnieuw in 6w\"]"),
        .kind(2, "weging", "then = [\"melding-bespreken\"]", "then = [\"melding-doen\"]"),
        .kind(2, "noodsituatie", "\"ouder-inlichten\", ", ""),
        .kind(3, "amk-advies", "weging after oudergesprek", "weging"),
        .kind(3, "weging", "expects = [\"oudergesprek\"]\n", ""),
        .kind(3, "oudergesprek", "completes_from = 2", "completes = true"),
        .kind(4, "stappen-evalueren", "urgency =", "title_given = true\nurgency ="),
        .kind(5, "amk-advies", "also = [{ times = 3, then = [\"opschaling\"] }]\n", ""),
        .kind(6, "noodsituatie", ", \"stappen-vastleggen\"", ""),
        Break(6, after: "[case]\n", "check = \"dossier-controle\"\n", ""),
        .kind(7, "klasplan", "policy = \"quiet\"\n", ""),
        .kind(8, "weging", "help = ", "# "),
        .kind(9, "stappen-evalueren", "then = [\"dossier-afsluiten\"]", "closes_case = true"),
        Break(9, after: "[case]\n", "closing = \"dossier-afsluiten\"\n", ""),
        Break(10, after: "[[protection]]\n", "\"oudergesprek\", ", ""),
        Break(10, after: "[[protection]]\n", "instead_of = ", "# "),
        .kind(11, "medewerker-melden", "own_case = true\n", ""),
        .kind(11, "medewerker-melden", "takes_over = ", "# "),
        .kind(12, "amk-opnieuw", "urgency = \"urgent\"", "urgency = \"normal\""),
    ]

    @Test("are each told of when a catalogue breaks them", arguments: breaks)
    func broken(change: Break) throws {
        do {
            #expect(!ProtocolRules(catalogue: try catalogue(change)).findings(change.rule).isEmpty)
        } catch let error as ConfigurationProblems {
            // It does not even load.
            #expect(!error.problems.isEmpty)
        }
    }

    /// What any catalogue has to keep, whatever its kinds are called.
    private static let general: [Break] = breaks.filter { change in
        [4, 5, 8].contains(change.rule) || change.after == "[case]\n" || (change.rule == 9) || change.new == "# " && change.rule == 11
    }

    @Test("are refused by opvolg check where they hold for any catalogue", arguments: general)
    func refused(change: Break) throws {
        do {
            #expect(try !catalogue(change).shortcomings.isEmpty)
        } catch let error as ConfigurationProblems {
            #expect(!error.problems.isEmpty)
        }
    }
}
