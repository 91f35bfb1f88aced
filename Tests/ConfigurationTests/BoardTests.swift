import Configuration
import Foundation
import FollowUps
import Testing

@Suite("What is asked of the board once for all schools")
struct BoardTests {
    private static let duty = """

        [[kind]]
        id = "vaststellen"
        title = { nl = "Vaststellen", en = "Adopt" }
        help = { nl = "Stel vast.", en = "Adopt it." }
        source = "II"
        scope = "board"
        owner = "bestuur"
        repeat = "12m"
        school_year = "06-10"
        [[kind.outcome]]
        id = "ja"
        title = { nl = "Ja", en = "Yes" }

        """

    private func instance(_ board: String = "", owner: String = "bestuur") throws -> Instance {
        try Instance(Instance.contract + board, catalogue: Instance.catalogue + Self.duty.replacing("\"bestuur\"", with: "\"\(owner)\""))
    }

    @Test("is of whoever holds the role at the first school, and by the name that is given")
    func first() throws {
        let instance = try instance()
        #expect(instance.problems() == [])
        let board = try #require(try instance.load().directory.board)
        #expect(board.id == .board && board.name == "Bestuur" && board.roles == ["bestuur": "bestuur"])
    }

    @Test("is of whoever is named for it")
    func named() throws {
        let instance = try instance("\n[board]\nname = \"Stichting\"\n[board.roles]\nbestuur = \"directie-vlieger\"\n")
        #expect(instance.problems() == [])
        let directory = try instance.load().directory
        #expect(directory.board?.name == "Stichting" && directory.holder(of: .role("bestuur"), at: .board) == "directie-vlieger")
        #expect(directory.schools.map(\.id) == ["vlieger", "regenboog"] && directory.places.map(\.id) == ["vlieger", "regenboog", .board])
    }

    @Test("follows a role that nobody holds to the one that has it then")
    func fallback() throws {
        let directory = try instance(owner: "leerkracht").load().directory
        #expect(directory.board?.roles == ["ib": "ib-vlieger"])
        #expect(directory.holder(of: .role("leerkracht"), at: .board) == "ib-vlieger")
    }

    @Test("needs somebody, and roles and people that there are")
    func mistakes() throws {
        let contract = try Instance.contract.replacing("bestuur  = \"bestuur\"\n", with: "", maxReplacements: 1)
        let problems = try Instance(contract, catalogue: Instance.catalogue + Self.duty).problems()
        #expect(
            problems.contains(
                "opvolg.toml: [board.roles]: nobody holds \"bestuur\", who has to do vaststellen; add bestuur = \"PERSON\" under [board.roles]"),
            "\(problems)")
        let unknown = try instance("\n[board]\nname = \"S\"\n[board.roles]\nbestur = \"bestuur\"\n").problems()
        #expect(unknown.contains { $0.contains("[board.roles] bestur: is not a role of the catalogue; did you mean \"bestuur\"?") }, "\(unknown)")
    }

    @Test("is no place where the catalogue asks nothing of it")
    func without() throws {
        #expect(try Instance().load().directory.board == nil)
    }
}
