import Configuration
import Foundation
import FollowUps
import Testing

@Suite("The head of a catalogue, its sources and its contacts")
struct CatalogueHeadTests {
    private static let head = """
        [catalogue]
        id = "meldcode-2019"
        version = "2026-11"
        title = { nl = "Meldcode 2019", en = "Reporting code of 2019" }

        [[source]]
        id = "besluit"
        title = "Besluit verplichte meldcode, stap 1"
        page = "https://wetten.example/besluit"
        checked = "2026-11-29"

        [[source]]
        id = "handreiking"
        title = { nl = "Handreiking", en = "Guide" }
        checked = 2026-10-01

        [[source]]
        id = "praktijk"
        title = "Praktijk"


        """

    private func instance(_ head: String, basedOn: String = "[\"handreiking\", \"besluit\", \"praktijk\"]") throws -> Instance {
        try Instance(
            catalogue: head
                + Instance.catalogue.replacing(
                    "id = \"signalen-vastleggen\"\n", with: "id = \"signalen-vastleggen\"\nbased_on = \(basedOn)\n", maxReplacements: 1))
    }

    @Test("are read as they stand, each kind with its sources in its own order")
    func reading() throws {
        let instance = try instance(Self.head)
        #expect(instance.problems() == [])
        let catalogue = try instance.load().catalogues.first
        #expect(
            catalogue.head
                == Catalogue.Head(
                    id: "meldcode-2019", version: "2026-11", title: LocalizedText(nl: "Meldcode 2019", en: "Reporting code of 2019")))
        let sources = catalogue.sources(of: try #require(catalogue.kind("signalen-vastleggen")))
        #expect(
            sources.map { "\($0.title.nl) \($0.page?.text ?? "-") \($0.checked?.description ?? "-")" } == [
                "Handreiking - 2026-10-01", "Besluit verplichte meldcode, stap 1 https://wetten.example/besluit 2026-11-29", "Praktijk - -",
            ])
    }

    @Test("need not be there: the file's name is the id then, and the version 1")
    func without() throws {
        #expect(try Instance().load().catalogues.first.head == Catalogue.Head(id: "meldcode", version: "1"))
    }

    @Test(
        "are refused when something is wrong with them, each mistake with its key",
        arguments: [
            ("version = \"2026-11\"\n", "", "[catalogue] version: is missing"),
            ("\"2026-11\"", "\"van 2026\"", "[catalogue] version: \"van 2026\" is not valid"),
            ("checked = 2026-10-01\n", "checked = \"toen\"\n", "source handreiking, checked: \"toen\" is not a day"),
            ("https://wetten", "http://wetten", "source besluit, page: \"http://wetten.example/besluit\" is not valid"),
            ("id = \"handreiking\"", "id = \"besluit\"", "source besluit: stands there more than once"),
            ("[[source]]\nid = \"besluit\"", "[[source]]\nid = \"wet\"", "kind signalen-vastleggen, based_on: there is no source \"besluit\""),
        ])
    func mistakes(part: String, other: String, problem: String) throws {
        let problems = try instance(Self.head.replacing(part, with: other)).problems()
        #expect(problems.contains { $0.contains("templates/meldcode.toml") && $0.contains(problem) }, "\(problems)")
    }

    @Test("are those of the file that the configuration names, and of no other")
    func named() throws {
        let instance = try Instance(Instance.contract + "\n[[catalogue]]\nfile = \"meldcode-2019.toml\"\n", catalogue: "[[[")
        #expect(instance.problems().contains { $0.contains("templates/meldcode-2019.toml cannot be read: no such file") })
        try Data((Self.head + Instance.catalogue).utf8).write(to: instance.folder.appending(path: "templates/meldcode-2019.toml"))
        #expect(instance.problems() == [])
        #expect(try instance.load().catalogues.first.head.id == "meldcode-2019")
        #expect(try Catalogue.load("meldcode-2019.toml", templates: instance.folder.path + "/templates").head.version == "2026-11")
    }

    @Test(
        "are refused when they are named in a wrong way",
        arguments: [
            ("file = \"../x.toml\"", "[[catalogue]] number 1 file: \"../x.toml\" is not valid"), ("", "[[catalogue]] number 1 file: is missing"),
            (
                "file = \"meldcode.toml\"\n[[catalogue]]\nfile = \"meldcode.toml\"",
                "[[catalogue]] number 2 file: \"meldcode.toml\" stands there twice"
            ),
        ])
    func wronglyNamed(text: String, problem: String) throws {
        let problems = try Instance(Instance.contract + "\n[[catalogue]]\n\(text)\n").problems()
        #expect(problems.contains { $0.contains(problem) }, "\(problems)")
    }

    private static func contacts(_ text: String) throws -> Instance {
        try Instance(Instance.contract.replacing("[[contact]]\nid    = \"politie\"", with: text + "\n[[contact]]\nid    = \"politie\""))
    }

    @Test("take a contact of one school before that of all, and one without a number that has a page or an address")
    func contacts() throws {
        let instance = try Self.contacts(
            """
            [[contact]]
            id = "veilig-thuis"
            name = "Veilig Thuis Noord"
            phone = "050-1234567"
            hours = { nl = "altijd", en = "always" }
            schools = ["vlieger"]

            [[contact]]
            id = "lokaal-team"
            name = "Lokaal team"
            page = "https://team.example"
            address = "Marktplein 1, Opvolg"

            """)
        #expect(instance.problems() == [])
        let directory = try instance.load().directory
        #expect(directory.contact("veilig-thuis", at: "vlieger")?.phone == "050-1234567")
        #expect(directory.contact("veilig-thuis", at: "vlieger")?.hours?.en == "always")
        #expect(directory.contact("veilig-thuis", at: "regenboog")?.phone == "0800-2000")
        #expect(directory.contact("veilig-thuis")?.phone == "0800-2000")
        #expect(directory.contact("lokaal-team", at: "vlieger")?.reach == "https://team.example")
        #expect(directory.contacts(["veilig-thuis", "amk"], at: ["vlieger", "regenboog"]).map(\.reach) == ["050-1234567", "0800-2000"])
    }

    @Test(
        "refuse a contact that nobody could reach, of a school that is not there, and a name that is taken at the same school",
        arguments: [
            ("id = \"x\"\nname = \"X\"", "[[contact]] \"x\" phone: is missing; expected a telephone number"),
            ("id = \"x\"\nname = \"X\"\npage = \"team.example\"", "[[contact]] \"x\" page: \"team.example\" is not valid"),
            ("id = \"x\"\nname = \"X\"\nphone = \"112\"\nschools = [\"vliegr\"]", "there is no school \"vliegr\"; did you mean \"vlieger\"?"),
            ("id = \"x\"\nname = \"X\"\nphone = \"112\"\nschools = []", "[[contact]] \"x\" schools: is empty"),
            ("id = \"veilig-thuis\"\nname = \"X\"\nphone = \"112\"", "[[contact]] \"veilig-thuis\" id: \"veilig-thuis\" is taken"),
        ])
    func wrongContacts(text: String, problem: String) throws {
        let problems = try Self.contacts("[[contact]]\n\(text)\n").problems()
        #expect(problems.contains { $0.contains(problem) }, "\(problems)")
    }

    @Test("warn when a contact that kinds name is there for some schools only")
    func missing() throws {
        let instance = try Instance(
            Instance.contract.replacing("phone = \"0800-2000\"", with: "phone = \"0800-2000\"\nschools = [\"vlieger\"]"))
        #expect(instance.problems() == [])
        let warnings = try instance.load().warnings.map(\.description)
        #expect(
            warnings.map { $0.replacing(instance.folder.path + "/", with: "") } == [
                "opvolg.toml: [[contact]] \"veilig-thuis\" schools: is not there for \"regenboog\", whose actions name it; "
                    + "add one with schools = [\"regenboog\"]"
            ])
    }
}
