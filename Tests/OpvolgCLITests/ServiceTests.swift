import Configuration
import FollowUps
import Foundation
import Store
import Testing
import TestSupport

@Suite("opvolg check, init and status")
struct ServiceTests {
    @Test("the contract's configuration with the shipped templates has nothing wrong, and checking makes no database")
    func checkContract() async throws {
        let cli = try CommandLine(casesHaveChecks: true)
        let result = await cli.run("check")
        #expect((result.status, result.output) == (0, "\(cli.file): nothing wrong\n"))
        #expect(!FileManager.default.fileExists(atPath: cli.database))
    }

    @Test("check looks at the files of secrets, beside all else, and sends nothing then")
    func checkSecrets() async throws {
        let cli = try CommandLine(
            casesHaveChecks: true,
            configuration: { text in
                text.replacing(
                    "transport = \"maildir\"",
                    with: "transport = \"smtp\"\nurl = \"smtp://mail.school.example\"\nusername = \"opvolg\"\npassword_file = \"smtp-password\"")
            })
        try cli.scratch.write("geheim \n", to: "smtp-password", mode: 0o644)
        let result = await cli.run("check", "--send-to", "beheer@school.example")
        #expect(result.status == 78)
        #expect(result.notes.contains("[mail] password_file: everybody on this machine can read or change"))
        #expect(result.notes.contains("has a blank before or behind the secret") && !result.notes.contains("geheim"))
        #expect(result.notes.hasSuffix("opvolg: 2 problems found; no mail was sent\n"))
        try cli.scratch.write("geheim\n", to: "smtp-password", mode: 0o600)
        #expect(await cli.run("check").status == 0)
    }

    @Test("check says what it needs to send a mail")
    func checkWithoutDaemon() async throws {
        let cli = try CommandLine(casesHaveChecks: true)
        cli.executable = cli.scratch.file("opvolg")
        let result = await cli.run("check", "--send-to", "beheer@school.example")
        #expect(result.status == 1 && result.notes.contains("opvolgd is not there"), "\(result)")
        #expect(await cli.run("check", "--send-to", "geen adres").status == 64)
    }

    @Test("check and status name each school whose known holidays end within sixty days, and what to do")
    func endingHolidays() async throws {
        // The last holiday of the contract's two schools ends on 22 August 2027.
        let cli = try CommandLine("2027-06-22T10:00:00Z", casesHaveChecks: true)
        await cli.run("list")
        try await cli.pass(at: "2027-06-22T10:00:00Z")
        #expect(await cli.run("check").notes == "")
        #expect(await !cli.run("status").output.contains("holiday"))
        cli.now = try CommandLine.instant("2027-06-23T10:00:00Z")
        try await cli.pass(at: "2027-06-23T10:00:00Z")
        let check = await cli.run("check")
        #expect((check.status, check.output) == (0, "\(cli.file): nothing wrong\n"))
        let sentence =
            "the last school holiday that is known ends on 2027-08-22, in 60 days, and every weekday after it counts as a school day; "
            + "name a list under [service], holidays = \"schoolvakanties.csv\", or add [[holiday]]"
        #expect(check.notes == "warning: school vlieger (De Vlieger): \(sentence)\nwarning: school regenboog (De Regenboog): \(sentence)\n")
        let status = await cli.run("status")
        #expect(status.status == 1)
        #expect(status.output.contains("warning: school regenboog (De Regenboog): \(sentence)"), "\(status.output)")

        try cli.edit("opvolg.toml", replacing: "[service]\n", with: "[service]\nholidays = \"schoolvakanties.csv\"\n")
        #expect(await cli.run("check").notes == "")
        cli.now = try CommandLine.instant("2030-09-02T10:00:00Z")
        let notes = await cli.run("check").notes
        #expect(notes.contains("ended on 2030-09-01") && notes.contains("put a newer schoolvakanties.csv beside \(cli.file)"), "\(notes)")
    }

