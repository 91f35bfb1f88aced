import Foundation
import Testing

@Suite("opvolg, with a catalogue of which every form is used")
struct CatalogueFormTests {
    /// The shipped catalogue with more kinds behind it.
    private func cli(_ kinds: String, configuration: ((String) -> String)? = nil) throws -> CommandLine {
        let cli = try CommandLine(configuration: configuration)
        let file = URL(filePath: cli.scratch.file("templates/meldcode.toml"))
        try Data((try String(contentsOf: file, encoding: .utf8) + "\n" + kinds).utf8).write(to: file)
        return cli
    }

    private func kind(_ id: String, _ outcomes: String, more: String = "scope = \"case\"") -> String {
        """
        [[kind]]
        id = "\(id)"
        title = { nl = "Titel van \(id)", en = "Title of \(id)" }
        help = { nl = "Doe \(id).", en = "Do \(id)." }
        source = "5a"
        owner = "ib"
        term = "5sd"
        start = true
        \(more)
        \(outcomes)

        """
    }

    private func outcome(_ id: String, _ more: String) -> String {
        "[[kind.outcome]]\nid = \"\(id)\"\ntitle = { nl = \"\(id)\", en = \"\(id)\" }\n\(more)\n"
    }

    @Test("what is about the board is opened once for all schools, and of no school")
    func board() async throws {
        let cli = try cli(
            kind("vaststellen", outcome("ja", ""), more: "scope = \"board\"\nrepeat = \"12m\"\nschool_year = \"06-10\"").replacing(
                "owner = \"ib\"", with: "owner = \"bestuur\""))
        let started = try await cli.run("school-year", "start", "--format", "json").objects()
        let ours = started.filter { $0["kind"] as? String == "vaststellen" }
        #expect(ours.count == 1 && ours.first?["school"] is NSNull, "\(ours)")
        #expect(await cli.run("add", "vaststellen", "--school", "vlieger").notes.contains("is about the board, so --school has no place with it"))
        #expect(await cli.run("list", "--owner", "bestuur").output.contains("board"))
    }

    @Test("that the pupil has left is told by an outcome or by hand, shown with the case, and taken back")
    func leaving() async throws {
        let cli = try cli(kind("volgen", outcome("vertrokken", "ends = true\nleaves = true")))
        await cli.run("add", "volgen", "--case", "VL-2026-001", "--school", "vlieger")
        await cli.run("close", "1", "vertrokken", "--on", "2026-11-20")
        func left() async throws -> String? { try await cli.run("case", "show", "VL-2026-001", "--format", "json").object()["left_on"] as? String }
        #expect(try await left() == "2026-11-20")
        #expect(await cli.run("case", "left", "VL-2026-001", "--on", "2026-11-23").notes.contains("2026-11-23 is still to come"))
        #expect(await cli.run("case", "left", "VL-2026-001", "--on", "2026-11-18").output.hasPrefix("left on 2026-11-18: case VL-2026-001"))
        #expect(try await left() == "2026-11-18")
        #expect(await cli.run("case", "show", "VL-2026-001").output.contains("left the school on 2026-11-18"))
        await cli.run("case", "left", "VL-2026-001", "--not")
        #expect(try await left() == nil)
        #expect(await cli.run("kind", "show", "volgen").output.contains("ends here; the pupil has left"))
    }

    @Test("a kind says how long what has ended is kept, and purge keeps to it")
    func retention() async throws {
        let cli = try cli(kind("inzage", outcome("klaar", "ends = true"), more: "scope = \"school\"\nretention = \"12m\""))
        #expect(await cli.run("kind", "show", "inzage").output.contains("12m after its end"))
        await cli.run("add", "inzage", "--school", "vlieger")
        await cli.run("close", "1", "klaar")
        #expect(await cli.run("purge", "--dry-run").notes.contains("no case is closed for longer than 60m"))
        cli.now = try CommandLine.instant("2027-12-01T11:00:00Z")
        #expect(await cli.run("purge", "--yes").notes.hasSuffix("nothing was removed\n"))
        cli.now = try CommandLine.instant("2027-12-09T11:00:00Z")
        let shown = try await cli.run("purge", "--dry-run", "--format", "json").objects()
        #expect(shown.map { $0["kind"] as? String } == ["inzage"] && shown.first?["kept_until"] as? String == "2027-11-22", "\(shown)")
        #expect(await cli.run("purge", "--yes").notes.contains("1 removed"))
        #expect(await cli.run("show", "1").status != 0)
    }

