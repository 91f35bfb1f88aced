import Foundation
import Testing

@Suite("opvolg case")
struct CaseTests {
    /// A command line with a small catalogue: a start, a talk, a check and an end.
    private func cli() throws -> CommandLine {
        let cli = try CommandLine()
        var catalogue = "[[role]]\nid = \"ib\"\ntitle = { nl = \"IB\" }\nsees = \"cases\"\n"
        catalogue += "[[role]]\nid = \"directie\"\ntitle = { nl = \"D\" }\nsees = \"school\"\n"
        catalogue += "[[role]]\nid = \"bestuur\"\ntitle = { nl = \"B\" }\nsees = \"figures\"\n"
        catalogue += "[case]\nstart = \"signalen-vastleggen\"\ncheck = \"dossier-controle\"\nclosing = \"dossier-afsluiten\"\n"
        for (id, more, outcomes) in [
            ("signalen-vastleggen", "start = true\n", ["zorg\"\nthen = [\"gesprek\"]", "ontkracht\"\nthen = [\"dossier-afsluiten\"]"]),
            ("gesprek", "", ["besproken\"\nends = true"]),
            ("dossier-controle", "counts = false\nstart = true\n", ["in-orde\"\nthen = [\"dossier-controle\"]"]),
            ("dossier-afsluiten", "", ["gesloten\"\ncloses_case = true", "heropend\"\nthen = [\"gesprek\"]"]),
        ] {
            catalogue += "[[kind]]\nid = \"\(id)\"\ntitle = { nl = \"\(id)\" }\nsource = \"1\"\nscope = \"case\"\nowner = \"ib\"\n"
            catalogue += "urgency = \"normal\"\nterm = \"1w\"\n\(more)"
            for outcome in outcomes { catalogue += "[[kind.outcome]]\ntitle = { nl = \"x\" }\nid = \"\(outcome)\n" }
        }
        try cli.scratch.write(catalogue, to: "templates/meldcode.toml")
        return cli
    }

