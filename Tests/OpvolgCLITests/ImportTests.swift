import Foundation
import Testing
import TestSupport

@Suite("opvolg import")
struct ImportTests {
    /// A board with a staff list of 34 at De Vlieger, and the days on which their trainings expire: two of them long past.
    private func cli(_ now: String = "2026-11-22T11:00:00Z") throws -> CommandLine {
        let cli = try CommandLine(now) { $0.replacing("[service]\n", with: "[service]\npeople = \"people.csv\"\n") }
        let people = (1...34).map { "juf-\($0);Juf \($0);juf\($0)@vlieger.example;vlieger" }
        try cli.scratch.write((["id;name;email;school"] + people).joined(separator: "\r\n"), to: "people.csv")
        return cli
    }

    /// All expire on a day of their own, those of the first two years ago.
    private func trainings(_ cli: CommandLine) throws -> String {
        let days = ["2024-01-09", "2025-06-03"] + (3...34).map { "20\(27 + $0 % 2)-0\(1 + $0 % 6)-\(10 + $0 % 18)" }
        let rows = days.enumerated().map { "training;juf-\($0.offset + 1);\($0.element)" }
        let lines = ["kind;person;due"] + rows.map { "medewerker-\($0)" }
        try cli.scratch.write("\u{FEFF}" + lines.joined(separator: "\r\n") + "\r\n", to: "trainings.csv")
        return cli.scratch.file("trainings.csv")
    }

    @Test("34 trainings come in at once, and importing the file again changes nothing, whatever has become of them")
    func again() async throws {
        let cli = try cli()
        let file = try trainings(cli)
        let first = await cli.run("import", file, "--format", "json", "--as", "directie-vlieger")
        #expect(first.status == 0, "\(first.notes)")
        #expect(try first.objects().map { $0["result"] as? String } == Array(repeating: "opened", count: 34))
        #expect(first.notes == "opvolg: 2 of them are overdue from the start\nopvolg: opened 34, and 0 were there already\n")
        let juf3 = try #require(try first.objects().first { $0["person"] as? String == "juf-3" })
        #expect((juf3["line"] as? Int, juf3["due"] as? String, juf3["owner"] as? String) == (4, "2028-04-13", "juf-3"))

        // One is closed, one cancelled, one put off, and one assigned.
        await cli.run("close", "1", "behaald", "--on", "2026-11-20")
        await cli.run("cancel", "2", "--reason", "uit dienst")
        await cli.run("reschedule", "3", "--due", "2028-05-10", "--reason", "ziek geweest")
        await cli.run("assign", "4", "ib")
        let before = await cli.run("list", "--status", "all", "--format", "json").output
        let second = await cli.run("import", file, "--format", "json")
        #expect(try second.objects().map { $0["result"] as? String } == Array(repeating: "there", count: 34))
        #expect(second.notes == "opvolg: opened 0, and 34 were there already\n")
        #expect(await cli.run("list", "--status", "all", "--format", "json").output == before)
    }

    @Test("of old dates tells only of what is long overdue and of what expires within eight weeks, and after two weeks the directie")
    func noFlood() async throws {
        let cli = try cli()
        await cli.run("import", try trainings(cli), "--as", "directie-vlieger")
        func recipients() async throws -> [String] {
            // The director's overview of the week tells of the trainings too; this is about reminders.
            try await cli.run("message", "list", "--format", "json").objects().filter { ($0["follow_ups"] as? [Int])?.isEmpty == false }
                .compactMap { $0["recipient"] as? String }.sorted()
        }
        // Imported on a Sunday. Those of juf-6 and juf-24 expire on Monday 18 January 2027, the first school day on or after the 16th.
        try await cli.pass(at: "2026-11-23T08:00:00Z")
        let first = ["juf-1", "juf-2", "juf-6", "juf-24"]
        #expect(try await recipients() == first.sorted())
        for day in 24...26 { try await cli.pass(at: "2026-11-\(day)T08:00:00Z") }
        #expect(try await recipients() == first.sorted())
        // And those of juf-12 and juf-30 on Friday 22 January.
        try await cli.pass(at: "2026-11-27T08:00:00Z")
        let second = first + ["juf-12", "juf-30"]
        #expect(try await recipients() == second.sorted())
        for day in ["11-30", "12-01", "12-02", "12-03", "12-04", "12-07"] { try await cli.pass(at: "2026-\(day)T08:00:00Z") }
        #expect(try await recipients() == (second + ["juf-1", "juf-2", "directie-vlieger"]).sorted())
    }

    @Test("of a training counts the next term from the day on which it was passed")
    func closing() async throws {
        let cli = try cli()
        try cli.scratch.write("kind,person,due\nmedewerker-training,juf-1,2026-12-14\n", to: "one.csv")
        await cli.run("import", cli.scratch.file("one.csv"))
        await cli.run("close", "1", "behaald", "--on", "2026-10-06")
        let next = try #require(try await cli.run("list", "--format", "json").objects().first)
        #expect((next["kind"] as? String, next["due"] as? String) == ("medewerker-training", "2028-10-06"))
    }

