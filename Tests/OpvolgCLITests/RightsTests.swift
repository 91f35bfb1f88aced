import Foundation
import OpvolgCLI
import Testing

@Suite("With whose rights a command runs")
struct RightsTests {
    /// The logins `ib`, of ib-vlieger, and `juf`, of the teacher; `beheerder` may act as anybody.
    private func cli(as login: String = "annie", isRoot: Bool = false) throws -> CommandLine {
        let cli = try CommandLine { contract in
            contract.replacing("[service]\n", with: "[service]\nact_as = [\"beheerder\"]\n")
                .replacing("id     = \"ib-vlieger\"\n", with: "id     = \"ib-vlieger\"\nlogin  = \"ib\"\n")
                .replacing("id       = \"leerkracht-groep5\"\n", with: "id       = \"leerkracht-groep5\"\nlogin = \"juf@school\"\n")
        }
        cli.account = Account(login, isRoot: isRoot)
        return cli
    }

    @Test(
        "follows from who runs it and whom they name: the person whose login it is, anybody for root and act_as, and for others a refusal",
        arguments: [
            ("ib", nil, "ib-vlieger", nil), ("IB", nil, "ib-vlieger", nil), ("juf@school", nil, "leerkracht-groep5", nil),
            ("ib", "ib-vlieger", "ib-vlieger", nil),
            ("ib", "directie-vlieger", "\"ib\" may not act as directie-vlieger; leave out --as", nil),
            ("beheerder", nil, "beheerder", nil), ("beheerder", "directie-vlieger", "directie-vlieger", "beheerder"),
            ("root", nil, "root", nil), ("root", "juf", "there is no person \"juf\"", nil), ("root", "bestuur", "bestuur", "root"),
            ("annie", nil, "\"annie\" is nobody's login name here", nil), ("annie", "ib-vlieger", "\"annie\" may not act as ib-vlieger", nil),
        ] as [(String, String?, String, String?)])
    func identity(login: String, asked: String?, expected: String, through: String?) async throws {
        let cli = try cli(as: login, isRoot: login == "root")
        let option = asked.map { ["--as", $0] } ?? []
        let result = await cli.run(["case", "open", "VL-1", "--school", "vlieger"] + option)
        if result.status != 0 {
            #expect(result.status == 1 && result.notes.contains(expected) && result.output.isEmpty, "\(result.notes)")
            // Looking is refused as well.
            #expect(await cli.run(["list"] + option).notes == result.notes)
            cli.account = Account("root", isRoot: true)
            #expect(await cli.run("history").output == "")
            return
        }
        cli.account = Account("root", isRoot: true)
        let entries = try await cli.run("history", "--format", "json").objects()
        #expect(!entries.isEmpty && entries.allSatisfy { $0["actor"] as? String == expected && $0["through"] as? String == through }, "\(entries)")
        #expect(await cli.run("history", "verify").status == 0)
    }

    @Test(
        "sudo is believed from root and from the service's account, which may do everything, for anybody else can say so too",
        arguments: [
            (Account("root", isRoot: true), "koen", "koen"), (Account("opvolg", isRoot: false, owns: { _ in true }), "", "opvolg"),
            (Account("opvolg", isRoot: false, owns: { _ in true }), "koen", "koen"),
            (Account("opvolg", isRoot: false, owns: { _ in true }), "beheerder", "beheerder"),
            (Account("opvolg", isRoot: false, owns: { _ in true }), "root", "root"),
            (Account("opvolg", isRoot: false, owns: { _ in true }), "ib", "ib-vlieger"),
            (Account("ib", isRoot: false), "beheerder", "ib-vlieger"), (Account("ib", isRoot: false), "root", "ib-vlieger"),
        ])
    func sudo(account: Account, caller: String, actor: String) async throws {
        let cli = try cli()
        cli.account = account
        cli.environment["SUDO_USER"] = caller
        #expect(await cli.run("case", "open", "VL-1", "--school", "vlieger").status == 0)
        cli.account = Account("root", isRoot: true)
        #expect(try await Set(cli.run("history", "--format", "json").objects().map { $0["actor"] as? String }) == [actor])
    }

