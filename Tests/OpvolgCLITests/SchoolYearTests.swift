import Foundation
import Testing

@Suite("opvolg school-year start")
struct SchoolYearTests {
    private func dues(_ result: CommandLine.Result, school: String = "vlieger") throws -> [String] {
        try result.objects().filter { $0["school"] as? String == school && $0["result"] as? String == "opened" }
            .map { "\($0["due"] ?? "") \($0["kind"] ?? "")" }
    }

    @Test("opens what comes round at each school, spread as the catalogue says, and again changes nothing")
    func start() async throws {
        // Monday 24 August 2026, when the schools of region noord begin.
        let cli = try CommandLine("2026-08-24T07:00:00Z")
        let result = await cli.run("school-year", "start", "--format", "json")
        #expect(result.status == 0, "\(result.notes)")
        #expect(result.notes == "opvolg: school year 2026-2027: opened 36, and 0 were there already\n")
        let expected = [
            "2026-09-10 aandachtsfunctionaris", "2026-09-17 bekendheid-team", "2026-09-24 zat-deelname", "2026-10-01 eindverantwoording",
            "2026-10-08 bekendheid-ouders", "2026-11-05 deskundigen-beschikbaar", "2026-11-12 sociale-kaart", "2026-11-19 taken-vastleggen",
            "2026-11-26 afspraak-opschaling", "2026-12-03 zorgstructuur-aansluiten", "2027-01-14 meldcode-beleid",
            "2027-01-21 werkprocessen-aansluiten", "2027-01-28 afspraak-rechtssteun", "2027-02-04 training-aanbieden",
            "2027-03-11 ketenafspraken", "2027-03-18 scholingsplan", "2027-05-20 meldcode-evalueren", "2027-06-10 meldcode-vaststellen",
        ]
        #expect(try dues(result) == expected)
        #expect(try dues(result, school: "regenboog") == expected)

        let before = await cli.run("list", "--status", "all", "--format", "json").output
        cli.now = try CommandLine.instant("2026-09-02T07:00:00Z")
        let again = await cli.run("school-year", "start")
        #expect(again.notes == "opvolg: school year 2026-2027: opened 0, and 36 were there already\n")
        #expect(await cli.run("list", "--status", "all", "--format", "json").output == before)
    }

    @Test("leaves alone what a school has open, what was closed or cancelled this year, and opens the rest for one school only")
    func keeps() async throws {
        let cli = try CommandLine("2026-08-24T07:00:00Z")
        await cli.run("add", "sociale-kaart", "--school", "vlieger", "--due", "2027-11-01")
        // Late from the year before, closed in this one and not come back: that was decided.
        await cli.run("add", "ketenafspraken", "--school", "vlieger", "--due", "2026-06-01")
        await cli.run("close", "2", "vastgelegd")
        await cli.run("cancel", "3", "--reason", "niet meer nodig")
        await cli.run("add", "zat-deelname", "--school", "vlieger", "--due", "2026-10-01")
        await cli.run("cancel", "4", "--reason", "geen ZAT meer")
        let trial = await cli.run("school-year", "start", "--school", "vlieger", "--dry-run", "--format", "json")
        #expect(try trial.objects().filter { $0["result"] as? String == "there" }.map { $0["id"] as? Int } == [4, 1, 3])
        #expect(trial.notes == "opvolg: school year 2026-2027: would open 15, and 3 were there already\n")
        #expect(await cli.run("list", "--format", "csv").output.split(separator: "\r\n").count == 2)
        let result = await cli.run("school-year", "start", "--school", "vlieger")
        #expect(result.notes == "opvolg: school year 2026-2027: opened 15, and 3 were there already\n")
        #expect(await cli.run("list", "--school", "regenboog").output == "")
    }

    @Test("halfway through the year moves on what has passed, one a week for each owner and none in a holiday")
    func halfway() async throws {
        // Wednesday 10 February 2027; the spring holiday is from the 20th through the 28th.
        let cli = try CommandLine("2027-02-10T07:00:00Z")
        let result = await cli.run("school-year", "start", "--school", "vlieger", "--format", "json")
        #expect(
            try dues(result) == [
                "2027-02-17 aandachtsfunctionaris", "2027-02-17 zat-deelname", "2027-02-17 eindverantwoording", "2027-03-01 bekendheid-team",
                "2027-03-01 sociale-kaart", "2027-03-01 afspraak-opschaling", "2027-03-10 bekendheid-ouders", "2027-03-10 afspraak-rechtssteun",
                "2027-03-11 ketenafspraken", "2027-03-17 taken-vastleggen", "2027-03-18 scholingsplan", "2027-03-24 deskundigen-beschikbaar",
                "2027-03-24 zorgstructuur-aansluiten", "2027-03-31 meldcode-beleid", "2027-03-31 werkprocessen-aansluiten",
                "2027-04-07 training-aanbieden", "2027-05-20 meldcode-evalueren", "2027-06-10 meldcode-vaststellen",
            ])
    }

    @Test("takes this school year, the next from May on, and no other; wrong names change nothing")
    func years() async throws {
        let cli = try CommandLine("2027-04-30T07:00:00Z")
        func year(_ arguments: String...) async -> String { await cli.run(["school-year", "start", "--dry-run"] + arguments).notes }
        #expect(await year().contains("school year 2026-2027: would open 36"))
        cli.now = try CommandLine.instant("2027-05-03T07:00:00Z")
        #expect(await year().contains("school year 2027-2028: would open 36"))
        #expect(await year("--year", "2026").contains("school year 2026-2027: would open 36"))
        for (asked, message) in [("2025", "no school year 2025 to start now; give 2026 or 2027"), ("20260", "no school year 20260")] {
            let result = await cli.run("school-year", "start", "--year", asked)
            #expect((result.status, result.notes.contains(message)) == (1, true), "\(result.notes)")
        }
        // Without a week left before July there is nothing to spread over.
        cli.now = try CommandLine.instant("2027-06-28T07:00:00Z")
        #expect(await year("--year", "2026").contains("no school year 2026 to start now; give 2027"))
        #expect(await cli.run("school-year", "start", "--school", "vlieger").notes.contains("school year 2027-2028: opened 18"))
        #expect(try await cli.run("list", "--format", "json").objects().first?["due"] as? String == "2027-09-10")
        #expect(await cli.run("school-year", "start", "--school", "vleiger").status == 1)
    }

    @Test("kind show tells on which day of the school year a kind is first due")
    func kindShow() async throws {
        let cli = try CommandLine()
        #expect(await cli.run("kind", "show", "meldcode-evalueren").output.contains("first due on 05-20"))
        #expect(try await cli.run("kind", "show", "weging", "--format", "json").object()["school_year"] is NSNull)
    }
}
