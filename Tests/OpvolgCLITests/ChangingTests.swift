import Foundation
import Testing

@Suite("commands that change a follow-up")
struct ChangingTests {
    @Test("closing says what it opened, with due days, and gives both as objects")
    func close() async throws {
        let cli = try CommandLine()
        await cli.addArrival()
        let result = await cli.run("close", "1", "ne")
        #expect(result.status == 0)
        #expect(
            result.output == """
                closed with nee: follow-up 1: Is de ouder aangekomen bij de hulp?, case VL-2026-014, due 2026-12-07, owner ib
                opened follow-up 2: De signalen met de ouder bespreken, case VL-2026-014, due 2026-11-25, owner ib
                opened follow-up 3: Volgen hoe het met de leerling gaat, case VL-2026-014, due 2026-11-30, owner ib

                """)
        let object = try await cli.run("close", "2", "besproken", "--format", "json").object()
        #expect(object["status"] as? String == "closed")
        #expect(object["outcome"] as? String == "besproken")
        #expect(object["closed_at"] as? String == "2026-11-22T12:00:00+01:00")
        let opened = try #require(object["opened"] as? [[String: Any]])
        #expect(
            opened.map { "\($0["kind"] ?? "") \($0["due"] ?? "")" } == [
                "weging 2026-11-25", "weging-amk-jgz 2026-11-25", "verslag-ondertekenen 2026-11-27",
            ])
    }

    @Test("the next training counts from the day that was given with --on")
    func closeOn() async throws {
        let cli = try CommandLine()
        await cli.run("add", "medewerker-t", "--person", "leerkracht-groep5", "--due", "2026-11-20")
        let object = try await cli.run("close", "1", "behaald", "--on", "2026-11-10", "--format", "json").object()
        let opened = try #require(object["opened"] as? [[String: Any]])
        #expect(opened.map { $0["due"] as? String } == ["2028-11-10"])
    }

    @Test("an outcome that asks for a reason is refused without one; one that is unknown is refused with those there are")
    func closeRefused() async throws {
        let cli = try CommandLine()
        await cli.run("add", "oudergesprek", "--case", "VL-1", "--school", "vlieger")
        let silent = await cli.run("close", "1", "afgezien")
        #expect(silent.status == 1)
        #expect(silent.notes == "opvolg: whoever closes \"oudergesprek\" with afgezien has to say why; add --reason TEXT\n")
        let unknown = await cli.run("close", "1", "verschenen")
        #expect(unknown.status == 1)
        #expect(unknown.notes.hasPrefix("opvolg: there is no outcome of oudergesprek \"verschenen\"; there is: niet-verschenen,"))
        #expect(await cli.run("close", "1", "besproken", "--on", "2026-11-23").notes.contains("2026-11-23 is still to come"))
        #expect(await cli.run("close", "9", "besproken").notes == "opvolg: there is no follow-up 9; opvolg list --status all shows them\n")
        #expect(await cli.run("close", "1", "afgezien", "--reason", "op verzoek").status == 0)
        #expect(await cli.run("close", "1", "besproken").notes.hasPrefix("opvolg: follow-up 1 was closed with afgezien by annie at "))
    }

    @Test("of two who close one follow-up the second is told that theirs does not count, which does, of whom and since when, and what to do")
    func second() async throws {
        let cli = try CommandLine()
        await cli.addArrival()
        await cli.run("close", "1", "ja", "--as", "ib-vlieger")
        cli.now = try CommandLine.instant("2026-11-22T11:05:00Z")
        let second = await cli.run("close", "1", "nee")
        #expect(second.status == 1)
        #expect(
            second.notes == """
                opvolg: follow-up 1 was closed with ja by ib-vlieger at 2026-11-22T12:00:00+01:00 already; nee does not count. \
                If it should: opvolg reopen 1 --reason TEXT, then close it again

                """)
        #expect(await cli.run("close", "1", "ja").notes.hasSuffix("+01:00 already, as you wanted\n"))
        #expect(try await cli.run("show", "1", "--format", "json").object()["outcome"] as? String == "ja")
        await cli.run("cancel", "2", "--reason", "dubbel")
        #expect(await cli.run("close", "2", "goed").notes.hasPrefix("opvolg: follow-up 2 was cancelled by annie at "))
    }

    @Test("a due day more than five years off is refused by add, reschedule and import, with what to do instead, and changes nothing")
    func tooFar() async throws {
        let cli = try CommandLine()
        await cli.addArrival()
        let words =
            "2126-02-04 is more than five years off, and nothing is kept here for so long; give a day until 2031-11-22, and reschedule it when that comes"
        let before = await cli.run("history").output
        // 3 February 2126 is a Sunday.
        #expect(await cli.run("add", "hulp-aangekomen", "--case", "VL-9", "--school", "vlieger", "--due", "2126-02-03").notes == "opvolg: \(words)\n")
        #expect(await cli.run("reschedule", "1", "--due", "2126-02-03", "--reason", "x").notes == "opvolg: \(words)\n")
        #expect(await cli.run("add", "hulp-aangekomen", "--case", "VL-9", "--school", "vlieger", "--due", "9999m").status == 1)
        try cli.scratch.write(
            "kind;case;school;due\nhulp-aangekomen;VL-8;vlieger;2026-12-10\nhulp-aangekomen;VL-9;vlieger;03-02-2126\n", to: "far.csv")
        let imported = await cli.run("import", cli.scratch.file("far.csv"))
        #expect(imported.status == 65 && imported.notes.contains("far.csv:3: ") && imported.notes.contains(words), "\(imported.notes)")
        #expect(await cli.run("history").output == before)
        #expect(await cli.run("reschedule", "1", "--due", "2031-11-22", "--reason", "x").status == 0)
    }

    @Test("a snooze lasts ten school days at most, and lies ahead")
    func snooze() async throws {
        let cli = try CommandLine()
        await cli.addArrival()
        await #expect(
            cli.run("snooze", "1", "--until", "2026-12-04", "--reason", "wacht op bericht").output.hasPrefix("no reminders until 2026-12-04 00:00: ")
        )
        let tooLong = await cli.run("snooze", "1", "--until", "2026-12-05", "--reason", "wacht")
        #expect(tooLong.status == 1)
        #expect(tooLong.notes.contains("until 2026-12-04 at most (10 school days)"))
        #expect(await cli.run("snooze", "1", "--until", "2026-11-22", "--reason", "wacht").notes.contains("has passed"))
        #expect(await cli.run("snooze", "1", "--until", "3sd").status == 64)
    }

    @Test("a new due moment is not in the past, and its day is a school day")
    func reschedule() async throws {
        let cli = try CommandLine()
        await cli.addArrival()
        #expect(await cli.run("reschedule", "1", "--due", "2026-12-19", "--reason", "later").output.contains("due 2027-01-04"))
        #expect(
            await cli.run("reschedule", "1", "--due", "2026-11-21", "--reason", "x").notes == "opvolg: 2026-11-21 has passed; give a moment to come\n"
        )
        #expect(await cli.run("reschedule", "1", "--due", "2026-12-12T09:30", "--reason", "x").notes.contains("not at a time"))
        #expect(await cli.run("reschedule", "1", "--due", "1w", "--reason", "").notes == "opvolg: --reason is empty; write a few words\n")
    }

    @Test("an owner who does not exist is refused")
    func assign() async throws {
        let cli = try CommandLine()
        await cli.addArrival()
        #expect(await cli.run("assign", "1", "directie").output.hasSuffix("owner directie\n"))
        #expect(await cli.run("assign", "1", "leerkracht-groep5").output.hasSuffix("owner leerkracht-groep5\n"))
        #expect(await cli.run("assign", "1", "conrector").status == 1)
    }

    @Test("all that somebody owns by name is handed over at once, also when they are not there any more")
    func assignAll() async throws {
        let cli = try CommandLine(casesHaveChecks: true)
        for (code, owner) in [("VL-1", "leerkracht-groep5"), ("VL-2", "ib"), ("VL-3", "leerkracht-groep5")] {
            await cli.run("add", "hulp-aangekomen", "--case", code, "--school", "vlieger", "--owner", owner)
        }
        try cli.edit("opvolg.toml", replacing: "id       = \"leerkracht-groep5\"", with: "id       = \"leerkracht-groep6\"")
        #expect(await cli.run("check").status == 78)
        let result = await cli.run("assign", "--all-of", "leerkracht-groep5", "--to", "leerkracht-groep6", "--format", "json")
        #expect(result.status == 0, "\(result.notes)")
        #expect(try result.objects().map { $0["id"] as? Int } == [1, 5])
        #expect(try result.objects().allSatisfy { $0["owner"] as? String == "leerkracht-groep6" })
        #expect(await cli.run("check").status == 0)
        #expect(await cli.run("assign", "--all-of", "leerkracht-groep5", "--to", "ib").notes.contains("nothing is open that"))
        #expect(await cli.run("assign", "1").status == 64)
        #expect(await cli.run("assign", "1", "ib", "--all-of", "directie", "--to", "ib").status == 64)
    }

    @Test("what is cancelled can be opened again; what its closing had opened is withdrawn, and told")
    func reopen() async throws {
        let cli = try CommandLine()
        await cli.addArrival()
        #expect(await cli.run("cancel", "1", "--reason", "dubbel").output.hasPrefix("cancelled: follow-up 1"))
        #expect(await cli.run("reopen", "1", "--reason", "toch niet dubbel").output.hasPrefix("open again: follow-up 1"))
        await cli.run("close", "1", "nee")
        let again = await cli.run("reopen", "1", "--reason", "vergissing")
        // 2 was the alarm of the case in which nothing was open.
        #expect(again.output.contains("withdrawn follow-up 3: "))
        #expect(await cli.run("reopen", "1", "--reason", "vergissing").notes == "opvolg: follow-up 1 is open\n")
    }

    @Test("a yearly duty that is open already is kept and not opened a second time")
    func chain() async throws {
        let cli = try CommandLine()
        await cli.run("add", "meldcode-vaststellen", "--school", "vlieger")
        await cli.run("add", "bekendheid-team", "--school", "vlieger", "--due", "2027-02-01")
        let closed = await cli.run("close", "1", "gewijzigd").output.split(separator: "\n")
        let leads = closed.map { $0.split(separator: ":")[0] }
        #expect(leads == ["closed with gewijzigd", "opened follow-up 3", "opened follow-up 4", "kept follow-up 2"])
        #expect(closed.last?.hasSuffix("due 2027-02-01, owner directie") == true)
    }

    @Test("what somebody has been reminded of is kept when its origin is opened again")
    func reopenKeeps() async throws {
        let cli = try CommandLine()
        await cli.addArrival()
        await cli.run("close", "1", "nee")
        try await cli.pass(at: "2026-11-23T07:00:00Z")
        #expect(await cli.run("reopen", "1", "--reason", "vergissing").output.contains("kept follow-up 2: "))
    }
}
