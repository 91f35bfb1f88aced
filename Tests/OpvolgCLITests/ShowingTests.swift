import Foundation
import Testing

@Suite("showing one thing, and what is to come")
struct ShowingTests {
    @Test("a follow-up is shown with its note, outcomes, telephone numbers, messages and history")
    func show() async throws {
        let cli = try CommandLine()
        await cli.run("add", "hulp-a", "--case", "VL-2026-014", "--school", "vlieger", "--note", "afspraak in het dossier")
        try await cli.pass(at: "2026-11-23T07:00:00Z")
        let text = await cli.run("show", "1").output
        for part in [
            "owner          ib (IB De Vlieger)", "note           afspraak in het dossier",
            "  ja          Ja, de hulp is begonnen: then effect-volgen",
            "0800-2000  Veilig Thuis (voorheen AMK)", "message 1 to ib-vlieger over mail: sent", "annie  opened  kind: hulp-aangekomen",
        ] { #expect(text.contains(part), "\(part) in \(text)") }
        let object = try await cli.run("show", "1", "--format", "json").object()
        #expect(object["note"] as? String == "afspraak in het dossier")
        #expect(object["steps_sent"] as? Int == 1)
        #expect((object["messages"] as? [[String: Any]])?.first?["follow_ups"] as? [Int] == [1])
        #expect((object["outcomes"] as? [[String: Any]])?.map { $0["id"] as? String } == ["ja", "wachtlijst", "nee", "vertrokken"])
        #expect(await cli.run("show", "2").status == 1)
    }

    @Test("a note is in no listing")
    func noteStays() async throws {
        let cli = try CommandLine()
        await cli.run("add", "hulp-a", "--case", "VL-2026-014", "--school", "vlieger", "--note", "afspraak in het dossier")
        for arguments in [["list", "--format", "json"], ["list"], ["history"], ["forecast"], ["preview", "1"]] {
            #expect(await !cli.run(arguments).output.contains("afspraak in het dossier"), "\(arguments)")
        }
    }

    @Test("a kind is shown with what each outcome leads to, the later times included")
    func kind() async throws {
        let cli = try CommandLine()
        await #expect(
            cli.run("kind", "show", "hulp-a").output
                .contains("then oudergesprek in 3sd, effect-volgen in 1w; from time 2 on instead weging, opschaling"))
        let object = try await cli.run("kind", "show", "hulp-a", "--format", "json").object()
        let outcomes = try #require(object["outcomes"] as? [[String: Any]])
        #expect(outcomes[1]["then"] as? [String] == ["hulp-aangekomen in 2w", "effect-volgen in 2w"])
        #expect(outcomes[1]["ends"] as? Bool == false)
        #expect(try await cli.run("kind", "show", "medewerker-t", "--format", "json").object()["owner"] as? String == "employee")
    }

    @Test("what its kind asks stands in a follow-up and in the kind itself, as text and as JSON")
    func help() async throws {
        let cli = try CommandLine()
        let asked = try #require(try await cli.run("kind", "show", "taak", "--format", "json").object()["help"] as? String)
        #expect(!asked.isEmpty)
        await cli.run("add", "taak", "--title", "Bellen", "--school", "vlieger", "--due", "2w", "--owner", "ib")
        for arguments in [["show", "1"], ["kind", "show", "taak"]] {
            #expect(await cli.run(arguments).output.contains(asked), "\(arguments)")
            #expect(try await cli.run(arguments + ["--format", "json"]).object()["help"] as? String == asked, "\(arguments)")
        }
    }

