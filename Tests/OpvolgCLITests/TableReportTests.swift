import Foundation
import Store
import Testing

@testable import OpvolgCLI

@Suite("listings")
struct TableReportTests {
    /// At De Vlieger 1 (due 7 December, ib), 2 (due 25 November, the teacher) and 3 (overdue, directie); at De Regenboog 4 (due 4 January, ib).
    private func cli() async throws -> CommandLine {
        let cli = try CommandLine()
        await cli.addArrival()
        await cli.run("add", "taak", "--title", "Map \"geel\", opruimen", "--school", "vlieger", "--due", "3sd", "--owner", "leerkracht-groep5")
        await cli.run("add", "verbeteractie", "--school", "vlieger", "--due", "2026-11-09")
        await cli.run("add", "amk-opnieuw", "--case", "D1042", "--school", "regenboog")
        return cli
    }

    private func ids(_ result: CommandLine.Result) throws -> [Int] { try result.objects().compactMap { $0["id"] as? Int } }

    @Test("what was due first comes first, and only what is open is shown")
    func order() async throws {
        let cli = try await cli()
        #expect(try await ids(cli.run("list", "--format", "json")) == [3, 2, 1, 4])
        await cli.run("cancel", "2", "--reason", "dubbel")
        await cli.run("close", "3", "klaar")
        #expect(try await ids(cli.run("list", "--format", "json")) == [1, 4])
        #expect(try await ids(cli.run("list", "--status", "cancelled", "--format", "json")) == [2])
        #expect(try await ids(cli.run("list", "--status", "closed", "--format", "json")) == [3])
        #expect(try await ids(cli.run("list", "--status", "all", "--format", "json")) == [3, 2, 1, 4])
    }

    @Test(
        "each filter lets through what it names",
        arguments: [
            (["--overdue"], [3]), (["--before", "2026-12-07"], [3, 2]), (["--before", "2026-12-08"], [3, 2, 1]), (["--before", "1w"], [3, 2]),
            (["--case", "D1042"], [4]), (["--kind", "hulp-a"], [1]), (["--school", "regenboog"], [4]), (["--owner", "ib"], [1, 4]),
            (["--owner", "leerkracht-groep5"], [2]), (["--owner", "directie", "--school", "vlieger"], [3]),
            (["--school", "vlieger", "--owner", "ib"], [1]),
        ])
    func filters(arguments: [String], expected: [Int]) async throws {
        #expect(try await ids(cli().run(["list", "--format", "json"] + arguments)) == expected)
    }

    @Test(
        "another order, and no more than so many, of which it is told that they are not all",
        arguments: [
            (["--sort", "id"], [1, 2, 3, 4]), (["--sort", "kind"], [4, 1, 2, 3]), (["--sort", "school"], [4, 3, 2, 1]),
            (["--sort", "due"], [3, 2, 1, 4]),
            (["--limit", "2"], [3, 2]), (["--sort", "id", "--limit", "3"], [1, 2, 3]), (["--limit", "4"], [3, 2, 1, 4]),
        ])
    func order(arguments: [String], expected: [Int]) async throws {
        let result = try await cli().run(["list", "--format", "json"] + arguments)
        #expect(try ids(result) == expected)
        #expect(result.notes == (expected.count < 4 ? "the first \(expected.count) of 4\n" : ""))
    }

    @Test("no order that there is not, and no limit below one")
    func noOrder() async throws {
        let cli = try await cli()
        #expect(await cli.run("list", "--sort", "colour").status == 64)
        #expect(await cli.run("overdue", "--limit", "0").status == 64)
    }

    @Test("--quiet says nothing of what was done, and still what is wrong")
    func quiet() async throws {
        let cli = try await cli()
        let done = await cli.run("cancel", "2", "--reason", "dubbel", "--quiet")
        #expect((done.status, done.output, done.notes) == (0, "", ""))
        let refused = await cli.run("cancel", "2", "--reason", "dubbel", "-q", "--format", "json")
        #expect(refused.status == 1 && refused.output.isEmpty && refused.notes.contains("2"))
    }

    @Test("a person owns what the roles own that they hold, at the schools where they hold them")
    func ownerByRole() async throws {
        let cli = try await cli()
        #expect(try await ids(cli.run("list", "--owner", "ib-vlieger", "--format", "json")) == [1])
        #expect(try await ids(cli.run("list", "--owner", "ib-regenboog", "--format", "json")) == [4])
        await cli.run("assign", "4", "ib-vlieger")
        #expect(try await ids(cli.run("list", "--owner", "ib-vlieger", "--format", "json")) == [1, 4])
        #expect(try await ids(cli.run("list", "--owner", "ib-vlieger", "--school", "regenboog", "--format", "json")) == [4])
    }