    @Test("a case from its first signal to its closing, as its story tells it")
    func story() async throws {
        let cli = try cli()
        let opened = await cli.run("case", "open", "VL-2026-014", "--school", "vlieger")
        #expect(
            opened.output == """
                opened case VL-2026-014 of vlieger
                opened follow-up 1: signalen-vastleggen, case VL-2026-014, due 2026-11-30, owner ib
                opened follow-up 2: dossier-controle, case VL-2026-014, due 2026-11-30, owner ib

                """, "\(opened.notes)")
        await cli.run("close", "1", "zorg")
        let story = await cli.run("case", "show", "VL-2026-014").output
        #expect(story.contains("  2026-11-22 12:00  annie  closed with zorg: 1 signalen-vastleggen\n"))
        #expect(story.contains("  follow-up 3: gesprek, case VL-2026-014, due 2026-11-30, owner ib\n    besproken  x: then dossier-afsluiten\n"))
        let refused = await cli.run("case", "close", "VL-2026-014")
        #expect(refused.status == 1)
        #expect(refused.notes == "opvolg: in case VL-2026-014 follow-up 3 is still open; close or cancel that first\n")
        #expect(await cli.run("close", "3", "besproken").output.contains("opened follow-up 4: dossier-afsluiten"))
        let closed = await cli.run("case", "close", "VL-2026-014")
        #expect(closed.output.hasPrefix("closed case VL-2026-014 of vlieger\nclosed follow-up 4: dossier-afsluiten"))
        #expect(closed.output.contains("\ncancelled follow-up 2: dossier-controle"))
        #expect(await cli.run("case", "list").notes == "no cases\n")
        #expect(try await cli.run("case", "show", "VL-2026-014", "--format", "json").object()["status"] as? String == "closed")
        #expect(await cli.run("case", "reopen", "VL-2026-014").output.contains("opened follow-up 5: dossier-afsluiten"))
        #expect(try await cli.run("case", "list", "--format", "json").objects().map { $0["open"] as? [Int] } == [[5, 6]])
        let last = await cli.run("close", "5", "gesloten")
        #expect(last.output.contains("withdrawn follow-up 6: dossier-controle"))
    }

    @Test("an open case with nothing to do in it, or with an owner who has left, is a warning of status until somebody has")
    func silent() async throws {
        let cli = try cli()
        await cli.run("case", "open", "VL-1", "--school", "vlieger")
        await cli.run("add", "gesprek", "--case", "VL-2", "--school", "vlieger", "--owner", "leerkracht-groep5")
        #expect(await cli.run("status").status == 0)
        await cli.run("cancel", "1", "--reason", "dubbel")
        let status = await cli.run("status")
        #expect(status.status == 1)
        #expect(
            status.output.hasPrefix(
                "warning: case VL-1 is open and nobody has anything to do in it; open what comes next, or run: opvolg case close VL-1\n"))
        #expect(try await cli.run("case", "list", "--format", "json").objects().map { $0["status"] as? String } == ["silent", "open"])
        let shown = await cli.run("case", "show", "VL-1").output
        #expect(shown.contains("Een dossier oppakken waarin niemand iets te doen heeft, case VL-1, due 2026-11-23, owner ib"))
        await cli.run("add", "gesprek", "--case", "VL-1")
        #expect(await cli.run("status").status == 0)
        try cli.edit("opvolg.toml", replacing: "id       = \"leerkracht-groep5\"", with: "id       = \"leerkracht-groep6\"")
        let waits = "case VL-2 waits for somebody who is not there any more (follow-up 3); run: opvolg assign 3 PERSON|ROLE"
        #expect(await cli.run("status").output.contains(waits))
        await cli.run("assign", "--all-of", "leerkracht-groep5", "--to", "ib")
        #expect(await cli.run("status").status == 0)
    }

    @Test("a case is known by a code, opens once, and starts with what is asked for")
    func open() async throws {
        let cli = try cli()
        #expect(await cli.run("case", "open", "Jan", "--school", "vlieger").notes.contains("does not look like a case code"))
        for refused in [["case", "open", "123456-782", "--school", "vlieger"], ["add", "gesprek", "--case", "123456-782", "--school", "vlieger"]] {
            let result = await cli.run(refused)
            #expect(result.status == 1 && result.notes.contains("holds a number that is a valid BSN"), "\(result.notes)")
        }
        #expect(await cli.run("case", "open", "VL-1").notes.contains("--school"))
        #expect(await cli.run("case", "open", "VL-1", "--school", "vlieger", "--start", "ges").output.contains("follow-up 1: gesprek"))
        #expect(await cli.run("case", "open", "VL-1", "--school", "vlieger").notes.contains("there is a case VL-1 already"))
        #expect(await cli.run("case", "show", "VL-2").notes == "opvolg: there is no case VL-2; opvolg case list shows them\n")
        try cli.edit("templates/meldcode.toml", replacing: "start = \"signalen-vastleggen\"", with: "")
        #expect(await cli.run("case", "open", "VL-2", "--school", "vlieger").notes.contains("--start KIND"))
    }

    @Test("a suspicion of a member of staff is kept from them and from the directie from the first moment: in show, history, forecast and every list")
    func aboutStaff() async throws {
        let cli = try CommandLine(casesHaveChecks: true)
        // A case in which nothing else counts becomes the board's.
        await cli.run("add", "dossier-controle", "--case", "VL-1", "--school", "vlieger")
        let added = await cli.run("add", "medewerker-m", "--case", "VL-1", "--exclude", "leerkracht-groep5", "--exclude", "ib-vlieger")
        #expect(added.status == 0 && added.output.hasPrefix("follow-up 3: "))
        // What was the directie's in it is the board's now.
        #expect(added.notes == "opvolg: directie-vlieger hears nothing of case VL-1, which is kept from their role\n")
        await cli.run("add", "taak", "--title", "Iets", "--case", "VL-1", "--due", "1w")
        await cli.run("add", "taak", "--title", "Iets", "--school", "vlieger", "--owner", "bestuur", "--due", "1w")
        let opened = await cli.run("case", "open", "VL-2", "--school", "vlieger", "--start", "medewerker-m", "--exclude", "leerkracht-groep5")
        #expect(
            opened.notes == """
                opvolg: directie-vlieger hears nothing of case VL-2, which is kept from their role
                opvolg: ib-vlieger hears nothing of case VL-2, which is kept from their role

                """)
        // Of the school's own the directie sees all, and a teacher what is theirs.
        for (person, seen) in [("directie-vlieger", [5]), ("leerkracht-groep5", [])] {
            func ids(_ arguments: String...) async throws -> [Int?] {
                try await cli.run(arguments + ["--as", person, "--format", "json"]).objects().map { ($0["follow_up"] ?? $0["id"]) as? Int }
            }
            #expect(try await ids("list", "--status", "all") == seen)
            #expect(try await ids("overdue") == [])
            #expect(try await ids("case", "list", "--status", "all") == [])
            #expect(Set(try await ids("history")) == Set(seen))
            #expect(Set(try await ids("forecast", "--days", "30").compactMap { $0 }) == Set(seen))
            for id in ["1", "3", "6"] {
                #expect(await cli.run("show", id, "--as", person).notes.contains("there is no follow-up \(id)"))
                #expect(await cli.run("history", id, "--as", person).notes.contains("there is no follow-up \(id)"))
            }
            #expect(await cli.run("case", "show", "VL-1", "--as", person).notes.contains("there is no case VL-1"))
            #expect(await cli.run("history", "--case", "VL-1", "--as", person).output.split(separator: "\n").count <= 1)
            #expect(await cli.run("show", "5", "--as", person).status == (seen.isEmpty ? 1 : 0))
        }
        // Also the check of VL-2 that comes round is the board's.
        let forecast = try await cli.run("forecast", "--days", "30", "--format", "json").objects()
            .filter { [1, 3, 4, 6, 7].contains($0["follow_up"] as? Int) }
        #expect(Set(forecast.compactMap { $0["recipient"] as? String }) == ["bestuur"])
        await #expect(
            try cli.run("kind", "show", "medewerker-melden", "--format", "json").object()["excludes"] as? [String]
                == ["ib", "leerkracht", "directie"])
        #expect(await cli.run("kind", "show", "medewerker-melden").output.contains("keeps its case from  ib, leerkracht, directie\n"))
        #expect(await cli.run("add", "taak", "--title", "Iets", "--school", "vlieger", "--exclude", "bestuur").status == 64)
        #expect(await cli.run("add", "medewerker-m", "--case", "VL-3", "--school", "vlieger", "--exclude", "niemand").status == 1)
        #expect(await cli.run("case", "show", "VL-3").status == 1)
        // Nobody is left when the board is accused.
        let board = await cli.run("case", "open", "VL-4", "--school", "vlieger", "--start", "medewerker-m", "--exclude", "bestuur")
        #expect(board.notes.hasPrefix("opvolg: nobody can be reminded of follow-up 8 now; run: opvolg assign 8 PERSON|ROLE\n"), "\(board.notes)")
        #expect(board.notes.contains("follow-up 9 now"))
    }

    @Test("a suspicion in a case with other work begins a case of its own, whose code every command says; the other knows nothing of it")
    func ownCase() async throws {
        let cli = try CommandLine(casesHaveChecks: true)
        await cli.run("case", "open", "VL-2026-014", "--school", "vlieger", "--role", "leerkracht=leerkracht-groep5")
        await cli.run("add", "oudergesprek", "--case", "VL-2026-014")
        let shown = await cli.run("show", "1")
        #expect(shown.output.contains("then medewerker-melden in a case of its own, VL-2026-015"), "\(shown.output)")
        let closed = try await cli.run("close", "1", "medewerker", "--as", "leerkracht-groep5", "--format", "json").object()
        #expect(closed["own_case"] as? String == "VL-2026-015" && closed["case"] as? String == "VL-2026-015")
        #expect((closed["opened"] as? [[String: Any]])?.map { $0["kind"] as? String } == ["medewerker-melden", "dossier-controle"])
        let story = await cli.run("case", "show", "VL-2026-014").output
        #expect(story.contains("withdrawn: 1 Opschrijven wat u ziet en hoort (the case goes on)"))
        #expect(!story.contains("VL-2026-015") && !story.contains("met medewerker") && !story.contains("closed with medewerker"))
        let own = await cli.run("case", "show", "VL-2026-015").output
        #expect(own.contains("from      VL-2026-014\n") && own.contains("owner bestuur"), "\(own)")
        #expect(!own.contains("owner ib"))

        try cli.scratch.write("kind,case\nmedewerker-melden,VL-2026-014\n", to: "one.csv")
        let imported = await cli.run("import", cli.scratch.file("one.csv"), "--as", "ib-vlieger")
        #expect(imported.notes.contains("line 2: it stands in a case of its own, VL-2026-016"), "\(imported.notes)")
        let again = await cli.run("import", cli.scratch.file("one.csv"), "--as", "ib-vlieger")
        #expect(again.notes.contains("opened 0, and 1 was there already"))
        await cli.run("case", "open", "VL-2026-020", "--school", "vlieger")
        let added = await cli.run("add", "medewerker-melden", "--case", "VL-2026-020", "--as", "ib-vlieger")
        #expect(
            added.output.contains(
                "it stands in a case of its own, VL-2026-021: other work goes on in case VL-2026-020, where nothing of it is to be seen"))
    }

    @Test("a case begun by whatever command has the check, and what comes after something else asks for a reason, which its story tells")
    func byHand() async throws {
        let cli = try CommandLine(casesHaveChecks: true)
        func kinds(_ code: String) async throws -> [String?] {
            try await cli.run("list", "--case", code, "--format", "json").objects().map { $0["kind"] as? String }.sorted { ($0 ?? "") < ($1 ?? "") }
        }
        #expect(await cli.run("add", "noodsituatie", "--case", "VL-1", "--school", "vlieger").output.contains("opened follow-up 2: Dossiervorming"))
        try cli.scratch.write("kind,case,school,reason\nweging,VL-2,vlieger,er komt geen gesprek\n", to: "one.csv")
        #expect(await cli.run("import", cli.scratch.file("one.csv")).status == 0)
        #expect(try await kinds("VL-1") == ["dossier-controle", "noodsituatie"])
        #expect(try await kinds("VL-2") == ["dossier-controle", "weging"])
        #expect(await cli.run("case", "show", "VL-2").output.contains("opened: 3 De aard en de ernst wegen (er komt geen gesprek)"))
        let refused = await cli.run("add", "weging", "--case", "VL-1")
        #expect(refused.status == 1 && refused.notes.contains("\"oudergesprek\" has not been done yet") && refused.notes.contains("--reason TEXT"))
        try cli.scratch.write("kind,case\nweging,VL-1\n", to: "two.csv")
        #expect(await cli.run("import", cli.scratch.file("two.csv")).notes.contains("put under reason why not"))
        let second = await cli.run("add", "noodsituatie", "--case", "VL-1")
        #expect(second.status == 1 && second.notes.contains("is open in case VL-1 already, as follow-up 1; close that one"))
        #expect(await cli.run("case", "open", "VL-3", "--school", "vlieger", "--start", "weging").status == 1)
        #expect(await cli.run("case", "open", "VL-3", "--school", "vlieger", "--start", "weging", "--reason", "er komt geen gesprek").status == 0)
    }

    @Test("a protection that holds is named with its case, and nothing shows as what follows that it forbids")
    func protected() async throws {
        let cli = try CommandLine()
        await cli.run("add", "vgv-eer-amk", "--case", "VL-1", "--school", "vlieger")
        await cli.run("add", "uitkomst-ouder", "--case", "VL-2", "--school", "vlieger")
        await cli.run("add", "vgv-eer-amk", "--case", "VL-2")
        let title = "Niet met de ouder praten voordat Veilig Thuis zegt dat het mag"
        #expect(await cli.run("case", "show", "VL-1").output.contains(title))
        #expect(await cli.run("case", "show", "VL-2").output.contains("withdrawn: 2 De ouder vertellen wat het overleg opleverde (\(title))"))
        let protections = try await cli.run("case", "show", "VL-1", "--format", "json").object()["protections"] as? [[String: Any]]
        #expect(protections?.map { $0["id"] as? String } == ["eerst-veilig-thuis"])
        await cli.run("add", "hulp-aangekomen", "--case", "VL-1")
        let shown = await cli.run("show", "4").output
        #expect(shown.contains("nee") && !shown.contains("oudergesprek") && shown.contains("then amk-advies"), "\(shown)")
    }

    @Test("no refusal tells of what is kept from whoever asks: each is what they would hear of a follow-up or a case that is not there")
    func refusals() async throws {
        let cli = try CommandLine(casesHaveChecks: true)
        await cli.run("case", "open", "VL-1", "--school", "vlieger", "--start", "medewerker-m", "--as", "leerkracht-groep5")
        let task = await cli.run("add", "taak", "--title", "Iets", "--school", "vlieger", "--owner", "bestuur", "--due", "1w", "--format", "json")
        for person in ["ib-vlieger", "directie-vlieger", "ib-regenboog"] {
            for change in [
                ["close", "ID", "x"], ["close", "ID", "opgepakt"], ["close", "ID", "geen-vermoeden"],
                ["snooze", "ID", "--until", "2w", "--reason", "x"],
                ["reschedule", "ID", "--due", "2020-01-01", "--reason", "x"], ["reschedule", "ID", "--due", "2126-02-03", "--reason", "x"],
                ["assign", "ID", "ib"], ["cancel", "ID", "--reason", "x"], ["reopen", "ID", "--reason", "x"], ["preview", "ID"], ["show", "ID"],
            ] {
                func asked(about id: String) async -> CommandLine.Result {
                    await cli.run(change.map { $0 == "ID" ? id : $0 } + [change[0] == "preview" ? "--for" : "--as", person])
                }
                #expect(await asked(about: "1").notes.replacing("follow-up 1", with: "follow-up 999") == asked(about: "999").notes, "\(change)")
                let refused = await asked(about: "1")
                #expect(refused.status == 1 && refused.output.isEmpty)
            }
            #expect(await cli.run("case", "reopen", "VL-1", "--as", person).notes == "opvolg: there is no case VL-1; opvolg case list shows them\n")
        }
        // What is the board's by name is given away but for what is kept from whoever does it, and they are not told of that.
        let given = await cli.run("assign", "--all-of", "bestuur", "--to", "directie", "--as", "directie-vlieger", "--format", "json")
        #expect(try given.objects().map { $0["id"] as? Int } == [task.object()["id"] as? Int])
        #expect(try await cli.run("show", "1", "--format", "json").object()["owner"] as? String == "bestuur")
        #expect(await cli.run("close", "1", "opgepakt", "--as", "bestuur").status == 0)
    }

    @Test(
        "whoever sends again what failed, or looks what may be removed, learns of what is kept from them neither what it is about nor that there is any"
    )
    func maintenance() async throws {
        let cli = try CommandLine()
        await cli.run("case", "open", "VL-1", "--school", "vlieger", "--start", "medewerker-m")
        try cli.sql(
            """
            INSERT INTO steps (follow_up, ladder, step, planned_at) VALUES (1, 1, '0', 1);
            INSERT INTO reminders (follow_up, ladder, step, recipient, audience, is_escalation) VALUES (1, 1, '0', 'bestuur', 'owner', 0);
            INSERT INTO messages (recipient, channel, purpose, state, message_id, priority) VALUES ('bestuur', 'mail', 'reminders', 'failed', 'x', 2);
            INSERT INTO message_reminders (message, reminder) VALUES (1, 1);
            """)
        let one = await cli.run("message", "retry", "1", "--as", "directie-vlieger")
        #expect(one.notes == "opvolg: there is no message 1; opvolg message list shows them\n" && one.status == 1)
        let retried = await cli.run("message", "retry", "--failed", "--as", "directie-vlieger", "--format", "json")
        #expect(try retried.objects().map { $0["follow_ups"] as? [Int] } == [[]] && retried.status == 0, "\(retried.notes)")
        #expect(try await cli.run("message", "list", "--as", "directie-vlieger", "--format", "json").objects().isEmpty)
        func retries(_ person: String) async -> Bool { await cli.run("history", "--as", person).output.contains("message-retried") }
        #expect(await retries("bestuur"))
        #expect(await !retries("leerkracht-groep5"))
        try cli.sql("UPDATE follow_ups SET status = 'cancelled', ended_at = 1, next_at = NULL; UPDATE cases SET closed_at = 1")
        #expect(await cli.run("purge", "--dry-run").output.contains("VL-1"))
        #expect(await !cli.run("purge", "--dry-run", "--as", "directie-vlieger").output.contains("VL-1"))
    }

    @Test("status tells neither when the next look at what is kept from roles is, nor its number")
    func condition() async throws {
        let cli = try CommandLine()
        await cli.run("add", "hulp-aangekomen", "--case", "VL-2", "--school", "vlieger", "--due", "2026-12-07", "--as", "ib-vlieger")
        let next = try await cli.run("status", "--format", "json").object()["next_look"] as? String
        await cli.run("case", "open", "VL-1", "--school", "vlieger", "--start", "medewerker-m", "--as", "ib-vlieger")
        #expect(try await cli.run("status", "--format", "json").object()["next_look"] as? String == next)
        // That nothing is done when something should be is told all the same.
        cli.now = try CommandLine.instant("2026-11-22T12:00:00Z")
        let late = await cli.run("status")
        #expect(
            late.status == 2 && late.output.hasPrefix("critical: nothing has been done, although something is due: there has been no pass"), "\(late)"
        )
    }

    @Test("whoever looks after a case that is kept from a role of theirs is named when it is opened, with what to do if it is about them")
    func keepers() async throws {
        let cli = try CommandLine(configuration: { $0.replacing("directie = \"directie-vlieger\"", with: "directie = \"bestuur\"") })
        let warning =
            "opvolg: bestuur is directie as well as who looks after case VL-1, and hears of it; if it is about them, run: opvolg case exclude VL-1 bestuur\n"
        #expect(await cli.run("case", "open", "VL-1", "--school", "vlieger", "--start", "medewerker-m").notes.contains(warning))
        #expect(await !cli.run("case", "open", "VL-2", "--school", "vlieger").notes.contains("as well as"))
        #expect(await !cli.run("case", "open", "VL-3", "--school", "regenboog", "--start", "medewerker-m").notes.contains("as well as"))
        #expect(await cli.run("add", "bestuur-opvolging", "--case", "VL-1").notes == warning)
    }

    @Test("whoever is excluded sees nothing of a case in list and show, and what they own is named")
    func exclude() async throws {
        let cli = try cli()
        await cli.run("case", "open", "VL-1", "--school", "vlieger", "--exclude", "directie-vlieger")
        await cli.run("add", "gesprek", "--case", "VL-2", "--school", "vlieger")
        #expect(try await cli.run("case", "list", "--as", "directie-vlieger", "--format", "json").objects().map { $0["code"] as? String } == ["VL-2"])
        #expect(await cli.run("case", "show", "VL-1", "--as", "directie-vlieger").notes.contains("there is no case VL-1"))
        let result = await cli.run("case", "exclude", "VL-2", "ib-vlieger")
        #expect(result.output == "ib-vlieger is excluded from case VL-2 of vlieger\n")
        #expect(result.notes.contains("follow-up 3 is for ib-vlieger to do"))
        #expect(try await cli.run("list", "--as", "ib-vlieger", "--format", "json").objects().map { $0["id"] as? Int } == [1, 2])
        await #expect(
            try cli.run("forecast", "--format", "json").objects().filter { $0["follow_up"] as? Int == 3 }
                .allSatisfy { $0["recipient"] as? String == "ib-regenboog" })
        #expect(await cli.run("case", "exclude", "VL-2", "ib-vlieger").notes.contains("is excluded from case VL-2 already"))
    }

    @Test("a role is held in one case from its opening, or from later on, until it is cleared; case show and its JSON say by whom")
    func role() async throws {
        let cli = try cli()
        try cli.edit("templates/meldcode.toml", replacing: "owner = \"ib\"", with: "owner = \"leerkracht\"")
        try cli.edit(
            "templates/meldcode.toml", replacing: "[[role]]\nid = \"ib\"",
            with: "[[role]]\nid = \"leerkracht\"\ntitle = { nl = \"L\" }\nelse = \"ib\"\n[[role]]\nid = \"ib\"")
        let opened = await cli.run("case", "open", "VL-1", "--school", "vlieger", "--role", "leerkracht=leerkracht-groep5", "--as", "ib-vlieger")
        #expect(opened.status == 0, "\(opened.notes)")
        await cli.run("case", "open", "VL-2", "--school", "vlieger")
        func owned(by person: String) async throws -> [Int?] {
            try await cli.run("list", "--owner", person, "--format", "json").objects().map { $0["id"] as? Int }
        }
        #expect(try await owned(by: "leerkracht-groep5") == [1, 2])
        #expect(try await owned(by: "ib-vlieger") == [3, 4])
        #expect(await cli.run("case", "show", "VL-1").output.contains("\nholders   leerkracht: leerkracht-groep5\n"))
        await #expect(
            try cli.run("case", "show", "VL-1", "--format", "json").object()["holders"] as? [String: String] == ["leerkracht": "leerkracht-groep5"])
        #expect(await cli.run("show", "1").output.contains(" leerkracht (Leerkracht groep 5)\n"))
        let forecast = try await cli.run("forecast", "--format", "json").objects().filter { $0["follow_up"] as? Int == 1 }
        #expect(!forecast.isEmpty && forecast.allSatisfy { $0["recipient"] as? String == "leerkracht-groep5" })
        let moved = await cli.run("case", "role", "VL-2", "leerkracht", "leerkracht-groep5")
        #expect(moved.output.hasPrefix("leerkracht-groep5 is leerkracht in case VL-2 of vlieger\nassigned follow-up 3: "), "\(moved.output)")
        #expect(
            await cli.run("case", "role", "VL-1", "leerkracht", "--clear").output.hasPrefix("whoever is leerkracht at the school is so in case VL-1"))
        #expect(try await owned(by: "leerkracht-groep5") == [3, 4])
        #expect(try await owned(by: "ib-vlieger") == [1, 2])
        let story = await cli.run("case", "show", "VL-1").output
        #expect(
            story.contains("ib-vlieger (through annie)  leerkracht-groep5 is leerkracht\n")
                && story.contains("annie                       leerkracht as at the school\n"), "\(story)")
        for (arguments, status) in [
            (["case", "role", "VL-1", "leerkracht"], 64), (["case", "role", "VL-1", "leerkracht", "ib-vlieger", "--clear"], 64),
            (["case", "role", "VL-1", "conciërge", "ib-vlieger"], 1), (["case", "role", "VL-9", "ib", "ib-vlieger"], 1),
            (["case", "open", "VL-5", "--school", "vlieger", "--role", "leerkracht"], 64),
            (["case", "open", "VL-5", "--school", "vlieger", "--role", "ib=ib-vlieger", "--role", "ib=bestuur"], 64),
            (["case", "open", "VL-5", "--school", "vlieger", "--role", "ib=niemand"], 1),
        ] as [([String], Int32)] { await #expect(cli.run(arguments).status == status, "\(arguments)") }
        #expect(await cli.run("case", "show", "VL-5").status == 1)
    }

    @Test("readmit undoes an exclusion, with a reason that the history keeps; whoever is excluded cannot change the case, nor have its code")
    func readmit() async throws {
        let cli = try cli()
        await cli.run("case", "open", "VL-1", "--school", "vlieger", "--exclude", "directie-vlieger")
        await #expect(
            cli.run("close", "1", "zorg", "--as", "directie-vlieger").notes
                == "opvolg: there is no follow-up 1; opvolg list --status all shows them\n")
        await #expect(
            cli.run("case", "open", "VL-1", "--school", "vlieger", "--as", "directie-vlieger").notes
                == "opvolg: the code VL-1 cannot be used; choose another\n")
        #expect(await cli.run("case", "readmit", "VL-1", "directie-vlieger").status == 64)
        let back = await cli.run("case", "readmit", "VL-1", "directie-vlieger", "--reason", "verkeerde persoon")
        #expect(back.output.hasPrefix("directie-vlieger hears again of case VL-1 of vlieger\n"), "\(back.notes)")
        #expect(await cli.run("case", "show", "VL-1", "--as", "ib-vlieger").output.contains("readmitted directie-vlieger"))
        #expect(await cli.run("case", "show", "VL-1", "--as", "directie-vlieger").output == "case      VL-1\nschool    vlieger\nstatus    open\n")
        #expect(await cli.run("history", "show", "--case", "VL-1").output.contains("verkeerde persoon"))
        #expect(await cli.run("case", "readmit", "VL-1", "directie-vlieger", "--reason", "x").notes.contains("is not excluded from case VL-1"))
    }
}