    @Test("the forecast tells who will get what, when and why")
    func forecast() async throws {
        let cli = try CommandLine()
        await cli.addArrival()
        let lines = await cli.run("forecast", "--days", "24").output
        #expect(
            lines == """
                WHEN              RECIPIENT         CHANNEL  FOLLOW-UP  STEP      REASON
                2026-11-23 08:00  ib-vlieger        mail     1          open      as owner
                2026-12-03 08:00  ib-vlieger        mail     1          -2sd      as owner
                2026-12-07 08:00  ib-vlieger        mail     1          0         as owner
                2026-12-09 08:00  ib-vlieger        mail     1          +2sd      as owner
                2026-12-14 08:00  directie-vlieger  mail                overview  as directie, in the digest
                2026-12-14 08:00  directie-vlieger  mail     1          +5sd      as directie, escalation
                2026-12-14 08:00  ib-vlieger        mail     1          +5sd      as owner, escalation

                """)
        #expect(
            try await cli.run("forecast", "--days", "1", "--format", "json").objects().map { $0["at"] as? String } == ["2026-11-23T08:00:00+01:00"])
        #expect(await cli.run("forecast", "--days", "0").status == 64)
    }

    @Test("a preview shows the mail in each form, of a follow-up and of any kind")
    func preview() async throws {
        let cli = try CommandLine()
        await cli.addArrival()
        let mail = await cli.run("preview", "1").output
        #expect(mail.hasPrefix("Opvolging 1: actie vóór") || mail.hasPrefix("Opvolging 1: actie uiterlijk"))
        #expect(await cli.run("preview", "1", "--as", "html").output.contains("<html"))
        #expect(await cli.run("preview", "1", "--as", "eml").output.contains("X-Opvolg-Follow-Ups: 1\r\n"))
        for kind in try await cli.run("kind", "list", "--format", "json").objects().compactMap({ $0["id"] as? String }) {
            let result = await cli.run("preview", kind)
            #expect(result.status == 0, "\(kind): \(result.notes)")
        }
        #expect(await cli.run("preview", "7").status == 1)
        #expect(await cli.run("preview", "nonsense").status == 1)
    }

    @Test("a message is shown with the reminders that it holds")
    func message() async throws {
        let cli = try CommandLine()
        await cli.addArrival()
        await cli.addArrival(case: "VL-2026-015")
        try await cli.pass(at: "2026-11-23T07:00:00Z", .failed(error: "550 no such user"))
        let failed = try await cli.run("message", "list", "--failed", "--format", "json").objects()
        #expect(failed.map { $0["follow_ups"] as? [Int] } == [[1, 2]])
        #expect(failed.first?["last_error"] as? String == "550 no such user")
        let text = await cli.run("message", "show", "1").output
        #expect(text.contains("last error    550 no such user"))
        #expect(text.contains("  follow-up 2  step open, as owner"))
        #expect(await cli.run("message", "show", "99").status == 1)
    }

    @Test("the history is of one follow-up, of one case, or of everything")
    func history() async throws {
        let cli = try CommandLine()
        await cli.addArrival()
        await cli.addArrival(case: "VL-2026-015")
        await cli.run("close", "1", "nee", "--reason", "niet geweest")
        #expect(try await cli.run("history", "1", "--format", "json").objects().map { $0["action"] as? String } == ["opened", "closed"])
        #expect(try await cli.run("history", "--case", "VL-2026-015", "--format", "json").objects().count == 2)
        #expect(await cli.run("history").output.contains("status: open → closed; outcome: nee; reason: niet geweest"))
        #expect(await cli.run("history", "9").status == 1)
        #expect(await cli.run("history", "1", "--case", "VL-2026-015").status == 64)
    }

    @Test("the graph has a cluster for each step, every kind, and an edge for what each outcome leads to, exceptions dashed")
    func graph() async throws {
        let result = try await CommandLine().run("kind", "graph")
        #expect(result.status == 0)
        let lines = result.output.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
        #expect(lines.first == "digraph meldcode {" && lines.last == "}")
        let clusters = lines.filter { $0.hasPrefix("graph [label=") }.compactMap { $0.split(separator: "\"").dropFirst().first }
        #expect(
            clusters == ["Stap 1", "Stap 2", "Stap 3", "Stap 4", "Stap 5a", "Stap 5b", "Praktijk", "Deel II", "Per school", "Per medewerker", "Vrij"])
        #expect(
            lines.count { $0.hasPrefix("\"hulp-aangekomen\" [label=\"Is de ouder aangekomen bij\\nde hulp?\\nintern begeleider · 2w\"") }
                == 1)
        func edge(_ start: String, with part: String) -> Bool { lines.contains { $0.hasPrefix(start) && $0.contains(part) } }
        #expect(edge("\"hulp-aangekomen\" -> \"oudergesprek\" [label=\"nee\"", with: "color"))
        #expect(edge("\"hulp-aangekomen\" -> \"weging\" [label=\"wachtlijst, vanaf keer 3\\nnee, vanaf keer 2\"", with: "style=dashed"))
        #expect(!edge("\"hulp-aangekomen\" -> \"oudergesprek\"", with: "dashed"))
    }
}