    @Test("refuses the whole file for a bad row, and names every one with its line and what to do")
    func badRows() async throws {
        let cli = try cli()
        await cli.run("case", "open", "VL-2026-001", "--school", "vlieger")
        await cli.run("cancel", "1", "--reason", "vergissing")
        await cli.run("cancel", "2", "--reason", "vergissing")
        await cli.run("case", "close", "VL-2026-001")
        let before = await cli.run("list", "--status", "all", "--format", "json").output
        try cli.scratch.write(
            """
            kind,person,case,school,due,owner,note,title
            medewerker-training,juf-1,,,2027-01-11,,,
            medewerker-trainingen,juf-2,,,2027-01-11,,,
            medewerker-training,juf-99,,,2027-01-11,,,
            medewerker-training,,,,2027-01-11,,,
            medewerker-training,juf-3,,,13/14/2027,,,
            medewerker-training,juf-4,VL-2026-001,,2027-01-11,,,
            weging,,Jan Jansen,vlieger,2027-01-11,,,
            weging,,VL-2026-777,,2027-01-11,,,
            taak,,,vlieger,,,,
            taak,,,vlieger,,,,Bellen
            taak,,,vlieger,2027-01-11,,bel 06-12345678,Bellen
            medewerker-training,juf-1,,,2027-01-11,,,
            weging,,VL-2026-001,vlieger,2027-01-11,,,
            medewerker-training,juf-5,,,2027-01-11T09:30,,,
            medewerker-training,juf-6,,,2027-01-11,wie,,
            medewerker-training,juf-7,,,2027-01-11,,,,x

            """, to: "bad.csv")
        let result = await cli.run("import", cli.scratch.file("bad.csv"))
        #expect((result.status, result.output) == (65, ""))
        let lines = result.notes.replacing(cli.scratch.file(""), with: "").split(separator: "\n").map(String.init)
        let expected = [
            "opvolg: nothing was imported, because of 16 mistakes:",
            "bad.csv:3: there is no kind \"medewerker-trainingen\"; there is: medewerker-training",
            "bad.csv:4: there is no person \"juf-99\"; there is: juf-9",
            "bad.csv:5: \"medewerker-training\" is about an employee; put their id under person",
            "bad.csv:6: \"13/14/2027\" is read as day, month, year, and there is no month 14; write the year first, such as 2027-03-01",
            "bad.csv:7: \"medewerker-training\" is about an employee, so case has no place with it; leave it out",
            "bad.csv:8: \"Jan Jansen\" does not look like a case code",
            "bad.csv:9: it cannot be told which school it belongs to; put one under school: vlieger, regenboog",
            "bad.csv:10: each \"taak\" has a title of its own; put it under title",
            "bad.csv:10: \"taak\" has no term of its own, and nothing is kept here without one; put under due when it is due",
            "bad.csv:11: \"taak\" has no term of its own, and nothing is kept here without one; put under due when it is due",
            "bad.csv:12: the text of note ",
            "bad.csv:13: this is the same as line 2: ",
            "bad.csv:14: case VL-2026-001 is closed; opvolg case reopen VL-2026-001 opens it again",
            "bad.csv:15: a follow-up of urgency normal is due on a day, not at a time",
            "bad.csv:16: there is no role or person \"wie\"; there is: ",
            "bad.csv:17: there are 9 cells and only 8 columns; ",
        ]
        #expect(lines.count == expected.count, "\(result.notes)")
        for (line, expected) in zip(lines, expected) { #expect(line.hasPrefix(expected), "\(line)") }
        #expect(await cli.run("list", "--status", "all", "--format", "json").output == before)
        #expect(await cli.run("case", "list", "--format", "json").output == "[]\n")
    }

    /// What spreadsheets write for the same day, by how they save it.
    static let saved: [String] = [
        // short-rows.csv and dutch-dates.csv of the issue.
        "kind;person;due;note\r\nmedewerker-training;juf-1;2027-03-01\r\n", "kind;person;due\r\nmedewerker-training;juf-1;01-03-2027\r\n",
        "kind;person;due\r\nmedewerker-training;juf-1;1/3/2027\r\n", "sep=;\r\nkind;person;due\r\nmedewerker-training;juf-1;1-3-2027\r\n",
        "\u{FEFF}kind;person;due;;\r\nmedewerker-training;juf-1;1-3-2027 00:00;;\r\n;;;;\r\n",
        "kind,person,due\nmedewerker-training,juf-1,2027-03-01 00:00\n", "kind,person,due\nmedewerker-training,juf-1,2027-03-01T00:00\n",
        "\"kind\",\"person\",\"due\",\"note\"\n\"medewerker-training\",\"juf-1\",\"2027-03-01 00:00:00\"\n",
        "kind\tperson\tdue\tnote\r\nmedewerker-training\tjuf-1\t1.3.2027\t\r\n",
    ]

    @Test("takes the day as spreadsheets write it", arguments: saved.indices)
    func spreadsheets(index: Int) async throws {
        let cli = try cli()
        try cli.scratch.write(Self.saved[index], to: "saved.csv")
        let result = await cli.run("import", cli.scratch.file("saved.csv"), "--format", "json")
        #expect(result.status == 0, "\(result.notes)")
        #expect(try result.objects().map { $0["due"] as? String } == ["2027-03-01"])
    }

    @Test("says that it takes a file for Windows-1252, and reads it")
    func windows1252() async throws {
        let cli = try cli()
        let bytes = Array("kind;person;note;due\r\nmedewerker-training;juf-1;co".utf8) + [0xF6] + Array("rdinatie;1-3-2027\r\n".utf8)
        try Data(bytes).write(to: URL(filePath: cli.scratch.file("ansi.csv")))
        let result = await cli.run("import", cli.scratch.file("ansi.csv"))
        #expect(result.status == 0)
        #expect(result.notes.contains("ansi.csv is read as Windows-1252"))
        #expect(await cli.run("show", "1").output.contains("coördinatie"))
    }

    @Test("--dry-run tells what would be opened, without an id, and opens nothing")
    func dryRun() async throws {
        let cli = try cli()
        let file = try trainings(cli)
        let result = await cli.run("import", file, "--dry-run", "--format", "json")
        #expect(result.status == 0)
        #expect(try result.objects().allSatisfy { $0["result"] as? String == "opened" && $0["id"] is NSNull })
        #expect(result.notes.contains("would open 34"))
        #expect(await cli.run("list", "--status", "all").output == "")
        #expect(await cli.run("import", file).status == 0)
        #expect(await cli.run("list", "--format", "csv").output.split(separator: "\r\n").count == 35)
    }

    @Test("a row without a day of its own is there already once its case or employee has one of the kind, on any later day")
    func withoutDay() async throws {
        let cli = try cli()
        // Cases are opened by the file, and a later row about one needs no school.
        try cli.scratch.write(
            "kind;case;person;school;due\nsignalen-vastleggen;VL-2026-050;;vlieger;\nverwijsindex;VL-2026-050;;;2w\nmedewerker-start;;juf-1;;\n",
            to: "terms.csv")
        #expect(await cli.run("import", cli.scratch.file("terms.csv")).notes.contains("opened 3, and 0"))
        cli.now = try CommandLine.instant("2026-12-03T11:00:00Z")
        await cli.run("close", "3", "besproken")
        #expect(await cli.run("import", cli.scratch.file("terms.csv")).notes.contains("opened 0, and 3"))
        try cli.scratch.write("kind;person;due\nmedewerker-start;juf-2;\nmedewerker-start;juf-2;2w\n", to: "same.csv")
        #expect(await cli.run("import", cli.scratch.file("same.csv")).notes.contains("same.csv:3: this is the same as line 2"))
    }

    @Test("a file that is not there, is no text, or names no kind is refused with what is wrong")
    func files() async throws {
        let cli = try cli()
        let missing = await cli.run("import", "none.csv")
        #expect((missing.status, missing.notes) == (1, "opvolg: none.csv cannot be read: no such file or directory\n"))
        try cli.scratch.write("soort,due\n", to: "soort.csv")
        let unknown = await cli.run("import", cli.scratch.file("soort.csv"))
        #expect(unknown.status == 65)
        #expect(unknown.notes.contains("soort.csv:1: there is no column \"soort\""))
        try cli.scratch.write("kind,due\n", to: "empty.csv")
        #expect(await cli.run("import", cli.scratch.file("empty.csv"), "--format", "json").output == "[]\n")
        #expect(await cli.run("import").status == 64)
    }

    @Test("- is standard input")
    func standardInput() async throws {
        let cli = try cli()
        try cli.scratch.write("kind,person,due\nmedewerker-training,juf-1,2026-12-14\nmedewerker-training,juf-1,gisteren\n", to: "input")
        cli.standardInput = cli.scratch.file("input")
        let result = await cli.run("import", "-")
        #expect((result.status, result.notes.contains("standard input:3: \"gisteren\" does not say when")) == (65, true), "\(result.notes)")
    }

    @Test("a mistake is told on one line, whatever stands in the cell that it shows")
    func oneLine() async throws {
        let cli = try cli()
        try cli.scratch.write("kind,person,due\nmedewerker-training,juf-1,\"gis\nteren\u{1B}[2J\"\n", to: "rows.csv")
        let result = await cli.run("import", cli.scratch.file("rows.csv"))
        #expect(result.status == 65)
        let lines = result.notes.split(separator: "\n")
        #expect(lines.count == 2 && lines[1].contains("does not say when") && !result.notes.contains("\u{1B}"), "\(result.notes)")
    }
}
