import Foundation
import Testing

@Suite("opvolg kind try, kind graph --step, and the rules that check proves")
struct TryKindTests {
    @Test("kind try tells what each answer opens, of whom it is, when it is due and to whom it is mailed, and stores nothing")
    func walk() async throws {
        let cli = try CommandLine()
        let result = await cli.run("kind", "try", "signalen-vastleggen", "zorg", "zorg", "advies", "oudergesprek:besproken")
        #expect(result.status == 0, "\(result)")
        let lines = result.output.split(separator: "\n").map(String.init)
        #expect(lines.contains("2. signalen-vastleggen → zorg"))
        #expect(lines.contains("   opens collegiale-consultatie: De signalen met een deskundige collega bespreken"))
        #expect(
            lines.contains(
                "      of leerkracht, due in 5sd, normal; mail to leerkracht open, -2sd, 0, +2sd, +5sd, +10sd; directie +5sd; bestuur +10sd"))
        #expect(result.status == 0 && !FileManager.default.fileExists(atPath: cli.database))
    }

    @Test("kind try says what is open when an answer fits nothing, or more than one, and why something may not be opened")
    func refused() async throws {
        let cli = try CommandLine()
        func notes(_ arguments: String...) async -> String { await cli.run(["kind", "try"] + arguments).notes }
        #expect(await notes("signalen-vastleggen", "weg").contains("nothing that is open has an outcome \"weg\"; open are signalen-vastleggen: zorg"))
        #expect(await notes("noodsituatie", "+vgv-eer-amk", "advies").contains("write noodsituatie:advies or vgv-eer-amk:advies"))
        #expect(await notes("vgv-eer-amk", "+gespreksteun").contains("may not be opened"))
        #expect(await notes("meldcode-evalueren").contains("is not about a case"))
    }

    @Test("kind graph --step draws the kinds of one step, and around them only what leads there and away")
    func step() async throws {
        let cli = try CommandLine()
        let result = await cli.run("kind", "graph", "--step", "5a")
        #expect(result.status == 0)
        #expect(result.output.contains("\"hulp-aangekomen\" [label=") && result.output.contains("\"weging\" [label="))
        #expect(!result.output.contains("\"signalen-vastleggen\"") && !result.output.contains("meldcode-evalueren"))
        #expect(result.output.contains("Stap 5a: Hulp of melden"))
        let unknown = await cli.run("kind", "graph", "--step", "9")
        #expect(unknown.status == 1 && unknown.notes.contains("there is no step \"9\"; there is: 1, "))
    }

    @Test("check proves the rules of the catalogue, and says of each what came of it when asked")
    func rules() async throws {
        let cli = try CommandLine(casesHaveChecks: true)
        let result = await cli.run("check", "--rules")
        #expect(result.status == 0, "\(result)")
        let lines = result.output.split(separator: "\n")
        #expect(lines.count { $0.hasPrefix("rule ") && $0.contains(" holds: ") } >= 12)
        #expect(lines.contains { $0.hasPrefix("rule na-melding-open holds: ") && $0.contains(" states of cases looked at)") })
        #expect(lines.last?.hasSuffix("nothing wrong") == true)
    }
}
