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
        let code = "VL-2026-014"
        try await Store(path: cli.database).history.record([
            CaseReading(CaseCode(code), by: "ib-vlieger", at: try CommandLine.instant("2026-11-22T11:00:00Z"))
        ])
        let table = await cli.run("history", "reads").output
        #expect(table.contains("WHEN") && table.contains("ib-vlieger") && table.contains(code))
        let objects = try await cli.run("history", "reads", "--case", code, "--format", "json").objects()
        #expect(objects.map { $0["person"] as? String } == ["ib-vlieger"] && objects.first?["at"] as? String == "2026-11-22T12:00:00+01:00")
        #expect(await cli.run("history", "reads", "--format", "csv").output.contains("2026-11-22T12:00:00+01:00,ib-vlieger,\(code)"))
        #expect(await cli.run("history", "reads", "--case", "NONE-1", "--format", "csv").output.split(whereSeparator: \.isNewline).count == 1)
        await cli.run("case", "exclude", code, "directie-vlieger")
        #expect(await !cli.run("history", "reads", "--as", "directie-vlieger").output.contains(code))
    }
}