    @Test("an act_as without a name, or with one that is none, is refused by check with its key")
    func actAs() async throws {
        let cli = try cli()
        try cli.edit("opvolg.toml", replacing: "act_as = [\"beheerder\"]", with: "act_as = [\"be heerder\"]")
        let check = await cli.run("check")
        #expect(check.status == 78 && check.notes.contains("[service] act_as"), "\(check.notes)")
    }

    /// 1 is the ib's in a case, 2 a training of the teacher's, 3 theirs in a case of the ib's, VL-2.
    private func school() async throws -> CommandLine {
        let cli = try cli()
        cli.account = Account("root", isRoot: true)
        await cli.run("add", "hulp-aangekomen", "--case", "VL-1", "--school", "vlieger", "--note", "alleen voor de ib")
        await cli.run("add", "medewerker-training", "--person", "leerkracht-groep5", "--due", "2026-12-14", "--owner", "leerkracht-groep5")
        await cli.run("add", "signalen-vastleggen", "--case", "VL-2", "--school", "vlieger", "--owner", "leerkracht-groep5")
        return cli
    }

    @Test(
        "each is shown what they may see, in every list",
        arguments: [
            ("ib-vlieger", [1, 3], ["VL-1", "VL-2"]), ("directie-vlieger", [2], ["VL-1", "VL-2"]), ("leerkracht-groep5", [2, 3], []),
            ("bestuur", [], []), ("ib-regenboog", [], []),
        ] as [(String, [Int], [String])])
    func lists(person: String, followUps: [Int], cases: [String]) async throws {
        let cli = try await school()
        func numbers(_ arguments: String..., key: String = "id") async throws -> Set<Int> {
            Set(try await cli.run(arguments + ["--as", person, "--format", "json"]).objects().compactMap { $0[key] as? Int })
        }
        #expect(try await numbers("list", "--status", "all") == Set(followUps))
        let codes = try await cli.run("case", "list", "--as", person, "--format", "json").objects()
        #expect(codes.map { $0["code"] as? String } == cases)
        // Of a case that they may not read they see the code, and nothing of what is open in it.
        #expect(codes.allSatisfy { ($0["open"] is [Int]) == (person == "ib-vlieger") }, "\(codes)")
        #expect(try await numbers("history", key: "follow_up") == Set(followUps))
        for id in 1...3 {
            let shown = await cli.run("show", String(id), "--as", person)
            #expect(shown.status == (followUps.contains(id) ? 0 : 1) && shown.output.contains("alleen voor") == (id == 1 && shown.status == 0))
            if shown.status != 0 { #expect(shown.notes == "opvolg: there is no follow-up \(id); opvolg list --status all shows them\n") }
        }
        let story = await cli.run("case", "show", "VL-1", "--as", person)
        #expect(story.output.contains("what was done") == (person == "ib-vlieger"))
        #expect(story.notes == (cases.contains("VL-1") ? "" : "opvolg: there is no case VL-1; opvolg case list shows them\n"))
        let comes = try await cli.run("forecast", "--days", "60", "--as", person, "--format", "json").objects()
        #expect(comes.allSatisfy { $0["recipient"] as? String == person || followUps.contains($0["follow_up"] as? Int ?? 0) }, "\(comes)")
    }

    @Test("what somebody may see and not do is refused in words, and changes nothing")
    func refused() async throws {
        let cli = try await school()
        await cli.run("case", "role", "VL-1", "leerkracht", "leerkracht-groep5")
        let before = await cli.run("history").output
        for (person, command, words) in [
            ("leerkracht-groep5", ["close", "1", "ja"], "follow-up 1 is not yours to close"),
            ("leerkracht-groep5", ["snooze", "1", "--until", "2026-11-25", "--reason", "x"], "follow-up 1 is not yours to snooze"),
            ("leerkracht-groep5", ["cancel", "3", "--reason", "x"], "follow-up 3 is not yours to cancel"),
            ("leerkracht-groep5", ["strike", "1", "--note", "--reason", "x"], "follow-up 1 is not yours to strike anything out of"),
            ("leerkracht-groep5", ["add", "oudergesprek", "--case", "VL-1"], "in case VL-1 it is not yours to open a follow-up"),
            ("leerkracht-groep5", ["case", "exclude", "VL-1", "bestuur"], "in case VL-1 it is not yours to keep it from somebody"),
            ("leerkracht-groep5", ["school-year", "start"], "at vlieger you may not start the school year"),
            ("leerkracht-groep5", ["case", "open", "RB-1", "--school", "regenboog"], "at regenboog you may not open a case"),
            ("leerkracht-groep5", ["person", "away", "ib-vlieger", "--from", "2026-12-01", "--until", "2026-12-02"], "it is not yours to say"),
            ("leerkracht-groep5", ["person", "back", "ib-vlieger"], "it is not yours to say"),
            ("leerkracht-groep5", ["person", "sign-out", "ib-vlieger"], "the sessions of ib-vlieger are for themselves"),
            ("leerkracht-groep5", ["export", "--person", "ib-vlieger"], "what is held about ib-vlieger is for themselves"),
            ("leerkracht-groep5", ["export", "--person", "leerkracht-groep5", "--excluded-cases"], "is for the board to judge"),
            (
                "leerkracht-groep5", ["add", "taak", "--title", "x", "--school", "regenboog", "--due", "1w", "--owner", "ib"],
                "at regenboog you may only open"
            ),
            ("ib-vlieger", ["assign", "1", "directie-regenboog"], "a follow-up of vlieger cannot go to directie-regenboog; there is: leerkracht"),
            ("ib-vlieger", ["purge", "--yes"], "opvolg purge is for whoever administers the service"),
            ("ib-vlieger", ["restore", "x.db"], "opvolg restore is for whoever administers the service"),
            ("directie-vlieger", ["close", "2", "behaald"], "follow-up 2 is not yours to close"),
            ("directie-vlieger", ["case", "close", "VL-1"], "in case VL-1 it is not yours to close it"),
        ] as [(String, [String], String)] {
            // Under the login of that person: nobody stands behind them.
            let logins = ["ib-vlieger": "ib", "leerkracht-groep5": "juf@school"]
            if let login = logins[person] { cli.account = Account(login, isRoot: false) }
            let result = await cli.run(command + (logins[person] == nil ? ["--as", person] : []))
            #expect(result.status == 1 && result.notes.contains(words) && result.output.isEmpty, "\(command): \(result.notes)")
            cli.account = Account("root", isRoot: true)
        }
        #expect(await cli.run("history").output == before)
        #expect(await cli.run("assign", "2", "ib-vlieger", "--as", "directie-vlieger").status == 0)
        #expect(await cli.run("case", "exclude", "VL-1", "leerkracht-groep5", "--as", "directie-vlieger").status == 0)
        #expect(
            await cli.run("person", "away", "leerkracht-groep5", "--from", "2026-12-01", "--until", "2026-12-02", "--as", "ib-vlieger").status == 0)
    }

