import Configuration
import FollowUps
import Foundation
import Testing

/// What holds of a catalogue that is about no school: the code of a nursery, and the example of docs/catalogus.md.
@Suite("The catalogues of other sectors")
struct OtherCataloguesTests {
    private static let root = ShippedCatalogue.templates.appending(path: "..").standardized
    private static let files = ["templates/kinderopvang.toml", "docs/examples/bhv.toml"]

    private static func text(_ file: String) throws -> String { try String(contentsOf: root.appending(path: file), encoding: .utf8) }

    /// With every contact that it names among its own.
    private static func load(_ file: String) throws -> Catalogue {
        let url = root.appending(path: file)
        return try Catalogue.load(url.lastPathComponent, templates: url.deletingLastPathComponent().path, contacts: [])
    }

    /// What people read of it, in both languages.
    private static func texts(of catalogue: Catalogue) -> [LocalizedText] {
        let kinds = catalogue.kinds.flatMap { kind in [kind.title] + [kind.help].compactMap(\.self) + kind.outcomes.map(\.title) }
        return kinds + catalogue.roles.map(\.title) + catalogue.steps.map(\.title) + catalogue.protections.map(\.title)
            + catalogue.rules.map(\.title) + catalogue.sources.map(\.title) + catalogue.contacts.map { LocalizedText(nl: $0.name) }
    }

    // MARK: The check

    @Test("are without a mistake, and fall short of nothing", arguments: files)
    func sound(file: String) throws {
        let catalogue = try Self.load(file)
        #expect(catalogue.shortcomings == [])
        #expect(catalogue.rules.count >= 8)
    }

    @Test("say what each kind is based on, and when it is due", arguments: files)
    func whole(file: String) throws {
        for kind in try Self.load(file).kinds {
            #expect(!kind.basedOn.isEmpty, "\(kind.id)")
            #expect(kind.term != nil || kind.repeat != nil || kind.titleGiven, "\(kind.id)")
        }
    }

    @Test("say everything in English as well", arguments: files)
    func bothLanguages(file: String) throws {
        let catalogue = try Self.load(file)
        for kind in catalogue.kinds {
            for text in [kind.title, kind.help] + kind.outcomes.map(\.title) { #expect(text?.en != nil, "\(kind.id): \(text?.nl ?? "no help")") }
        }
        for title in catalogue.roles.map(\.title) + catalogue.rules.map(\.title) { #expect(title.en != nil, "\(title.nl)") }
    }

    @Test("of another sector say no word of a school", arguments: files)
    func words(file: String) throws {
        let word = #/school|leerling|leerkracht|intern begeleider|pupil|teacher|\bklas/#.ignoresCase()
        for text in try Self.texts(of: Self.load(file)) {
            for read in [text.nl, text.en].compactMap(\.self) { #expect(read.firstMatch(of: word) == nil, "\(read)") }
        }
    }

    // MARK: The rules

    /// A rule of one of them. Each is a case of its own, so that they are proven beside each other.
    struct Stated: Sendable, CustomTestStringConvertible {
        let file: String
        let rule: RuleID
        var testDescription: String { "\(file) \(rule)" }
    }

    /// None where one cannot be read: `sound` says so.
    private static let stated: [Stated] = files.flatMap { file in ((try? load(file))?.rules ?? []).map { Stated(file: file, rule: $0.id) } }

    @Test("hold to every rule that they state", arguments: stated)
    func hold(stated: Stated) throws {
        let catalogue = try Self.load(stated.file)
        let rule = try #require(catalogue.rules.first { $0.id == stated.rule })
        #expect(RuleChecker(catalogue).verdict(rule).result == .holds)
    }

    /// A fault: what is put in the place of what, in the kind.
    struct Fault: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let file: String
        let rule: RuleID
        let kind: String
        let old: String
        let new: String

        init(_ description: String, in file: String, _ rule: RuleID, _ kind: String, _ old: String, _ new: String) {
            (testDescription, self.file, self.rule, self.kind, self.old, self.new) = (description, file, rule, kind, old, new)
        }
    }

    private static let faults: [Fault] = [
        Fault("an injury waits for two days", in: files[0], "letsel-dezelfde-dag", "observatie-uitvoeren", "vt-advies in 0d", "vt-advies"),
        Fault("a report is forgotten", in: files[0], "melding-sluit-niet", "kind-uit-beeld", ", \"vt-opnieuw in 2w\"", ""),
        Fault(
            "a suspicion of staff is not discussed", in: files[0], "overlegplicht", "medewerker-melden",
            "then = [\"vertrouwensinspecteur\", \"medewerker-maatregelen\"]", "then = [\"medewerker-maatregelen\"]"),
        Fault(
            "an offence is closed without the police", in: files[0], "aangifteplicht", "vertrouwensinspecteur",
            "then = [\"aangifte\", \"medewerker-maatregelen\"]", "then = [\"medewerker-maatregelen\"]"),
        Fault("a suspicion reaches the safeguarding officer", in: files[0], "alleen-de-houder", "medewerker-melden", "af = \"bestuur\", ", ""),
        Fault(
            "behaviour between children ends with a talk", in: files[0], "kinderen-weer-veilig", "kinderen-maatregelen",
            "then = [\"kinderen-volgen\"]", "ends = true"),
        Fault(
            "a serious accident is not reported", in: files[1], "ernstig-wordt-gemeld", "nazorg", "then = [\"ongeval-melden\", \"nazorg\"]",
            "then = [\"nazorg\"]"),
        Fault(
            "an accident closes without a cause", in: files[1], "altijd-de-oorzaak", "ongeval", "then = [\"ongeval-onderzoek\", \"nazorg in 1w\"]",
            "then = [\"nazorg in 1w\"]"),
    ]

    @Test("find a fault when it is put in", arguments: faults)
    func found(fault: Fault) throws {
        let text = try Self.text(fault.file)
        let start = try #require(text.range(of: "[[kind]]\nid = \"\(fault.kind)\"\n")).upperBound
        let place = try #require(text[start...].range(of: fault.old), "there is no \(fault.old)")
        let catalogue = try ShippedCatalogue.read(text.replacingCharacters(in: place, with: fault.new))
        let rule = try #require(catalogue.rules.first { $0.id == fault.rule })
        let verdict = RuleChecker(catalogue).verdict(rule)
        guard case .broken(let story, _) = verdict.result else {
            Issue.record("\(verdict.result)")
            return
        }
        #expect(!story.isEmpty && story.count < 12)
    }
}
