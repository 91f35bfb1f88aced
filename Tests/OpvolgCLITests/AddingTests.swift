import FollowUps
import Foundation
import Testing

@Suite("opvolg add")
struct AddingTests {
    static let keys = [
        "id", "kind", "title", "status", "urgency", "due", "overdue", "school", "case", "person", "owner", "round", "steps_sent", "next_reminder",
        "outcome", "opened_at", "closed_at", "ended_with",
    ]

    @Test("a title or note that looks as if it names somebody is taken with a warning, on the terminal and for scripts; other words are no names")
    func names() async throws {
        let cli = try CommandLine()
        func add(_ title: String, _ more: String...) async -> CommandLine.Result {
            await cli.run(["add", "taak", "--title", title, "--school", "vlieger", "--owner", "ib", "--due", "1w"] + more)
        }
        let named = await add("Bel Jan Jansen")
        #expect(named.status == 0)
        let warning = "--title looks as if it names somebody (\"Jan Jansen\"), and a title stands in mails; if it does, run: "
        #expect(named.notes == "opvolg: \(warning)opvolg cancel 1 --reason TEXT, and add it without the name\n")
        let noted = await add("Bellen", "--note", "zegt mevrouw Bakker", "--format", "json")
        #expect(
            try (noted.object()["warnings"] as? [String])?.count == 1
                && noted.notes.contains("--note looks as if it names somebody (\"mevrouw Bakker\")"))
        #expect(try await add("Veilig Thuis bellen", "--format", "json").object()["warnings"] as? [String] == [])
        try cli.scratch.write("kind;title;school;owner;due\ntaak;Gesprek met de Vries;vlieger;ib;2026-12-10\n", to: "named.csv")
        #expect(
            await cli.run("import", cli.scratch.file("named.csv")).notes.contains("named.csv:2: title looks as if it names somebody (\"de Vries\")"))
    }

    @Test("a follow-up is opened with the kind's term and owner, and one line says so")
    func oneLine() async throws {
        let result = try await CommandLine().addArrival()
        #expect(result.status == 0)
        #expect(result.notes == "")
        #expect(
            result.output
                == "follow-up 1: Is de ouder aangekomen bij de hulp?, case VL-2026-014, due 2026-12-07, owner ib\n")
    }

    @Test("the object has the contract's keys in the contract's order, and null for what is absent")
    func object() async throws {
        let result = try await CommandLine().run("add", "hulp-a", "--case", "VL-2026-014", "--school", "vlieger", "--format", "json")
        #expect(
            result.output == """
                {"id":1,"kind":"hulp-aangekomen","title":"Is de ouder aangekomen bij de hulp?","status":"open","urgency":"normal",\
                "due":"2026-12-07","overdue":false,"school":"vlieger","case":"VL-2026-014","person":null,"owner":"ib","round":1,"steps_sent":0,\
                "next_reminder":"2026-11-23T08:00:00+01:00","outcome":null,"opened_at":"2026-11-22T12:00:00+01:00","closed_at":null,"ended_with":[],"own_case":null,\
                "opened":[],"warnings":[]}

                """)
    }

    @Test("a kind may be shortened as long as it can be one only")
    func shortened() async throws {
        let cli = try CommandLine()
        #expect(await cli.run("add", "hulp-a", "--case", "VL-2026-014", "--school", "vlieger").status == 0)
        let ambiguous = await cli.run("add", "meldi", "--case", "VL-2026-014")
        #expect(ambiguous.status == 1)
        #expect(ambiguous.output == "")
        #expect(
            ambiguous.notes == "opvolg: \"meldi\" can be more than one kind: melding-bespreken, melding-doen, melding-afspraken; write more of it\n")
    }

    @Test(
        "what does not fit the kind is refused with the option that would",
        arguments: [
            (["hulp-a"], "is about a case; say which with --case CODE"),
            (["hulp-a", "--case", "VL-1", "--school", "vlieger", "--person", "ib-vlieger"], "--person has no place with it"),
            (["medewerker-t", "--case", "VL-1"], "is about an employee; say who with --person ID"),
            (["medewerker-t", "--person", "ib-vlieger", "--case", "VL-1"], "--case has no place with it"),
            (["meldcode-e", "--school", "vlieger", "--case", "VL-1"], "--case has no place with it"),
            (["meldcode-e", "--school", "vlieger", "--person", "ib-vlieger"], "--person has no place with it"),
            (["meldcode-e"], "say so with --school, one of: vlieger, regenboog"),
            (["hulp-a", "--case", "VL-1"], "say so with --school"),
            (["dossier-s", "--case", "VL-1", "--school", "vlieger"], "is opened by itself when a case needs it"),
            (["taak", "--school", "vlieger", "--due", "1w"], "give it with --title TEXT"),
            (["hulp-a", "--case", "VL-1", "--school", "vlieger", "--title", "x"], "leave out --title"),
            (["taak", "--school", "vlieger", "--title", "x"], "say when it is due with --due WHEN"),
            (["hulp-a", "--case", "Jan Jansen", "--school", "vlieger"], "never a name"),
            (["hulp-a", "--case", "VL-1", "--school", "vleiger"], "there is no school \"vleiger\"; there is: vlieger, regenboog"),
            (
                ["hulp-a", "--case", "VL-1", "--school", "vlieger", "--owner", "directei"],
                "there is no role or person \"directei\"; there is: directie"
            ),
            (["medewerker-t", "--person", "ib-vleiger"], "there is no person \"ib-vleiger\"; there is: ib-vlieger"),
            (["hulp-aangekommen", "--case", "VL-1"], "there is no kind \"hulp-aangekommen\"; there is: hulp-aangekomen"),
            (["taak", "--school", "vlieger", "--title", "Bel 06-12345678", "--due", "1w"], "the text of --title holds a telephone number"),
            (["hulp-a", "--case", "VL-1", "--school", "vlieger", "--note", "jan@example.org"], "the text of --note holds an e-mail address"),
            (["hulp-a", "--case", "VL-1", "--school", "vlieger", "--note", " "], "--note is empty"),
            (["hulp-a", "--case", "VL-1", "--school", "vlieger", "--due", "2026-12-12T09:30"], "is due on a day, not at a time"),
            (["hulp-a", "--case", "VL-1", "--school", "vlieger", "--due", "2h"], "is due on a day, not at a time"),
            (["hulp-a", "--case", "VL-1", "--school", "vlieger", "--as", "koos"], "there is no person \"koos\""),
        ])
    func refusals(arguments: [String], reason: String) async throws {
        let cli = try CommandLine()
        let result = await cli.run(["add"] + arguments)
        #expect(result.status == 1)
        #expect(result.output == "")
        #expect(result.notes.hasPrefix("opvolg: "))
        #expect(result.notes.contains(reason), "\(result.notes)")
        #expect(try await cli.run("list", "--status", "all", "--format", "json").objects().isEmpty)
    }

    @Test("the school is that of the case, and a case stays at its school")
    func schoolOfCase() async throws {
        let cli = try CommandLine()
        await cli.addArrival()
        #expect(try await cli.run("add", "amk-advies", "--case", "VL-2026-014", "--format", "json").object()["school"] as? String == "vlieger")
        let elsewhere = await cli.run("add", "stappen-evalueren", "--case", "VL-2026-014", "--school", "regenboog")
        #expect(elsewhere.status == 1)
        #expect(elsewhere.notes.contains("belongs to school \"vlieger\""))
    }

    @Test("the school of an employee is found: the one named for them, or the only one at which they hold a role")
    func schoolOfPerson() async throws {
        let cli = try CommandLine()
        let teacher = try await cli.run("add", "medewerker-t", "--person", "leerkracht-groep5", "--format", "json").object()
        #expect(teacher["school"] as? String == "vlieger")
        #expect(teacher["owner"] as? String == "leerkracht-groep5")
        #expect(teacher["due"] as? String == "2028-11-22")
        #expect(try await cli.run("add", "medewerker-t", "--person", "ib-regenboog", "--format", "json").object()["school"] as? String == "regenboog")
        #expect(await cli.run("add", "medewerker-t", "--person", "bestuur").status == 1)
    }

    @Test("a due day in the past is accepted with a warning, and moves to a school day like any other")
    func pastDue() async throws {
        let result = try await CommandLine().run("add", "medewerker-t", "--person", "leerkracht-groep5", "--due", "2026-03-01", "--format", "json")
        #expect(result.status == 0)
        #expect(result.notes == "opvolg: follow-up 1 was due on 2026-03-02 and is overdue from the start\n")
        #expect(try result.object()["due"] as? String == "2026-03-02")
        #expect(try result.object()["overdue"] as? Bool == true)
    }

    @Test("an acute follow-up is due at an instant, which cannot have passed")
    func acute() async throws {
        let cli = try CommandLine()
        try cli.edit("templates/meldcode.toml", replacing: "term = \"3d\"", with: "term = \"0h\"")
        try cli.edit(
            "templates/meldcode.toml", replacing: "owner = \"ib\"\nurgency = \"urgent\"\nterm = \"0h\"",
            with: "owner = \"ib\"\nurgency = \"acute\"\nterm = \"0h\"")
        let weigh = ["add", "weging", "--school", "vlieger", "--reason", "er komt geen gesprek", "--format", "json", "--case"]
        let now = try await cli.run(weigh + ["VL-1"]).object()
        #expect(now["due"] as? String == "2026-11-22T12:00:00+01:00")
        let later = try await cli.run(weigh + ["VL-2", "--due", "2026-11-22T12:30"]).object()
        #expect(later["due"] as? String == "2026-11-22T12:30:00+01:00")
        let past = await cli.run(weigh + ["VL-3", "--due", "2026-11-22T11:30"])
        #expect(past.status == 1)
        #expect(past.notes.contains("2026-11-22 11:30 has passed"))
        #expect(await cli.run("snooze", "1", "--until", "1d", "--reason", "wacht").notes.contains("follow-up 1 is acute"))
    }

    @Test("an owner may be a role or a person; a role that nobody holds at the school is warned of")
    func owner() async throws {
        let cli = try CommandLine()
        try cli.edit(
            "templates/meldcode.toml", replacing: "[[role]]\nid = \"ib\"",
            with: "[[role]]\nid = \"raad\"\ntitle = { nl = \"raad van toezicht\" }\n\n[[role]]\nid = \"ib\"")
        let person = try await cli.run("add", "hulp-a", "--case", "VL-1", "--school", "vlieger", "--owner", "leerkracht-groep5", "--format", "json")
            .object()
        #expect(person["owner"] as? String == "leerkracht-groep5")
        let role = await cli.run("add", "hulp-a", "--case", "VL-2", "--school", "vlieger", "--owner", "raad")
        #expect(role.status == 0)
        #expect(role.notes.contains("nobody holds the role \"raad\" at vlieger"))
    }

    @Test("the history tells who opened it: the person named, else whoever called sudo, else the login name")
    func actor() async throws {
        let cli = try CommandLine()
        await cli.addArrival()
        cli.environment["SUDO_USER"] = "koen"
        await cli.addArrival(case: "VL-2026-015")
        await cli.run("add", "hulp-a", "--case", "VL-2026-016", "--school", "vlieger", "--as", "ib-vlieger")
        let actors = try await cli.run("history", "--format", "json").objects().filter { $0["action"] as? String == "opened" }.map {
            $0["actor"] as? String
        }
        #expect(actors == ["annie", "koen", "ib-vlieger"])
    }

    @Test(
        "what is in SUDO_USER and is no login name is not believed, nor the daemon's own",
        arguments: ["", "opvolgd", "koen\nbestuur", "\u{1B}[31mkoen", "-koen", "koen de vries", String(repeating: "k", count: 65)])
    func forgedActor(name: String) async throws {
        let cli = try CommandLine()
        cli.environment["SUDO_USER"] = name
        await cli.addArrival()
        #expect(try await Set(cli.run("history", "--format", "json").objects().map { $0["actor"] as? String }) == ["annie"])
    }

    @Test("each command that changes something tells in whose name: --as, or whoever called sudo")
    func actors() async throws {
        let cli = try CommandLine()
        cli.environment["SUDO_USER"] = "VLIEGER\\koen"
        await cli.run("case", "open", "VL-1", "--school", "vlieger", "--as", "ib-vlieger")
        await cli.run("case", "exclude", "VL-1", "directie-vlieger")
        await cli.run("person", "away", "ib-vlieger", "--from", "2026-11-24", "--until", "2026-11-25", "--as", "ib-vlieger")
        await cli.run("person", "back", "ib-vlieger")
        try cli.scratch.write("kind;school;title;due;owner\ntaak;vlieger;Lamp;2027-01-11;ib\n", to: "list.csv")
        #expect(await cli.run("import", cli.scratch.file("list.csv"), "--as", "directie-vlieger").status == 0)
        try await cli.pass(at: "2026-11-23T07:00:00Z", .failed(error: "550 no"))
        #expect(await cli.run("message", "retry", "1", "--as", "ib-vlieger").status == 0)
        await cli.run("case", "hold", "VL-1", "--reason", "klacht")
        let known = ["case-opened", "excluded", "away", "back", "opened", "message-retried", "held"]
        let entries = try await cli.run("history", "--format", "json").objects()
        var (actors, through): ([String: String], [String: String]) = ([:], [:])
        for entry in entries { if let action = entry["action"] as? String { actors[action] = entry["actor"] as? String } }
        for entry in entries { if let action = entry["action"] as? String { through[action] = entry["through"] as? String } }
        #expect(
            known.compactMap { actors[$0] } == [
                "ib-vlieger", "VLIEGER\\koen", "ib-vlieger", "VLIEGER\\koen", "directie-vlieger", "ib-vlieger", "VLIEGER\\koen",
            ],
            "\(actors)")
        // Whoever acts as another stands beside them.
        #expect(known.map { through[$0] } == ["VLIEGER\\koen", nil, "VLIEGER\\koen", nil, "VLIEGER\\koen", "VLIEGER\\koen", nil], "\(through)")
    }
}