    @Test("a file is imported only when whoever imports it may open each of its rows")
    func importing() async throws {
        let cli = try await school()
        try cli.scratch.write("kind,case,school\noudergesprek,VL-1,\noudergesprek,VL-7,vlieger\noudergesprek,RB-7,regenboog\n", to: "rows.csv")
        let result = await cli.run("import", cli.scratch.file("rows.csv"), "--as", "leerkracht-groep5")
        #expect(result.status == 65 && result.notes.contains("2 mistakes"), "\(result.notes)")
        #expect(result.notes.contains("rows.csv:2") && result.notes.contains("the code VL-1 cannot be used"), "\(result.notes)")
        #expect(result.notes.contains("rows.csv:4") && result.notes.contains("at regenboog you may not open a case"), "\(result.notes)")
        #expect(await cli.run("case", "show", "VL-7").status == 1)
    }

    @Test("whoever an escalation has reached sees what was done, and not why")
    func reached() async throws {
        let cli = try await school()
        await cli.run("reschedule", "1", "--due", "2026-12-08", "--reason", "ouder belt terug")
        for day in ["2026-12-08", "2026-12-09", "2026-12-15"] { try await cli.pass(at: "\(day)T09:00:00Z") }
        let shown = await cli.run("show", "1", "--as", "directie-vlieger")
        #expect(shown.status == 0 && shown.output.contains("rescheduled"), "\(shown.notes)")
        #expect(!shown.output.contains("ouder belt") && !shown.output.contains("alleen voor"), "\(shown.output)")
        let history = await cli.run("history", "1", "--as", "directie-vlieger")
        #expect(history.status == 1 && history.notes.contains("the history of follow-up 1 is not yours to read"), "\(history.notes)")
        #expect(await cli.run("show", "1", "--as", "ib-vlieger").output.contains("ouder belt terug"))
    }

