import FollowUps
import Foundation
import Store
import Testing

@Suite("opvolg history verify, backup, restore, purge and export")
struct KeepingTests {
    @Test("the history verifies, and a head that was kept is found again; a wrong one is told, a mistyped one is wrong usage")
    func verify() async throws {
        let cli = try CommandLine()
        #expect(await cli.run("history", "verify").notes.contains("there is no database"))
        await cli.addArrival()
        let sound = await cli.run("history", "verify")
        #expect(sound.status == 0)
        let head = try #require(try await cli.run("history", "verify", "--format", "json").object()["head"] as? String)
        #expect(sound.output == "the history is as it was written: 2 entries\nhead \(head)\n")
        await cli.run("close", "1", "ja")
        let kept = await cli.run("history", "verify", "--head", head)
        #expect(kept.status == 0 && kept.output.contains("the head asked for is that of entry 2; 2 came after it"))
        let wrong = await cli.run("history", "verify", "--head", String(head.reversed()))
        #expect(wrong.status == 1 && wrong.output.contains("no entry has the digest"))
        #expect(await cli.run("history", "verify", "--head", "abc").status == 64)
        // The listing is still what `history` alone means.
        #expect(await cli.run("history", "1").output.hasPrefix("ENTRY"))
    }

    @Test("a tampered history is exit code 1, with the entry and what is wrong with it")
    func tampered() async throws {
        let cli = try CommandLine()
        await cli.addArrival()
        try cli.tamper("DROP TRIGGER history_is_not_edited; UPDATE history SET actor = 'nobody' WHERE id = 2")
        let result = await cli.run("history", "verify")
        #expect(result.status == 1)
        #expect(result.output.hasPrefix("entry 2: its time, actor, action or digest is not what was written"))
        #expect(try await cli.run("history", "verify", "--format", "json").object()["sound"] as? Bool == false)
        let refused = await cli.run("backup", cli.scratch.file("backup.db"))
        #expect(refused.status == 1 && refused.notes.contains("is not as it was written: entry 2"))
        #expect(await cli.run("backup", cli.scratch.file("backup.db"), "--accept-unsound-history").status == 0)
    }

    @Test("a backup is made, refused over a file, and restored; the present database is kept under a name that is told")
    func backup() async throws {
        let cli = try CommandLine()
        let file = cli.scratch.file("backup.db")
        #expect(await cli.run("backup", file).notes.contains("there is no database"))
        await cli.addArrival()
        let made = await cli.run("backup", file)
        #expect(made.status == 0 && made.output.hasPrefix("made \(file): 1 open follow-ups, 2 entries of history, "))
        #expect(await cli.run("backup", file).notes == "opvolg: \(file) is there already; choose another name, or replace it with --replace\n")
        #expect(await cli.run("backup", file, "--replace").status == 0)
        await cli.run("close", "1", "ja")
        let restored = await cli.run("restore", file, "--as", "directie-vlieger")
        #expect(restored.status == 0, "\(restored.notes)")
        #expect(restored.output.contains("kept as \(cli.database).before-2026-11-22T120000"))
        #expect(restored.output.contains("left out: 2 changes made since"))
        #expect(try await cli.run("list", "--format", "json").objects().map { $0["id"] as? Int } == [1])
        #expect(await cli.run("history").output.contains("directie-vlieger (through annie)  restored"))
        #expect(await cli.run("history", "verify").status == 0)
        #expect(await cli.run("restore", cli.scratch.file("opvolg.toml")).status == 1)
    }

