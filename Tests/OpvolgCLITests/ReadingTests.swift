import FollowUps
import Foundation
import Store
import Testing

@Suite("opvolg history reads")
struct ReadingTests {
    @Test("shows who read which case, of one or of all, in every format, and nothing of a case that is kept from whoever looks")
    func reads() async throws {
        let cli = try CommandLine()
        await cli.addArrival()
        #expect(await cli.run("history", "reads").notes.contains("nobody has read a case"))
        await cli.run("list")
        await cli.run("case", "list")
        #expect(await cli.run("history", "reads").output == "")
        let code = "VL-2026-014"
        try await Store(path: cli.database).history.record([
            CaseReading(CaseCode(code), by: "ib-vlieger", at: try CommandLine.instant("2026-11-22T11:00:00Z"))
        ])
        let table = await cli.run("history", "reads").output
        #expect(table.contains("WHEN") && table.contains("ib-vlieger") && table.contains(code))
        let objects = try await cli.run("history", "reads", "--case", code, "--format", "json").objects()
        #expect(objects.map { $0["person"] as? String } == ["ib-vlieger"] && objects.first?["at"] as? String == "2026-11-22T12:00:00+01:00")
        #expect(await cli.run("history", "reads", "--format", "csv").output.contains("2026-11-22T12:00:00+01:00,ib-vlieger,\(code),"))
        #expect(await cli.run("history", "reads", "--case", "NONE-1", "--format", "csv").output.split(whereSeparator: \.isNewline).count == 1)
        await cli.run("case", "exclude", code, "directie-vlieger")
        #expect(await !cli.run("history", "reads", "--as", "directie-vlieger").output.contains(code))
    }

    @Test(
        "a case that is read here is written down, with who acted in the reader's name",
        arguments: [
            ["case", "show", "VL-2026-014"], ["show", "1"], ["history", "1"], ["history", "--case", "VL-2026-014"],
            ["list", "--case", "VL-2026-014"],
            ["preview", "1"],
        ])
    func written(command: [String]) async throws {
        let cli = try CommandLine()
        await cli.addArrival()
        let option = command[0] == "preview" ? "--for" : "--as"
        #expect(await cli.run(command + [option, "ib-vlieger"]).status == 0)
        _ = await cli.run(command)
        // Whoever may not read it has read nothing.
        _ = await cli.run(command + [option, "ib-regenboog"])
        _ = await cli.run(command + [option, "directie-vlieger"])
        let reads = try await cli.run("history", "reads", "--format", "json").objects()
        #expect(reads.map { $0["person"] as? String } == ["ib-vlieger", "annie"] && reads.map { $0["through"] as? String } == ["annie", nil])
        #expect(await cli.run("history", "reads").output.contains("ib-vlieger (through annie)"))
        // Whoever does not read all of the history sees what they read themselves.
        #expect(try await cli.run("history", "reads", "--as", "ib-vlieger", "--format", "json").objects().count == 1)
        #expect(try await cli.run("history", "reads", "--as", "ib-regenboog", "--format", "json").objects().isEmpty)
    }
}