    @Test("all of the history, and who read what, is for the role that may, at its schools")
    func history() async throws {
        let cli = try await school()
        await cli.run("case", "open", "RB-1", "--school", "regenboog")
        await cli.run("case", "show", "VL-1", "--as", "ib-vlieger")
        await cli.run("case", "show", "RB-1", "--as", "ib-regenboog")
        func seen() async throws -> (codes: Set<String>, reads: [String?]) {
            let entries = try await cli.run("history", "--as", "directie-vlieger", "--format", "json").objects()
            let reads = try await cli.run("history", "reads", "--as", "directie-vlieger", "--format", "json").objects()
            return (Set(entries.compactMap { $0["case"] as? String }), reads.map { $0["case"] as? String })
        }
        let before = try await seen()
        #expect(before.codes == [] && before.reads == [])
        try cli.edit("templates/meldcode.toml", replacing: "overview = true\nsees = \"school\"", with: "sees = \"school\"\nmay = [\"history\"]")
        let after = try await seen()
        #expect(after.codes == ["VL-1", "VL-2"] && after.reads == ["VL-1"])
        #expect(await cli.run("export", "--person", "ib-vlieger", "--as", "directie-vlieger").status == 0)
    }

    @Test("an employee's export tells what they read, and that their cases were read, without by whom")
    func export() async throws {
        let cli = try await school()
        await cli.run("case", "role", "VL-2", "leerkracht", "leerkracht-groep5")
        await cli.run("case", "show", "VL-1", "--as", "ib-vlieger")
        await cli.run("case", "show", "VL-2", "--as", "ib-vlieger")
        cli.now = try CommandLine.instant("2026-11-22T13:00:00Z")
        await cli.run("case", "show", "VL-2", "--as", "leerkracht-groep5")
        let export = await cli.run("export", "--person", "leerkracht-groep5", "--format", "json")
        let reads = try #require(try export.object()["reads"] as? [[String: Any]])
        #expect(reads.map { $0["case"] as? String } == ["VL-2", "VL-2"] && reads.map { $0["was_reader"] as? Bool } == [false, true])
        #expect(!export.output.contains("ib-vlieger"))
        // Of what is kept from them nothing.
        await cli.run("case", "exclude", "VL-2", "leerkracht-groep5")
        let later = try await cli.run("export", "--person", "leerkracht-groep5", "--format", "json").object()
        #expect((later["reads"] as? [Any])?.isEmpty == true)
        #expect(await cli.run("export", "--person", "leerkracht-groep5", "--excluded-cases").output.contains("case VL-2  by others"))
        #expect(await cli.run("export", "--person", "ib-vlieger").output.contains("case VL-1  by them"))
    }
}