    @Test("without a file the nightly copy is made, old ones go, and restore --last puts the newest back and says what was sent since")
    func nightly() async throws {
        let cli = try CommandLine("2026-11-20T01:30:00Z", configuration: { $0 + "\n[backup]\nfolder = \"nachten\"\ndays = 2\nweeks = 0\n" })
        await cli.addArrival()
        #expect(await cli.run("restore", "--last").notes.contains("there are no backups in \(cli.scratch.file("nachten"))"))
        for night in ["2026-11-20", "2026-11-21", "2026-11-22"] {
            cli.now = try CommandLine.instant("\(night)T01:30:00Z")
            let made = await cli.run("backup")
            #expect(made.status == 0 && made.output.hasPrefix("made \(cli.scratch.file("nachten"))/opvolg-\(night)T023000.db: 1 open"), "\(made)")
            #expect(made.output.contains("removed opvolg-2026-11-20T023000.db, which need not be kept") == (night == "2026-11-22"))
        }
        try await cli.pass(at: "2026-11-23T07:00:00Z")
        await cli.run("close", "1", "ja")
        cli.now = try CommandLine.instant("2026-11-23T09:00:00Z")
        let restored = await cli.run("restore", "--last", "--as", "directie-vlieger")
        #expect(restored.status == 0, "\(restored)")
        #expect(restored.output.hasPrefix("restored \(cli.scratch.file("nachten"))/opvolg-2026-11-22T023000.db: 1 open follow-ups"))
        #expect(
            restored.output.hasSuffix("sent since, and not sent again: 1 messages\n  2026-11-23 08:00  ib-vlieger  mail  follow-up 1\n"),
            "\(restored.output)")
        #expect(await cli.run("restore").status == 64)
        #expect(await cli.run("restore", "x.db", "--last").status == 64)
        #expect(await cli.run("backup", "--replace").status == 64)
    }

    @Test("restore is exit code 75 while an opvolgd runs on the database")
    func running() async throws {
        let cli = try CommandLine()
        await cli.addArrival()
        await cli.run("backup", cli.scratch.file("backup.db"))
        let lock = try DaemonLock(database: cli.database)
        let result = await cli.run("restore", cli.scratch.file("backup.db"))
        #expect(result.status == 75 && result.notes.contains("an opvolgd runs on"))
        withExtendedLifetime(lock) {}
    }

    @Test("strike takes a note and a reason out, says which entries, and the history still verifies")
    func strike() async throws {
        let cli = try CommandLine()
        let added = await cli.run(
            "add", "taak", "--title", "Bel", "--case", "VL-2026-014", "--school", "vlieger", "--due", "2w", "--note", "Sanne")
        #expect(added.status == 0)
        #expect(await cli.run("reschedule", "1", "--due", "3w", "--reason", "Sanne", "--as", "ib-vlieger").status == 0)
        #expect(await cli.run("strike", "1", "--reason", "een naam").status == 64)
        #expect(await cli.run("strike", "1", "--note", "--reason", "tel. 0612345678").status == 1)
        let result = await cli.run("strike", "1", "--note", "--reason", "een naam", "--as", "ib-vlieger", "--format", "json")
        #expect(result.status == 0, "\(result.notes)")
        #expect(try result.object()["struck"] as? [String] == ["note"])
        #expect((try result.object()["entries"] as? [Any])?.count == 1)
        let told = await cli.run("history", "1").output + cli.run("show", "1").output
        #expect(!told.contains("Sanne") && told.contains("(doorgehaald)") && told.contains("struck"), "\(told)")
        #expect(await cli.run("history", "verify").status == 0)
        let refused = await cli.run("strike", "1", "--entry", "99", "--reason", "een naam")
        #expect(refused.status == 1 && refused.notes.contains("has no entry 99"), "\(refused.notes)")
    }

    @Test("purge shows, asks and removes; what is held stays, and says why")
    func purge() async throws {
        let cli = try CommandLine()
        for code in ["VL-1", "VL-2", "VL-3"] { await cli.addArrival(case: code) }
        for id in ["1", "2"] { await cli.run("cancel", id, "--reason", "klaar") }
        for code in ["VL-1", "VL-2"] { await #expect(cli.run("case", "close", code).status == 0) }
        #expect(await cli.run("purge", "--dry-run").notes == "no case is closed for longer than 60m\n")
        #expect(await cli.run("case", "hold", "VL-2", "--reason", "klacht loopt").output == "held case VL-2 of vlieger\n")
        #expect(await cli.run("case", "show", "VL-2").output.contains("held      since 2026-11-22 12:00: klacht loopt\n"))
        #expect(await cli.run("case", "hold", "VL-2", "--reason", "x").status == 1)
        // Of a leap of the clock nothing counts as old within a week.
        cli.now = try CommandLine.instant("2031-11-25T11:00:00Z")
        #expect(await cli.run("purge", "--yes").notes.hasSuffix("nothing was removed\n"))
        cli.now = try CommandLine.instant("2031-12-10T11:00:00Z")
        let shown = try await cli.run("purge", "--dry-run", "--format", "json").objects()
        #expect(shown.map { $0["code"] as? String } == ["VL-1", "VL-2"] && shown.map { $0["purge"] as? Bool } == [true, false])
        #expect(shown.map { $0["kept_until"] as? String } == ["2031-11-22", "2031-11-22"])
        #expect(await cli.run("purge", "--dry-run").output.contains("held: klacht loopt"))
        let asked = await cli.run("purge")
        #expect(asked.status == 1 && asked.notes.hasSuffix("\nopvolg: 1 of these would be removed for good, and nothing was; add --yes to do it\n"))
        #expect(await cli.run("case", "show", "VL-1").status == 0)
        #expect(await cli.run("purge", "--yes", "--dry-run").status == 64)
        let purged = await cli.run("purge", "--yes")
        #expect(purged.status == 0 && purged.notes.contains("\n1 removed; backups made before"))
        #expect(await cli.run("case", "show", "VL-1").status == 1)
        #expect(await cli.run("history").output.contains("(removed by a purge)"))
        #expect(await cli.run("history", "verify").status == 0)
        #expect(await cli.run("case", "release", "VL-2").status == 0)
        #expect(await cli.run("purge", "--yes").notes.contains("\n1 removed"))
        #expect(await cli.run("purge", "--yes").notes.hasSuffix("week\nnothing was removed\n"))
    }

    @Test("an employee gets what is held about them, nothing of others, and nothing of a case that they are excluded from")
    func export() async throws {
        let cli = try CommandLine()
        await cli.run("add", "medewerker-training", "--person", "leerkracht-groep5", "--note", "cursus in het voorjaar", "--as", "directie-vlieger")
        await cli.run("add", "hulp-aangekomen", "--case", "VL-1", "--school", "vlieger", "--note", "over een kind", "--owner", "leerkracht-groep5")
        await cli.run("case", "open", "VL-9", "--school", "vlieger", "--exclude", "leerkracht-groep5")
        await cli.run("add", "hulp-aangekomen", "--case", "VL-9", "--school", "vlieger", "--owner", "leerkracht-groep5")
        await cli.run("person", "away", "leerkracht-groep5", "--from", "2026-12-01", "--until", "2026-12-02", "--deputy", "bestuur")
        await cli.run("snooze", "2", "--until", "2026-11-25", "--reason", "zwijgt", "--as", "leerkracht-groep5")
        let result = await cli.run("export", "--person", "leerkracht-groep5", "--format", "json")
        #expect(result.status == 0)
        let object = try result.object()
        let entry = try #require(object["configuration"] as? [String: Any])
        #expect(
            Set(entry.keys) == [
                "id", "name", "email", "school", "roles", "deputy", "language", "channels", "digest", "operator", "deputy_of",
            ])
        #expect(entry["email"] as? String == "groep5@vlieger.example" && entry["digest"] as? String == "none" && entry["operator"] as? Bool == false)
        let followUps = try #require(object["follow_ups"] as? [[String: Any]])
        #expect(followUps.map { $0["id"] as? Int } == [1, 2])
        #expect(followUps.map { $0["note"] as? String } == ["cursus in het voorjaar", nil])
        let history = try #require(object["history"] as? [[String: Any]])
        #expect(history.map { $0["action"] as? String } == ["opened", "opened", "away", "snoozed"])
        #expect(history.map { $0["was_actor"] as? Bool } == [false, false, false, true])
        for word in ["over een kind", "VL-9", "zwijgt", "bestuur"] { #expect(!result.output.contains(word), "\(word)") }
        // Nobody is told whether there is such a case.
        let other = await cli.run("export", "--person", "bestuur", "--format", "json").notes
        #expect(result.notes.contains("is not among it, if there are any") && result.notes.replacing("leerkracht-groep5", with: "bestuur") == other)
        #expect(await cli.run("export", "--person", "leerkracht-groep5", "--excluded-cases").output.contains("VL-9"))
        let table = await cli.run("export", "--person", "leerkracht-groep5").output
        #expect(table.contains("what is held about leerkracht-groep5") && table.contains("cursus in het voorjaar"))
        #expect(await cli.run("export", "--person", "niemand").notes.contains("there is no person \"niemand\""))
    }

    @Test("what is held about somebody who has left the configuration is still found, and what was done under a login")
    func former() async throws {
        let cli = try CommandLine()
        await cli.addArrival()
        await cli.run("assign", "1", "leerkracht-groep5")
        try cli.edit("opvolg.toml", replacing: "id       = \"leerkracht-groep5\"", with: "id       = \"leerkracht-groep6\"")
        let object = try await cli.run("export", "--person", "leerkracht-groep5", "--login", "annie", "--format", "json").object()
        #expect(object["configuration"] is NSNull)
        #expect((object["follow_ups"] as? [Any])?.count == 1)
        #expect((object["history"] as? [[String: Any]])?.map { $0["action"] as? String } == ["case-opened", "opened", "assigned"])
    }
}
