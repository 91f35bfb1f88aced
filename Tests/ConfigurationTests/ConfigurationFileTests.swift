import Foundation
import Testing

@testable import Configuration

@Suite("The configuration file")
struct ConfigurationFileTests {
    @Test("is the option's, else the environment's, else the first of the usual places that there is")
    func found() throws {
        let instance = try Instance()
        let places = [instance.folder.path + "/none.toml", instance.file]
        #expect(try ConfigurationFile.find(option: "a.toml", environment: ["OPVOLG_CONFIG": "b.toml"]) == "a.toml")
        #expect(try ConfigurationFile.find(option: nil, environment: ["OPVOLG_CONFIG": "b.toml"]) == "b.toml")
        #expect(try ConfigurationFile.find(option: nil, environment: ["OPVOLG_CONFIG": ""], places: places) == instance.file)
    }

    @Test("of a board is in the board's folder, and its name leaves no way out of there")
    func board() throws {
        let board = try #require(BoardName("stichting-oost2"))
        #expect(
            try ConfigurationFile.find(option: nil, board: board, environment: ["OPVOLG_CONFIG": "b.toml"])
                == "/etc/opvolg/boards/stichting-oost2/opvolg.toml")
        for wrong in ["", "-oost", "Oost", "../oost", "oost/west", "oost.west", "oost west", String(repeating: "a", count: 41)] {
            #expect(BoardName(wrong) == nil, "\(wrong)")
        }
    }

    @Test("that is nowhere is told with all the places")
    func notFound() {
        let error = #expect(throws: ConfigurationFile.NotFound.self) {
            try ConfigurationFile.find(option: nil, environment: [:], places: ["none.toml", "/none/none.toml"])
        }
        #expect(
            error?.description == "there is no configuration file; looked for ./none.toml and /none/none.toml; "
                + "give one with --config FILE, --board BOARD or $OPVOLG_CONFIG, or make an instance with opvolg init")
    }

    @Test("that opvolg init hands out loads as it stands, without a warning")
    func shipped() throws {
        let instance = try Instance(String(contentsOf: Instance.templates.appending(path: "opvolg.toml"), encoding: .utf8))
        try instance.copyTemplate("meldcode-2019.toml")
        #expect(instance.problems() == [])
        #expect(try instance.load().warnings == [])
    }

    @Test("has a fingerprint that any byte of it or of the catalogue changes")
    func fingerprint() throws {
        let instance = try Instance()
        let before = try instance.load().fingerprint
        #expect(before.count == 16)
        #expect(try instance.load().fingerprint == before)
        try instance.write(Instance.contract + " ")
        let after = try instance.load().fingerprint
        #expect(after != before)
        try instance.write(Instance.contract)
        try Data((Instance.catalogue + "#").utf8).write(to: URL(filePath: instance.catalogueFile))
        #expect(try ![before, after].contains(instance.load().fingerprint))
    }
}