    @Test("mistakes in configuration, catalogue and contacts are all told at once, with exit code 78")
    func checkFiles() async throws {
        let cli = try CommandLine()
        try cli.edit("opvolg.toml", replacing: "transport = \"maildir\"", with: "transport = \"pigeon\"")
        try cli.edit("opvolg.toml", replacing: "also  = [\"amk\"]", with: "alsso  = [\"amk\"]")
        try cli.edit("templates/meldcode.toml", replacing: "then = [\"effect-volgen\"]", with: "then = [\"effekt-volgen\"]")
        let result = await cli.run("check")
        #expect(result.status == 78)
        #expect(result.output == "")
        for part in ["pigeon", "alsso", "effekt-volgen"] { #expect(result.notes.contains(part), "\(result.notes)") }
        #expect(await cli.run("list").status == 78)
    }

    @Test("a mistake in one file hides none in another: configuration, staff list, catalogue and templates are looked at together")
    func checkTogether() async throws {
        let cli = try CommandLine()
        try cli.edit("opvolg.toml", replacing: "[service]", with: "[service]\npeople = \"people.csv\"\nlangauge = \"nl\"")
        try cli.scratch.write("id;name;email\nanna;Anna;anna at home\n", to: "people.csv")
        try cli.edit("templates/meldcode.toml", replacing: "then = [\"effect-volgen\"]", with: "then = [\"effekt-volgen\"]")
        try cli.edit("templates/mail/nl/reminder.txt", replacing: "{{", with: "{{nonsense}}{{")
        let texts = URL(filePath: cli.scratch.file("templates/mail/nl/kind"))
        try FileManager.default.copyItem(at: texts.appending(path: "weging.txt"), to: texts.appending(path: "geen-soort.txt"))
        let result = await cli.run("check")
        #expect(result.status == 78)
        for part in ["opvolg.toml: [service] langauge", "people.csv:2, email", "effekt-volgen", "reminder.txt:"] {
            #expect(result.notes.contains(part), "\(part) is not in \(result.notes)")
        }
        // Texts are held against a catalogue that can be read, whatever it means.
        try cli.edit("templates/mail/nl/reminder.txt", replacing: "{{nonsense}}", with: "")
        #expect(await cli.run("check").notes.contains("kind/geen-soort.txt: the catalogue has no kind"))
    }

    @Test("templates that are wrong are told with file and line, with exit code 78")
    func checkTemplates() async throws {
        let cli = try CommandLine()
        try cli.edit("templates/mail/nl/reminder.txt", replacing: "{{", with: "{{nonsense}}{{")
        let result = await cli.run("check")
        #expect(result.status == 78)
        #expect(result.notes.contains("mail/nl/reminder.txt:"))
        #expect(result.notes.contains("nonsense"))
    }

    @Test("what is open and has lost its kind, owner or school is listed with the command that mends it")
    func checkDatabase() async throws {
        let cli = try CommandLine(casesHaveChecks: true)
        await cli.run("add", "taak", "--title", "Bellen", "--school", "vlieger", "--due", "1w", "--owner", "leerkracht-groep5")
        await cli.run("add", "medewerker-t", "--person", "leerkracht-groep5")
        await cli.run("add", "taak", "--title", "Bellen", "--school", "vlieger", "--due", "1w")
        try cli.edit("opvolg.toml", replacing: "id       = \"leerkracht-groep5\"", with: "id       = \"leerkracht-groep6\"")
        try cli.edit("templates/meldcode.toml", replacing: "id = \"taak\"", with: "id = \"klus\"")
        let result = await cli.run("check")
        #expect(result.status == 78)
        #expect(
            result.notes.contains(
                "\"leerkracht-groep5\" is not in the configuration any more and still owns follow-up 1, 2; put them back, or run: "
                    + "opvolg assign --all-of leerkracht-groep5 --to PERSON|ROLE"))
        #expect(
            result.notes.contains("follow-up 2: it is about \"leerkracht-groep5\", who is not there any more; run: opvolg cancel 2 --reason TEXT"))
        // What is open goes on by the catalogue that it began with.
        #expect(result.notes.contains("warning: the catalogue has no kind \"taak\" any more; what is open of it goes on as it began"))
        #expect(result.notes.hasSuffix("opvolg: 2 problems found\n"))
        try cli.tamper("DELETE FROM catalogues")
        #expect(await cli.run("check").notes.contains("follow-up 3: the catalogue has no kind \"taak\" any more"))
    }

    @Test("no configuration file anywhere is exit code 78")
    func noConfiguration() async throws {
        let cli = try CommandLine()
        let result = await cli.run("list", "--config", cli.scratch.file("nothing.toml"))
        #expect(result.status == 78)
        #expect(result.notes.contains("nothing.toml"))
    }

    @Test("init makes an instance that has nothing wrong, for the service's group")
    func makeInstance() async throws {
        let cli = try CommandLine(casesHaveChecks: true)
        let folder = cli.scratch.file("new/instance")
        let result = await cli.run("init", folder)
        #expect(result.status == 0, "\(result.notes)")
        #expect(result.notes.contains("opvolg check --config \(folder)/opvolg.toml"))
        for (name, mode) in [
            ("", 0o2770), ("/templates/mail/nl", 0o2770), ("/opvolg.toml", 0o660), ("/templates/meldcode.toml", 0o660), ("/opvolg.db", 0o660),
        ] {
            let found = try FileManager.default.attributesOfItem(atPath: folder + name)[.posixPermissions] as? Int
            #expect(found == mode, "\(name)")
        }
        #expect(!FileManager.default.fileExists(atPath: folder + "/templates/opvolg.toml"))
        #expect(await cli.run("check", "--config", folder + "/opvolg.toml").status == 0)
        #expect(await cli.run("list", "--config", folder + "/opvolg.toml").status == 0)
    }

    @Test(
        "init makes one that works by today's code, or by that of 2012 when asked",
        arguments: [
            ([], "meldcode-2019"), (["--catalogue", "meldcode-2019"], "meldcode-2019"), (["--catalogue", "meldcode-2012"], "meldcode-2012"),
        ])
    func catalogue(options: [String], id: String) async throws {
        let cli = try CommandLine()
        let folder = cli.scratch.file("new")
        let result = await cli.run(["init", folder] + options)
        #expect(result.status == 0 && result.output.contains("works by \(id)"), "\(result.notes)")
        let settings = try Settings.load(from: folder + "/opvolg.toml")
        #expect(settings.catalogues.first.head.id.rawValue == (id == "meldcode-2012" ? "meldcode" : id))
    }

    @Test("init writes nothing over, and changes nothing when something is in the way", arguments: ["opvolg.toml", "templates", "opvolg.db"])
    func inTheWay(name: String) async throws {
        let cli = try CommandLine()
        let folder = cli.scratch.file("used")
        try cli.scratch.write("mine", to: "used/\(name)")
        let result = await cli.run("init", folder)
        #expect(result.status == 1)
        #expect(result.notes == "opvolg: \(folder)/\(name) is in the way; nothing was changed, choose another folder\n")
        #expect(try cli.scratch.names(in: "used") == [name])
    }

    @Test("an installed program finds its templates in share; one without any says where it looked")
    func shippedTemplates() async throws {
        let cli = try CommandLine()
        try FileManager.default.createDirectory(atPath: cli.scratch.file("usr/share/opvolg"), withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            at: CommandLine.repository.appending(path: "templates"), to: URL(filePath: cli.scratch.file("usr/share/opvolg/templates")))
        cli.executable = cli.scratch.file("usr/bin/opvolg")
        #expect(await cli.run("init", cli.scratch.file("a")).status == 0)
        cli.executable = "/nowhere/bin/opvolg"
        let result = await cli.run("init", cli.scratch.file("b"))
        #expect(result.status == 1)
        #expect(result.notes.contains("/nowhere/share/opvolg/templates"))
        #expect(!FileManager.default.fileExists(atPath: cli.scratch.file("b")))
    }

    @Test("all is well while passes keep up")
    func statusOK() async throws {
        let cli = try CommandLine()
        await cli.addArrival()
        try await cli.pass(at: "2026-11-23T07:00:00Z")
        let result = await cli.run("status")
        #expect(result.status == 0)
        #expect(result.output.hasPrefix("ok: 1 open, 0 overdue, 0 messages waiting, 0 given up\n"))
        #expect(try await cli.run("status", "--format", "json").object()["last_pass"] as? String == "2026-11-23T08:00:00+01:00")
    }

    @Test(
        "check warns of a folder for backups in which none can be made, and of one elsewhere that is lost together with the database",
        arguments: [
            ("", nil), ("[backup]", nil), ("[backup]\nfolder = \"nights\"", nil),
            (
                "[backup]\nfolder = \"share/nights\"",
                "cannot write FOLDER/share/nights: there is no folder FOLDER/share; is the share mounted?; no copy can"
            ),
            ("[backup]\nfolder = \"opvolg.toml\"", "cannot write FOLDER/opvolg.toml: FOLDER/opvolg.toml is not a folder; no copy can"),
            ("[backup]\nother_disk = true", "FOLDER/backups is on the disk of the database, and [backup] other_disk = true wants another"),
            ("[backup]\nfolder = \"../nights\"", "FOLDER/../nights is on the disk of the database, and lost together with it; if a share"),
        ] as [(String, String?)])
    func backupFolder(table: String, warning: String?) async throws {
        let cli = try CommandLine(casesHaveChecks: true, configuration: { $0 + "\n\(table)\n" })
        await cli.addArrival()
        let check = await cli.run("check")
        #expect(check.status == 0)
        let expected = warning.map { "warning: [backup] folder: " + $0.replacing("FOLDER", with: cli.scratch.path) }
        #expect(expected.map { check.notes.contains($0) } ?? !check.notes.contains("[backup]"), "\(check.notes)")
        #expect(!FileManager.default.fileExists(atPath: cli.scratch.file("nights")))
    }

    @Test("a missed night is a warning and a week without a backup critical, counted from the first entry where there was never one")
    func statusBackup() async throws {
        let cli = try CommandLine(configuration: { $0 + "\n[backup]\n" })
        await cli.addArrival()
        // The case is opened at 12:00 on 22 November.
        for (now, status, text) in [
            ("2026-11-23T22:59:00Z", 0, "ok: "),
            ("2026-11-23T23:01:00Z", 1, "warning: there has been no backup at all; opvolg backup makes one in \(cli.scratch.file("backups"))"),
            ("2026-11-29T11:01:00Z", 2, "critical: there has been no backup at all"),
        ] {
            try await cli.pass(at: now)
            let result = await cli.run("status")
            #expect(result.status == status && result.output.hasPrefix(text), "\(now): \(result)")
        }
        #expect(await cli.run("backup").status == 0)
        #expect(await cli.run("status").output.contains("\nlast backup        2026-11-29 12:01\n"))
        #expect(try await cli.run("status", "--format", "json").object()["last_backup"] as? String == "2026-11-29T12:01:00+01:00")
        try await cli.pass(at: "2026-11-30T23:02:00Z")
        #expect(await cli.run("status").output.contains("warning: the last backup is of 2026-11-29 12:01; "))
        // Made by a clock that was ahead: it says nothing of how old it is.
        try await cli.pass(at: "2026-11-25T11:00:00Z")
        #expect(await cli.run("status").output.contains("warning: the last backup is of 2026-11-29 12:01; "))
    }

    @Test("where the configuration does not speak of backups, status asks for none until there has been one")
    func statusWithoutBackup() async throws {
        let cli = try CommandLine()
        await cli.addArrival()
        try await cli.pass(at: "2026-12-30T07:00:00Z")
        #expect(await !cli.run("status").output.contains("no backup"))
        #expect(await cli.run("backup").status == 0)
        try await cli.pass(at: "2027-01-02T07:00:00Z")
        #expect(await cli.run("status").output.contains("the last backup is of 2026-12-30 08:00"))
    }

    @Test("without a database, status is critical and makes none")
    func statusNoDatabase() async throws {
        let cli = try CommandLine()
        let result = await cli.run("status")
        #expect(result.status == 2)
        #expect(result.output.hasPrefix("critical: there is no database"))
        #expect(!FileManager.default.fileExists(atPath: cli.database))
        try cli.scratch.write("this is no database, and long enough to be looked at as one. " + String(repeating: "x", count: 200), to: "opvolg.db")
        #expect(await cli.run("status").status == 2)
        #expect(await cli.run("status").output.contains("is not an SQLite database"))
    }

    @Test("files with which opvolgd would not start are critical for status, with one line for a monitor and exit code 2; --format json too")
    func statusFiles() async throws {
        let cli = try CommandLine()
        await cli.addArrival()
        try cli.edit("templates/mail/nl/reminder.txt", replacing: "{{", with: "{{nonsense}}{{")
        let templates = await cli.run("status")
        #expect(templates.status == 2)
        #expect(templates.output.hasPrefix("critical: opvolgd would not start: ") && templates.output.contains("/templates/mail/nl/"))
        try cli.edit("opvolg.toml", replacing: "transport = \"maildir\"", with: "transport = \"pigeon\"\ntrasnport = 1")
        let files = await cli.run("status")
        #expect(files.status == 2 && files.notes == "")
        #expect(files.output.split(separator: "\n").count == 1)
        #expect(files.output.hasPrefix("critical: opvolgd would not start: ") && files.output.contains("pigeon"))
        #expect(files.output.contains("(and 1 more; opvolg check shows them)"))
        let object = try await cli.run("status", "--format", "json").object()
        #expect(object["status"] as? String == "critical" && object["open"] is NSNull)
        let missing = await cli.run("status", "--config", cli.scratch.file("nothing.toml"))
        #expect(missing.status == 2 && missing.output.contains("nothing.toml"))
    }

    @Test("a role that nobody holds, a channel that is turned off and a person whom nobody stands in for have each their line")
    func statusLines() async throws {
        let cli = try CommandLine()
        try cli.edit(
            "templates/meldcode.toml", replacing: "[[role]]\nid = \"ib\"",
            with: "[[role]]\nid = \"raad\"\ntitle = { nl = \"raad van toezicht\" }\n\n[[role]]\nid = \"ib\"")
        await cli.addArrival()
        try await cli.pass(at: "2026-11-23T07:00:00Z")
        try cli.tamper("INSERT INTO channels_off (channel, since, reason) VALUES ('teams', 1, 'teams answered 410: it is gone for good')")
        await cli.run("person", "away", "bestuur", "--from", "2026-11-23", "--until", "2026-11-23")
        let result = await cli.run("status")
        #expect(result.status == 1)
        for line in [
            "warning: nobody holds the role \"raad\" at vlieger; fill it under [school.roles]",
            "warning: channel teams is turned off: teams answered 410: it is gone for good; opvolg message retry ID turns it on again",
            "warning: on 2026-11-23 nobody stands in for bestuur",
        ] { #expect(result.output.contains(line), "\(line) is not in \(result.output)") }
        #expect(try await cli.run("status", "--format", "json").object()["channels_off"] as? [String] == ["teams"])
    }

    @Test("a channel that cannot be used is a warning that says why and when it is tried again, and critical after half an hour")
    func statusOutage() async throws {
        let cli = try CommandLine()
        await cli.addArrival()
        try await cli.pass(at: "2026-11-23T07:00:00Z")
        let store = try Store(path: cli.database)
        let reason = "smtp://mail.example does not pass on mail for us: 554 5.7.1 Relay access denied"
        try await store.outbox.note(.fails(reason: reason, retryAfter: nil), of: .mail, at: cli.now)
        cli.now = try CommandLine.instant("2026-11-23T07:29:00Z")
        try await store.outbox.setLastPass(cli.now)
        let result = await cli.run("status")
        #expect(result.status == 1)
        #expect(
            result.output.contains(
                "warning: mail cannot be used since 2026-11-23 08:00, and what goes over it waits: \(reason); tried again at 2026-11-23 08:01, or at once after "
                    + "systemctl reload opvolgd"), "\(result.output)")
        cli.now = try CommandLine.instant("2026-11-23T07:31:00Z")
        #expect(await cli.run("status").status == 2)
        try await store.outbox.note(.works, of: .mail, at: cli.now)
        #expect(await cli.run("status").status == 0)
    }

    @Test("a pass that has stayed away for more than half an hour is critical when something was due")
    func statusNoPass() async throws {
        let cli = try CommandLine()
        await cli.addArrival()
        cli.now = try CommandLine.instant("2026-11-23T07:30:00Z")
        #expect(await cli.run("status").status == 0)
        cli.now = try CommandLine.instant("2026-11-23T07:30:01Z")
        let result = await cli.run("status")
        #expect(result.status == 2)
        #expect(
            result.output.hasPrefix("critical: nothing has been done since 2026-11-23 08:00, when something was due: there has been no pass at all"))
    }

    @Test("a message that has waited for more than half an hour is a warning")
    func statusWaiting() async throws {
        let cli = try CommandLine()
        await cli.addArrival()
        let later = try CommandLine.instant("2026-11-23T08:00:00Z")
        try await cli.pass(at: "2026-11-23T07:00:00Z", .tryAgain(at: later, possiblyDelivered: false, error: "421 busy"))
        try await cli.pass(at: "2026-11-23T07:25:00Z")
        cli.now = try CommandLine.instant("2026-11-23T07:31:00Z")
        let result = await cli.run("status")
        #expect(result.status == 1)
        #expect(result.output.hasPrefix("warning: a message has waited since 2026-11-23 08:00"))
    }

    @Test("a disk that is nearly full is a warning, and critical when the next write may fail; also when the database cannot be used")
    func statusDisk() async throws {
        let cli = try CommandLine()
        #expect(await cli.run("list").status == 0)
        for (free, status, start) in [
            (200_000_000, 0, "ok: "), (199_999_999, 1, "warning: 199 MB is free"), (19_000_000, 2, "critical: 19 MB is free"),
        ] {
            cli.freeSpace = Int64(free)
            let result = await cli.run("status")
            #expect(result.status == Int32(status) && result.output.hasPrefix(start), "\(result.output)")
            #expect(try await cli.run("status", "--format", "json").object()["disk_free"] as? Int == free)
        }
        try cli.scratch.write("no database" + String(repeating: "x", count: 200), to: "opvolg.db")
        let lines = await cli.run("status").output.split(separator: "\n")
        #expect(lines[0].hasPrefix("critical: ") && lines[0].contains("is not an SQLite database"))
        #expect(lines[1].hasPrefix("critical: 19 MB is free"))
    }

    @Test("a clock that was set back is a warning, also after the next pass; so is a day without any pass")
    func statusClock() async throws {
        let cli = try CommandLine()
        await cli.addArrival()
        try await cli.pass(at: "2026-11-23T07:00:00Z")
        cli.now = try CommandLine.instant("2026-11-23T06:58:00Z")
        #expect(await cli.run("status").status == 0)
        cli.now = try CommandLine.instant("2026-11-20T07:00:00Z")
        #expect(await cli.run("status").status == 1)
        await #expect(
            cli.run("status").output.hasPrefix(
                "warning: the clock was set back: something was done at 2026-11-23 08:00, and it is 2026-11-20 08:00"))
        try await cli.pass(at: "2026-11-20T07:01:00Z")
        #expect(await cli.run("status").output.hasPrefix("warning: the clock was set back"))
        cli.now = try CommandLine.instant("2026-11-24T07:01:00Z")
        let silent = await cli.run("status")
        #expect(silent.status == 1)
        #expect(silent.output.hasPrefix("warning: the last pass ended at 2026-11-20 08:01, more than a day ago"))
    }

    @Test("status goes by the files as they are now")
    func statusReplans() async throws {
        let cli = try CommandLine()
        await cli.addArrival()
        #expect(try await cli.run("status", "--format", "json").object()["next_look"] as? String == "2026-11-23T08:00:00+01:00")
        try cli.edit("opvolg.toml", replacing: "window = \"school 08:00-17:00\"", with: "window = \"school 09:30-17:00\"")
        #expect(try await cli.run("status", "--format", "json").object()["next_look"] as? String == "2026-11-23T09:30:00+01:00")
    }

    @Test("a damaged page is critical, and said in words")
    func statusDamaged() async throws {
        let cli = try CommandLine()
        for number in 1...60 { await cli.addArrival(case: "VL-2026-\(number)") }
        var bytes = try Data(contentsOf: URL(filePath: cli.database))
        for place in stride(from: 4096, to: bytes.count, by: 64) { bytes[place] = 0xA5 }
        try bytes.write(to: URL(filePath: cli.database))
        let result = await cli.run("status")
        #expect(result.status == 2, "\(result.output)")
        #expect(result.output.contains("is damaged"), "\(result.output)")
        let list = await cli.run("list")
        #expect(list.status == 1 && list.notes.contains("is damaged"), "\(list.notes)")
    }

    @Test("a message given up is a warning when somebody else gets the reminder, and critical when nobody does")
    func statusFailed() async throws {
        let cli = try CommandLine()
        await cli.addArrival()
        try await cli.pass(at: "2026-11-23T07:00:00Z", .failed(error: "550 no such user"))
        let rerouted = await cli.run("status")
        #expect(rerouted.status == 1, "\(rerouted.output)")
        #expect(rerouted.output.contains("1 messages were given up"))
        for minute in 1...9 { try await cli.pass(at: "2026-11-23T07:0\(minute):00Z", .failed(error: "550 no such user")) }
        let lost = await cli.run("status")
        #expect(lost.status == 2)
        #expect(lost.output.hasPrefix("critical: nobody heard of follow-up 1"))
        #expect(await cli.run("message", "retry", "1").output.hasPrefix("message 1 to ib-vlieger over mail: queued"))
        #expect(await cli.run("status").status == 1)
        #expect(await cli.run("message", "retry", "1").notes == "opvolg: message 1 is queued; only a failed message can be tried again\n")
    }

    /// An instance in which the messages 1 to 4 were given up: of two follow-ups, each to its owner and then to the deputy.
    private func cliWithFailures() async throws -> CommandLine {
        let cli = try CommandLine()
        await cli.addArrival()
        await cli.addArrival(case: "VL-2026-015", school: "regenboog")
        for minute in 0...1 { try await cli.pass(at: "2026-11-23T07:0\(minute):00Z", .failed(error: "550 no such user")) }
        cli.now = try CommandLine.instant("2026-11-23T08:00:00Z")
        return cli
    }

    private func failed(_ cli: CommandLine) async throws -> [Int] {
        try await cli.run("message", "list", "--failed", "--format", "json").objects().compactMap { $0["id"] as? Int }
    }

    @Test("message retry sends several again at once, each once, and an array of them is written")
    func retrySeveral() async throws {
        let cli = try await cliWithFailures()
        let all = try await failed(cli)
        try #require(all.count >= 3)
        let result = await cli.run("message", "retry", "\(all[1])", "\(all[0])", "\(all[1])", "--format", "json")
        #expect(result.status == 0, "\(result.notes)")
        #expect(try result.objects().map { $0["id"] as? Int } == [all[1], all[0]])
        #expect(try result.objects().allSatisfy { $0["state"] as? String == "queued" })
        #expect(try await failed(cli) == Array(all.dropFirst(2)))
        #expect(await cli.run("history", "--format", "csv").output.components(separatedBy: "message-retried").count == 3)
    }

    @Test("message retry --failed sends all that were given up, and with none says so")
    func retryFailed() async throws {
        let cli = try await cliWithFailures()
        let all = try await failed(cli)
        let result = await cli.run("message", "retry", "--failed", "--format", "json")
        #expect(try result.objects().map { $0["id"] as? Int } == all)
        #expect(result.notes == "opvolg: \(all.count) messages are sent again\n")
        #expect(try await failed(cli).isEmpty)
        let none = await cli.run("message", "retry", "--failed", "--format", "json")
        #expect((none.status, none.output, none.notes) == (0, "[]\n", "opvolg: no message was given up\n"))
    }

    @Test("message retry of several of which some cannot changes nothing, and says of each why not")
    func retryWrong() async throws {
        let cli = try await cliWithFailures()
        let all = try await failed(cli)
        await cli.run("message", "retry", "\(all[0])")
        let history = await cli.run("history", "--format", "csv").output
        let result = await cli.run("message", "retry", "\(all[1])", "99", "\(all[0])")
        #expect((result.status, result.output) == (1, ""))
        #expect(
            result.notes == """
                opvolg: there is no message 99; opvolg message list shows them
                message \(all[0]) is queued; only a failed message can be tried again
                nothing was changed; leave these out, or mend them

                """)
        #expect(try await failed(cli) == Array(all.dropFirst()))
        #expect(await cli.run("history", "--format", "csv").output == history)
        for wrong in [["message", "retry"], ["message", "retry", "1", "--failed"], ["message", "retry", "een"]] {
            #expect(await cli.run(wrong).status == 64)
        }
    }
}