    @Test("what is open of a kind that has left the catalogue is shown and closed as it began, and nothing new is opened of it")
    func earlierVersion() async throws {
        let cli = try CommandLine()
        await cli.addArrival()
        let file = URL(filePath: cli.scratch.file("templates/meldcode.toml"))
        let renamed = try String(contentsOf: file, encoding: .utf8).replacing("hulp-aangekomen", with: "hulp-gekomen")
            .replacing("Is de ouder aangekomen bij de hulp?", with: "Is de hulp begonnen?")
        try Data(renamed.utf8).write(to: file)
        #expect(await cli.run("list").output.contains("Is de ouder aangekomen bij de hulp?"))
        #expect(await cli.run("show", "1").output.contains("wachtlijst"))
        #expect(await cli.run("add", "hulp-aangekomen", "--case", "VL-2026-099", "--school", "vlieger").status != 0)
        let closed = await cli.run("close", "1", "ja")
        #expect(closed.status == 0 && closed.output.contains("opened follow-up 2: Volgen hoe het"), "\(closed.output) \(closed.notes)")
        #expect(await !cli.run("check").notes.contains("hulp-aangekomen"))
    }

    @Test("close takes outcomes that come together, and says which it cannot take")
    func together() async throws {
        let cli = try cli(
            kind(
                "melden",
                outcome("gemeld", "then = [\"plan in 3w\"]") + outcome("hulp", "then = [\"plan\"]\nwith = [\"gemeld\"]")
                    + outcome("niets", "ends = true"))
                + kind("plan", outcome("ja", "ends = true")))
        await cli.run("add", "melden", "--case", "VL-2026-001", "--school", "vlieger")
        #expect(
            await cli.run("close", "1", "gemeld", "niets").notes.contains(
                "\"melden\" cannot end with gemeld and niets at once; choose one of the two"))
        let closed = try await cli.run("close", "1", "gemeld", "hulp", "--format", "json").object()
        #expect(closed["outcome"] as? String == "gemeld" && closed["ended_with"] as? [String] == ["gemeld", "hulp"], "\(closed)")
        let plan = try await cli.run("show", "2", "--format", "json").object()
        #expect(plan["kind"] as? String == "plan" && plan["due"] as? String == "2026-11-27")
        #expect(await cli.run("case", "show", "VL-2026-001").output.contains("closed with gemeld and hulp"))
        #expect(await cli.run("kind", "show", "melden").output.contains("then plan in 3w; may come with hulp"))
    }

    @Test("close asks for the day that was agreed on, and opens what follows for that day")
    func agreedDay() async throws {
        let cli = try cli(
            kind("hulpplan", outcome("afgesproken", "then = [\"resultaat on due\"]\nasks = \"due\""))
                + kind("resultaat", outcome("ja", "ends = true")))
        await cli.run("add", "hulpplan", "--case", "VL-2026-001", "--school", "vlieger")
        let refused = await cli.run("close", "1", "afgesproken")
        #expect(refused.status != 0)
        #expect(refused.notes.contains("whoever closes \"hulpplan\" with afgesproken has to say which day was agreed on; add --due DAY"))
        #expect(await cli.run("close", "1", "afgesproken", "--due", "2026-11-22").notes.contains("2026-11-22 is not still to come"))
        #expect(await cli.run("close", "1", "afgesproken", "--due", "2027-01-20").status == 0)
        let opened = try await cli.run("show", "2", "--format", "json").object()
        #expect(opened["kind"] as? String == "resultaat" && opened["due"] as? String == "2027-01-20")
        #expect(await cli.run("case", "show", "VL-2026-001").output.contains("closed with afgesproken, agreed for 2027-01-20"))
        let sheet = await cli.run("kind", "show", "hulpplan").output
        #expect(sheet.contains("then resultaat on due; asks for the day agreed on"), "\(sheet)")
    }
}