    @Test("what belongs to a role that nobody holds at the school is listed for the role that has it there, and for its holder")
    func ownerByFallback() async throws {
        let cli = try CommandLine(casesHaveChecks: true)
        await cli.run("add", "hulp-aangekomen", "--case", "VL-2026-014", "--school", "vlieger", "--owner", "leerkracht")
        await cli.run("add", "hulp-aangekomen", "--case", "RB-2026-001", "--school", "regenboog", "--owner", "leerkracht")
        func list(_ owner: String) async throws -> [Int] {
            try await ids(cli.run("list", "--owner", owner, "--kind", "hulp-aangekomen", "--format", "json"))
        }
        #expect(try await list("leerkracht") == [1, 3])
        #expect(try await list("ib") == [1, 3])
        #expect(try await list("ib-vlieger") == [1])
        try cli.edit("opvolg.toml", replacing: "ib       = \"ib-vlieger\"", with: "ib = \"ib-vlieger\"\nleerkracht = \"leerkracht-groep5\"")
        #expect(try await list("ib") == [3])
        #expect(try await list("ib-vlieger") == [])
        #expect(try await list("leerkracht-groep5") == [1])
        #expect(await cli.run("check").status == 0)
    }

    @Test("a filter that names what there is not is refused")
    func unknown() async throws {
        let cli = try await cli()
        for arguments in [["--owner", "ib-vleiger"], ["--kind", "x"], ["--school", "x"], ["--as", "x"]] {
            let result = await cli.run(["list"] + arguments)
            #expect(result.status == 1)
            #expect(result.notes.hasPrefix("opvolg: there is no "))
        }
    }

    @Test("a person sees nothing of a case that excludes them, whatever their role")
    func excluded() async throws {
        let cli = try await cli()
        try cli.exclude("ib-vlieger", from: "VL-2026-014")
        #expect(try await ids(cli.run("list", "--as", "ib-vlieger", "--format", "json")) == [])
        #expect(try await ids(cli.run("list", "--as", "directie-vlieger", "--format", "json")) == [3, 2])
        cli.now = try CommandLine.instant("2027-03-01T09:00:00Z")
        #expect(try await ids(cli.run("overdue", "--as", "ib-vlieger", "--format", "json")) == [])
        // Who looks after the cases there is excluded, so their deputy does.
        #expect(try await ids(cli.run("overdue", "--as", "ib-regenboog", "--format", "json")) == [1, 4])
    }

    @Test("something is overdue when its due day is over in the time zone of the schools")
    func overdue() async throws {
        let cli = try CommandLine()
        await cli.addArrival()
        cli.now = try CommandLine.instant("2026-12-07T22:59:59Z")
        #expect(try await cli.run("list", "--format", "json").objects().first?["overdue"] as? Bool == false)
        #expect(await cli.run("overdue").output == "")
        cli.now = try CommandLine.instant("2026-12-07T23:00:00Z")
        #expect(try await cli.run("list", "--format", "json").objects().first?["overdue"] as? Bool == true)
        #expect(await cli.run("overdue").output.contains("overdue  VL-2026-014"))
    }

