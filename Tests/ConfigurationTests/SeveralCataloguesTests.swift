import Foundation
import FollowUps
import Testing

@testable import Configuration

@Suite("Several catalogues in one configuration")
struct SeveralCataloguesTests {
    private static let head = "[catalogue]\nid = \"opvang\"\nversion = \"2026-11\"\ntitle = { nl = \"Opvang\", en = \"Nursery\" }\n\n"

    /// The second school of the contract works by `opvang`, which is the meldcode with changes.
    private func instance(
        head: String = head, _ change: (String) -> String = { $0 }, school: String = "catalogue = \"opvang\"\n", files: String? = nil
    ) throws -> Instance {
        let named = files ?? "\n[[catalogue]]\nfile = \"meldcode.toml\"\n[[catalogue]]\nfile = \"opvang.toml\"\n"
        let second = "[[school]]\nid     = \"regenboog\"\n"
        #expect(try Instance.contract.contains(second))
        let instance = try Instance(Instance.contract.replacing(second, with: second + school) + named)
        try Data((head + change(Instance.catalogue)).utf8).write(to: instance.folder.appending(path: "templates/opvang.toml"))
        return instance
    }

    @Test("each school works by the one that it names, and the others by the first")
    func schools() throws {
        let settings = try instance { $0.replacing("term = \"4w\"", with: "term = \"3w\"") }.load()
        #expect(settings.catalogues.current.map(\.head.id) == ["meldcode", "opvang"])
        #expect(
            settings.catalogues.catalogue(at: "regenboog").head.id == "opvang" && settings.catalogues.catalogue(at: "vlieger").head.id == "meldcode")
        let texts = settings.rules.catalogueTexts.map(\.version.description)
        #expect(texts == ["meldcode 1", "opvang 2026-11"])
    }

    @Test("what a role falls to is what the school's own says")
    func fallbacks() throws {
        let settings = try instance { $0.replacing("else = \"ib\"", with: "else = \"directie\"") }.load()
        #expect(
            settings.directory.fallbacks(at: "vlieger")["leerkracht"] == "ib"
                && settings.directory.fallbacks(at: "regenboog")["leerkracht"] == "directie")
    }

    @Test("a contact that two of them describe differently is each school's own")
    func contacts() throws {
        func with(_ phone: String, _ text: String) -> String {
            text + "\n[[contact]]\nid = \"inspecteur\"\nname = \"Inspecteur\"\nphone = \"\(phone)\"\n"
        }
        let instance = try instance { with("0900-2", $0) }
        try Data(with("0900-1", Instance.catalogue).utf8).write(to: instance.folder.appending(path: "templates/meldcode.toml"))
        let directory = try instance.load().directory
        #expect(["vlieger", "regenboog"].map { directory.contact("inspecteur", at: $0)?.phone } == ["0900-1", "0900-2"])
    }

    @Test("each mistake is told with the file that it is in")
    func mistakes() throws {
        let problems = try instance { $0.replacing("term = \"4w\"", with: "term = \"4x\"") }.problems()
        #expect(!problems.isEmpty && problems.allSatisfy { $0.contains("templates/opvang.toml") }, "\(problems)")
        let same = try instance(head: Self.head.replacing("opvang", with: "meldcode"), school: "").problems()
        #expect(same.contains { $0.contains("[[catalogue]]: ") && $0.contains("opvang.toml has the id \"meldcode\", and so has ") }, "\(same)")
        let unknown = try instance(school: "catalogue = \"opvan\"\n").problems()
        #expect(
            unknown.contains { $0.contains("[[school]] \"regenboog\" catalogue: there is no catalogue \"opvan\"; did you mean \"opvang\"") },
            "\(unknown)")
        let holder = try instance({ $0.replacing("id = \"ib\"\n", with: "id = \"begeleider\"\n").replacing("\"ib\"", with: "\"begeleider\"") })
            .problems()
        #expect(holder.contains { $0.contains("\"regenboog\" roles: nobody holds \"begeleider\"") }, "\(holder)")
    }

    @Test(
        "what becomes of cases from another is refused when it cannot be",
        arguments: [
            ("becomes = { amk = \"weg\" }", "move oud, becomes amk: there is no kind \"weg\""),
            ("becomes = { weging = \"oudergesprek\" }", "move oud, becomes weging: is a kind of this catalogue too"),
            ("ends = [\"weging\"]", "move oud, ends: \"weging\" goes on here"),
            (
                "becomes = { a = \"weging\" }\n[[move]]\nfrom = \"ouder\"\nbecomes = { a = \"oudergesprek\" }",
                "becomes something else in the move from"
            ),
            ("becomes = { a = 3 }", "a: is a number"),
        ])
    func moves(text: String, problem: String) throws {
        let problems = try Instance(catalogue: Instance.catalogue + "\n[[move]]\nfrom = \"oud\"\n\(text)\n").problems()
        #expect(problems.contains { $0.contains(problem) }, "\(problems)")
    }
}
