import Foundation
import Testing

@Suite("opvolg person")
struct PersonTests {
    @Test("whoever is away is listed with days and deputy until they are back, and looking makes no database")
    func away() async throws {
        let cli = try CommandLine()
        #expect(try await cli.run("person", "list", "--format", "json").objects().allSatisfy { ($0["away"] as? [Any])?.isEmpty == true })
        #expect(!FileManager.default.fileExists(atPath: cli.database))
        let result = await cli.run("person", "away", "ib-vlieger", "--from", "2026-12-01", "--until", "2026-12-11", "--deputy", "directie-vlieger")
        #expect((result.status, result.notes) == (0, ""))
        #expect(result.output == "ib-vlieger is away 2026-12-01 to 2026-12-11 (directie-vlieger)\n")
        let ib = try #require(try await cli.run("person", "list", "--format", "json").objects().first)
        #expect(
            ib["away"] as? [[String: String]] == [["from": "2026-12-01", "until": "2026-12-11", "deputy": "directie-vlieger"]])
        #expect(await cli.run("person", "list").output.contains("2026-12-01 to 2026-12-11 (directie-vlieger)"))
        #expect(await cli.run("person", "back", "ib-vlieger").output == "ib-vlieger is back; ended: 2026-12-01 to 2026-12-11 (directie-vlieger)\n")
        #expect(await cli.run("person", "back", "ib-vlieger").notes == "opvolg: \"ib-vlieger\" is not away, nor going to be\n")
        #expect(await cli.run("history").output.contains("person: ib-vlieger; away: 2026-12-01 to 2026-12-11; deputy: directie-vlieger"))
    }

    @Test("the same absence twice is refused, with what to do instead; one more day, or another who stands in, is not the same")
    func twice() async throws {
        let cli = try CommandLine()
        func away(_ from: String, _ until: String, _ more: String...) async -> CommandLine.Result {
            await cli.run(["person", "away", "ib-vlieger", "--from", from, "--until", until] + more)
        }
        #expect(await away("2026-12-01", "2026-12-11").status == 0)
        let twice = await away("2026-12-01", "2026-12-11")
        #expect(
            (twice.status, twice.notes)
                == (
                    1,
                    "opvolg: \"ib-vlieger\" is away already from 2026-12-01 to 2026-12-11; give only days that are new, another --deputy, or first run: "
                        + "opvolg person back ib-vlieger\n"
                ))
        #expect(await away("2026-12-08", "2026-12-18").notes.contains("only days that are new (--from 2026-12-12), another"))
        #expect(await cli.run("history").output.split(separator: "\n").count == 2)
        #expect(await away("2026-12-12", "2026-12-18").status == 0)
        #expect(await away("2026-12-03", "2026-12-03", "--deputy", "directie-vlieger").status == 0)
        #expect(await cli.run("person", "back", "ib-vlieger").status == 0)
        #expect(await away("2026-12-01", "2026-12-11").status == 0)
    }

    @Test("who is away is who the forecast leaves out")
    func forecast() async throws {
        let cli = try CommandLine()
        await cli.addArrival()
        await cli.run("person", "away", "ib-vlieger", "--from", "2026-11-23", "--until", "2026-11-23")
        let lines = try await cli.run("forecast", "--days", "14", "--format", "json").objects()
        #expect(lines.prefix(2).map { $0["recipient"] as? String } == ["ib-regenboog", "ib-vlieger"])
    }

    @Test(
        "an absence that makes no sense is refused",
        arguments: [
            (["ib-vlieger", "--from", "2026-12-02", "--until", "2026-12-01"], "cannot end on 2026-12-01"),
            (["ib-vlieger", "--from", "2026-11-01", "--until", "2026-11-21"], "2026-11-21 has passed"),
            (["ib-vlieger", "--from", "2026-12-01", "--until", "2026-12-01", "--deputy", "ib-vlieger"], "cannot stand in for themselves"),
            (["ib-vlieger", "--from", "2026-12-01", "--until", "2026-12-01", "--deputy", "ib-vleiger"], "there is: ib-vlieger,"),
            (["juf", "--from", "2026-12-01", "--until", "2026-12-01"], "there is no person \"juf\""),
        ])
    func refused(arguments: [String], part: String) async throws {
        let cli = try CommandLine()
        let result = await cli.run(["person", "away"] + arguments)
        #expect(result.status == 1)
        #expect(result.notes.contains(part), "\(result.notes)")
        #expect(await cli.run("history").output == "")
    }

    @Test("a ring of deputies and a chain that ends are warned of, and by status on the day itself")
    func nobody() async throws {
        let cli = try CommandLine()
        #expect(await cli.run("person", "away", "ib-vlieger", "--from", "2026-12-01", "--until", "2026-12-04").notes == "")
        let ring = await cli.run("person", "away", "ib-regenboog", "--from", "2026-12-03", "--until", "2026-12-08")
        #expect(ring.status == 0)
        #expect(
            ring.notes == """
                opvolg: on 2026-12-03 nobody stands in for ib-regenboog: the deputies go round in a ring (ib-regenboog → ib-vlieger); \
                reminders then go to the people of the next step

                """)
        await #expect(
            cli.run("person", "away", "bestuur", "--from", "2026-12-03", "--until", "2026-12-03").notes.contains("no deputy is there (bestuur)"))
        #expect(await cli.run("status").status == 0)
        cli.now = try CommandLine.instant("2026-12-03T09:00:00Z")
        let status = await cli.run("status")
        #expect(status.status == 1)
        #expect(status.output.contains("warning: on 2026-12-03 nobody stands in for bestuur: no deputy is there (bestuur)"))
    }
}
