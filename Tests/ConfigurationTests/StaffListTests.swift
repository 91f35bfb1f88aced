import Foundation
import FollowUps
import Testing

@testable import Configuration

@Suite("The staff list")
struct StaffListTests {
    /// An instance of the contract's two schools with a staff list.
    private func instance(_ list: String, name: String = "people.csv", _ edit: (String) -> String = { $0 }) throws -> Instance {
        let instance = try Instance(edit(Instance.contract.replacing("[service]\n", with: "[service]\npeople = \"\(name)\"\n")))
        try Data(list.utf8).write(to: instance.folder.appending(path: "people.csv"))
        return instance
    }

    @Test("adds people to those of the configuration, with the same meaning")
    func adds() throws {
        let instance = try instance(
            """
            id;name;email;school;language;deputy
            juf-anna;Anna de Vries;anna@vlieger.example;vlieger;en;ib-vlieger
            meester-ben;Ben;ben@regenboog.example;regenboog;;juf-anna
            conciërge;;;;;

            """.replacing("conciërge;;;;;\n", with: "gast;Gast;;;;\n"))
        #expect(instance.problems() == [])
        let settings = try instance.load()
        let anna = try #require(settings.directory.person("juf-anna"))
        #expect(
            anna
                == Person(
                    id: "juf-anna", name: "Anna de Vries", email: MailAddress("anna@vlieger.example"), deputy: "ib-vlieger", school: "vlieger",
                    language: .en))
        let ben = try #require(settings.directory.person("meester-ben"))
        #expect((ben.language, ben.deputy, ben.channels) == (.nl, "juf-anna", [.mail]))
        #expect(settings.directory.person("gast")?.channels == [])
        #expect(settings.directory.person("bestuur")?.name == "Bestuur")
        // Somebody whom nothing reaches is worth a word, not a refusal.
        #expect(
            settings.warnings.map { $0.description.replacing(instance.folder.path + "/", with: "") } == [
                "people.csv: email: is empty for gast, so nothing reaches them and others hear of what they own"
            ])
    }

    @Test("can be where the holders of roles and deputies of [[person]] are, and hold everybody")
    func holdsEverybody() throws {
        let instance = try Instance(
            """
            [service]
            people = "people.csv"
            [mail]
            from = "o@a.example"
            [[school]]
            id = "a"
            name = "A"
            region = "noord"
            roles = { ib = "ib-a", directie = "dir-a", bestuur = "dir-a" }
            [[contact]]
            id = "veilig-thuis"
            name = "Veilig Thuis"
            phone = "0800-2000"
            also = ["noodnummer", "politie"]
            """)
        try Data("id,name,email\nib-a,IB,ib@a.example\ndir-a,Directie,dir@a.example\n".utf8)
            .write(to: instance.folder.appending(path: "people.csv"))
        #expect(instance.problems() == [])
        #expect(try instance.load().directory.people.map(\.id) == ["ib-a", "dir-a"])
    }

    @Test("has a column for the login of each, which nobody else has, in any letter case and in either file")
    func logins() throws {
        let instance = try instance("id,name,login\nanna,Anna,A.Devries\nben,Ben,\ncor,Cor,a.devries\ndik,Dik,IB\nels,Els,e ls\n") {
            $0.replacing("email  = \"ib@vlieger.example\"", with: "email  = \"ib@vlieger.example\"\nlogin = \"ib\"")
        }
        #expect(
            instance.problems() == [
                "people.csv:4, login: \"a.devries\" is taken by an earlier one; give each their own login",
                "people.csv:5, login: \"IB\" is taken by an earlier one; give each their own login",
                "people.csv:6, login: \"e ls\" is not valid; expected a login name without blanks, such as \"p.devries\" or \"p.devries@school.example\"",
            ])
        let good = try self.instance("id,name,login\nanna,Anna,A.Devries\nben,Ben,\n")
        #expect(good.problems() == [])
        #expect(try good.load().directory.people.suffix(2).map(\.login) == ["A.Devries", nil])
    }

    @Test("with mistakes is refused with file, line and column, all at once and together with the configuration's own")
    func mistakes() throws {
        let instance = try instance(
            """
            id,name,email,school,language,deputy
            ib-vlieger,IB,x@y.example,,,
            anna,Anna,anna@vlieger.example,vleiger,,
            ben,Ben,ben at regenboog,,,
            cor,Cor,cor@vlieger.example,,de,
            dik,Dik,dik@vlieger.example,,,ana
            els,,els@vlieger.example,,,
            ,Fons,fons@vlieger.example,,,
            geert jan,Geert,geert@vlieger.example,,,
            hans,"Hans\r\nBcc: x@y.example",hans@vlieger.example,,,hans
            anna,Anna,anna2@vlieger.example,,,
            ib,Ivo,ivo@vlieger.example,,,

            """
        ) { $0.replacing("transport = \"maildir\"", with: "transport = \"pigeon\"") }
        #expect(
            instance.problems() == [
                "opvolg.toml: [mail] transport: \"pigeon\" is not known; expected \"smtp\" or \"maildir\"",
                "people.csv:2, id: \"ib-vlieger\" is taken by an earlier one; give each its own id",
                "people.csv:3, school: there is no school \"vleiger\"; did you mean \"vlieger\"?",
                "people.csv:4, email: \"ben at regenboog\" is not valid; expected an address such as ib@school.example, in plain ASCII",
                "people.csv:5, language: \"de\" is not known; expected \"nl\" or \"en\"",
                "people.csv:6, deputy: there is no person \"ana\"; did you mean \"anna\"?",
                "people.csv:7, name: is missing; expected a text",
                "people.csv:8, id: is missing; expected an id of at most 64 letters, digits, hyphens, dots and underscores, such as \"ib-vlieger\"",
                "people.csv:9, id: \"geert jan\" is not valid; expected an id of at most 64 letters, digits, hyphens, dots and underscores, "
                    + "such as \"ib-vlieger\"",
                "people.csv:10, name: holds a line break or another control character; write one line; expected a text",
                "people.csv:10, deputy: \"hans\" cannot stand in for themselves; expected another person",
                "people.csv:12, id: \"anna\" is taken by an earlier one; give each its own id",
                "people.csv:13, id: \"ib\" is also a role, which \"ib-regenboog\" holds, so an owner could be either; give the person another id",
            ])
    }

    @Test("whose rows end early, or that Excel saved in Windows-1252, is read; the latter with a word about it")
    func fromExcel() throws {
        let instance = try instance("id,name,email,school,language,deputy\nanna,Anna\nben,Ben,ben@regenboog.example\n")
        #expect(try instance.load().directory.person("ben")?.email?.text == "ben@regenboog.example")
        try Data(Array("id;name;email\r\nzoe;Zo".utf8) + [0xEB] + Array(";zoe@vlieger.example\r\n".utf8))
            .write(to: instance.folder.appending(path: "people.csv"))
        let settings = try instance.load()
        #expect(settings.directory.person("zoe")?.name == "Zoë")
        #expect(settings.warnings.map(\.message).map { $0.prefix(24) } == ["is read as Windows-1252,"])
    }

    @Test("that cannot be taken apart on one line leaves open who does not exist, and the rest is still checked")
    func torn() throws {
        let instance = try instance("id,name,email\nanna,Anna,a@vlieger.example,nl\nben,Ben,ben at home\n") {
            $0.replacing("deputy = \"ib-regenboog\"", with: "deputy = \"anna\"")
        }
        #expect(
            instance.problems() == [
                "people.csv:2: there are 4 cells and only 3 columns; put a cell that holds the separator in quotes",
                "people.csv:3, email: \"ben at home\" is not valid; expected an address such as ib@school.example, in plain ASCII",
            ])
    }

    @Test("that is not there is told of by its key, and nobody is missed for it")
    func absent() throws {
        let instance = try instance("", name: "staff.csv") { $0.replacing("deputy = \"ib-regenboog\"", with: "deputy = \"anna\"") }
        #expect(
            instance.problems()
                == [
                    "opvolg.toml: [service] people: \(instance.folder.path)/staff.csv cannot be read: no such file or directory; "
                        + "expected the path of a staff list, relative to this file"
                ].map { $0.replacing(instance.folder.path + "/", with: "") })
    }

    @Test("is part of the fingerprint, so that the programs plan anew when it changes")
    func fingerprint() throws {
        let instance = try instance("id,name,email\nanna,Anna,anna@vlieger.example\n")
        let before = try instance.load().fingerprint
        #expect(try instance.load().fingerprint == before)
        try Data("id,name,email\nanna,Anna,anna2@vlieger.example\n".utf8).write(to: instance.folder.appending(path: "people.csv"))
        #expect(try instance.load().fingerprint != before)
    }

    @Test("of six hundred with a mistyped deputy does not print everybody's name")
    func large() throws {
        let lines =
            (1...600).map { "medewerker-\($0),Medewerker \($0),m\($0)@vlieger.example," } + ["laatste,Laatste,l@vlieger.example,wie-is-dat-nu"]
        let instance = try instance("id,name,email,deputy\n" + lines.joined(separator: "\n"))
        #expect(instance.problems() == ["people.csv:602, deputy: there is no person \"wie-is-dat-nu\""])
    }

    @Test("of six hundred whose deputies are all mistyped is told of in full, and the first few with what was meant")
    func allMistyped() throws {
        let lines = (1000..<1600).map { "medewerker-\($0),Medewerker \($0),m\($0)@vlieger.example,medewerker_\($0)" }
        let problems = try instance("id,name,email,deputy\n" + lines.joined(separator: "\n")).problems()
        #expect(problems.count == 600)
        #expect(problems.first == "people.csv:2, deputy: there is no person \"medewerker_1000\"; did you mean \"medewerker-1000\"?")
        // To look for each among all the others would take minutes for a board with thousands.
        #expect(problems.count { $0.contains("did you mean") } == 30)
    }
}