    @Test("a table lines up its columns and ends no line in blanks")
    func table() async throws {
        let table = try await cli().run("list").output
        #expect(
            table == """
                ID  DUE         STATUS   ABOUT        SCHOOL     OWNER              TITLE
                3   2026-11-09  overdue               vlieger    directie           Een verbetering uitvoeren
                2   2026-11-25  open                  vlieger    leerkracht-groep5  Map "geel", opruimen
                1   2026-12-07  open     VL-2026-014  vlieger    ib                 Is de ouder aangekomen bij de hulp?
                4   2027-01-03  open     D1042        regenboog  ib                 Verbetering te zien? Anders opnieuw Veilig Thuis bellen

                """)
    }

    @Test("what is written in pieces reads as if it were one", arguments: [0, 1, 999, 1000, 1001, 2500])
    func long(count: Int) throws {
        func text(_ number: Int) -> String { number == 1500 ? "iemand met een lange naam" : "ib" }
        let report = TableReport(
            rows: 0..<count, columns: [.init("id") { .number($0) }, .init("owner") { .text(text($0)) }],
            tableColumns: [.init("OWNER", text), .init("ID") { String($0) }])
        func written(as format: OutputFormat) throws -> [String] {
            var pieces: [String] = []
            try report.write(as: format) { pieces.append(String(decoding: $0, as: UTF8.self)) }
            #expect(pieces.joined() == String(decoding: format.bytes(of: report), as: UTF8.self))
            #expect(pieces.allSatisfy { $0.utf8.count < 100_000 } && (count < 2000 || pieces.count > 2))
            return pieces.joined().split(whereSeparator: \.isNewline).map(String.init)
        }
        let width = count > 1500 ? text(1500).count : 5
        func line(_ owner: String, _ id: String) -> String { owner.padding(toLength: width, withPad: " ", startingAt: 0) + "  " + id }
        #expect(try written(as: .table) == (count == 0 ? [] : [line("OWNER", "ID")]) + (0..<count).map { line(text($0), String($0)) })
        #expect(try written(as: .csv) == ["id,owner"] + (0..<count).map { "\($0),\(text($0))" })
        let objects = (0..<count).map { "{\"id\":\($0),\"owner\":\"\(text($0))\"}\($0 == count - 1 ? "" : ",")" }
        #expect(try written(as: .json) == (count == 0 ? ["[]"] : ["["] + objects + ["]"]))
    }

    @Test("of nothing, a table is empty and says so on the other side; JSON is an empty array, CSV its header")
    func empty() async throws {
        let cli = try CommandLine()
        let table = await cli.run("list")
        #expect((table.status, table.output, table.notes) == (0, "", "no follow-ups\n"))
        let json = await cli.run("list", "--format", "json")
        #expect((json.output, json.notes) == ("[]\n", ""))
        #expect(await cli.run("list", "--format", "csv").output == AddingTests.keys.joined(separator: ",") + "\r\n")
    }

    @Test("CSV quotes a cell that holds a comma or a quote")
    func csv() async throws {
        let lines = try await cli().run("list", "--format", "csv").output.components(separatedBy: "\r\n")
        #expect(lines.count == 6)
        #expect(
            lines[2]
                == "2,taak,\"Map \"\"geel\"\", opruimen\",open,normal,2026-11-25,false,vlieger,,,leerkracht-groep5,1,0,2026-11-23T08:00:00+01:00,,"
                + "2026-11-22T12:00:00+01:00,,")
    }

    @Test("people, contacts, kinds, messages, history and the forecast have the contract's keys in their order")
    func keys() async throws {
        let cli = try await cli()
        try await cli.pass(at: "2026-11-23T07:00:00Z")
        func header(_ arguments: String...) async -> String {
            await cli.run(arguments + ["--format", "csv"]).output.components(separatedBy: "\r\n")[0]
        }
        await #expect(
            header("kind", "list")
                == "id,title,source,scope,owner,urgency,term,repeat,contacts,outcomes,start,counts,school_year,excludes,policy,help,retention,based_on"
        )
        await #expect(
            header("message", "list")
                == "id,recipient,channel,state,attempts,next_attempt,last_error,message_id,follow_ups,sent_at,overview_of,purpose")
        #expect(await header("forecast") == "at,recipient,channel,follow_up,step,reason")
        #expect(await header("person", "list") == "id,name,email,school,roles,deputy,language,channels,digest,away")
        #expect(await header("contact", "list") == "id,name,phone,also,page,address,hours,schools")
        #expect(await header("history") == "id,at,actor,action,follow_up,case,changes,through")
        for listing in [["kind", "list"], ["message", "list"], ["forecast"], ["person", "list"], ["contact", "list"], ["history"]] {
            #expect(try await !cli.run(listing + ["--format", "json"]).objects().isEmpty, "\(listing)")
            #expect(await !cli.run(listing).output.isEmpty)
        }
    }

    @Test("a control character in a title reaches no terminal raw, in any format, and stays what it was in JSON")
    func controlCharacters() async throws {
        let cli = try CommandLine()
        let title = "Bel\u{1B}[2J\u{9B}31m\u{202E}terug\u{7F}"
        await cli.run("add", "taak", "--title", "Bellen", "--school", "vlieger", "--due", "1w")
        try cli.setTitle(title, of: 1)
        for arguments in [["list"], ["show", "1"], ["forecast"], ["list", "--format", "json"], ["show", "1", "--format", "json"]] {
            let output = await cli.run(arguments).output
            let obeyed = output.unicodeScalars.filter { $0 != "\n" && $0.properties.generalCategory == .control }
            #expect(obeyed.isEmpty, "\(arguments)")
            if !arguments.contains("json") { #expect(!output.unicodeScalars.contains("\u{202E}")) }
        }
        #expect(try await cli.run("list", "--format", "json").objects().first?["title"] as? String == title)
    }

    @Test("what people wrote never begins a formula in a spreadsheet, and scripts get steps and JSON as they are")
    func formulas() async throws {
        let cli = try CommandLine()
        for title in ["=HYPERLINK(1)", "+1 dag", "-1 dag", "@allen", "Bel =1"] {
            #expect(await cli.run("add", "taak", "--school", "vlieger", "--due", "2026-12-01", "--title=\(title)").status == 0)
        }
        let csv = await cli.run("list", "--format", "csv").output
        for cell in [",'=HYPERLINK(1),", ",'+1 dag,", ",'-1 dag,", ",'@allen,", ",Bel =1,"] { #expect(csv.contains(cell), "\(csv)") }
        #expect(try await cli.run("list", "--format", "json").objects().compactMap { $0["title"] as? String }.contains("=HYPERLINK(1)"))
        #expect(await cli.run("forecast", "--days", "30", "--format", "csv").output.contains(",-2sd,"))
    }
}
