import Foundation
import TestSupport
import Testing

@Suite("The daemon", .serialized)
struct DaemonTests {
    static let monday = SMTPMailTests.monday

    private func start(_ instance: TestInstance, _ arguments: String...) async throws -> ProgramResult {
        try await ProgramRun.run(.built("opvolgd"), arguments, directory: instance.scratch.path, clock: instance.clock)
    }

    @Test("a second one on the same database, and --once beside it, say so and exit with 75")
    func second() async throws {
        let instance = try TestInstance(now: LifeTests.sunday)
        let daemon = try await instance.daemon()
        for result in [try await start(instance), try await start(instance, "--once")] {
            #expect(result.exitCode == 75)
            #expect(result.standardError.contains("another opvolgd runs on"))
        }
        // Also under another name of the same file.
        let text = try instance.scratch.text("opvolg.toml").replacing("\"opvolg.db\"", with: "\"./templates/../opvolg.db\"")
        try instance.scratch.write(text, to: "other.toml")
        #expect(try await start(instance, "--config", "other.toml").exitCode == 75)
        #expect(try await daemon.stop().exitCode == 0)
        #expect(try await start(instance, "--once").exitCode == 0)
    }

    @Test("what is wrong has a word in front on a terminal, and under systemd the priority that the journal reads")
    func priorities() async throws {
        let instance = try TestInstance(now: LifeTests.sunday)
        let daemon = try await instance.daemon()
        #expect(try await start(instance).standardError.contains("error: another opvolgd runs on"))
        let journal = try await ProgramRun.run(
            .built("opvolgd"), [], environment: ["JOURNAL_STREAM": "8:1234"], directory: instance.scratch.path, clock: instance.clock)
        #expect(journal.standardError.contains("<2>another opvolgd runs on"))
        #expect(try await daemon.stop().standardError.contains("\nstopped\n"))
    }

    @Test("files with mistakes keep it from starting: 78, and every mistake with its file on standard error")
    func mistakes() async throws {
        let instance = try TestInstance(now: LifeTests.sunday)
        let good = try instance.scratch.text("opvolg.toml")
        let catalogue = try instance.scratch.text("templates/meldcode.toml")
        let mail = try instance.scratch.text("templates/mail/nl/reminder.txt")

        try instance.scratch.write(
            good.replacing("language  = \"nl\"", with: "langauge = \"nl\"").replacing("\"always\"", with: "\"ever\""), to: "opvolg.toml")
        try instance.scratch.write(
            catalogue.replacing("then = [\"effect-volgen\"]", with: "then = [\"efect-volgen\"]"), to: "templates/meldcode.toml")
        for arguments in [[], ["--once"]] {
            let result = try await ProgramRun.run(.built("opvolgd"), arguments, directory: instance.scratch.path, clock: instance.clock)
            #expect(result.exitCode == 78)
            for mistake in ["opvolg.toml", "langauge", "policy.acute", "meldcode.toml", "efect-volgen"] {
                #expect(result.standardError.contains(mistake), "\(mistake) is not in\n\(result.standardError)")
            }
        }
        try instance.scratch.write(good, to: "opvolg.toml")
        try instance.scratch.write(catalogue, to: "templates/meldcode.toml")

        try instance.scratch.write(mail + "{{nobody}}\n{{> partial/none}}\n", to: "templates/mail/nl/reminder.txt")
        try instance.scratch.write("{ \"a\": {{nothing}} }", to: "templates/webhook/generic.json")
        let result = try await start(instance)
        #expect(result.exitCode == 78)
        for mistake in ["mail/nl/reminder.txt:", "nobody", "partial/none", "webhook/generic.json:1", "nothing"] {
            #expect(result.standardError.contains(mistake), "\(mistake) is not in\n\(result.standardError)")
        }
        try FileManager.default.removeItem(atPath: instance.scratch.file("opvolg.toml"))
        #expect(try await start(instance).exitCode == 78)
        #expect(try instance.scratch.names().contains("opvolg.db") == false)
    }

    @Test("what a command changes is sent at the next look")
    func hearsCommands() async throws {
        let instance = try TestInstance(now: "2026-11-23 10:00:00")
        let daemon = try await instance.daemon()
        try await daemon.look()
        try await instance.add("hulp-aangekomen", "--case", "VL-2026-014", "--school", "vlieger")
        try await daemon.look()
        #expect(try await instance.messages().map(\.summary) == ["2026-11-23T11:00:00+01:00 ib-vlieger 1"])
        #expect(try await instance.run("assign", "1", "ib-regenboog").exitCode == 0)
        try await daemon.look()
        #expect(try await instance.messages().map(\.summary).last == "2026-11-23T11:00:00+01:00 ib-regenboog 1")
        #expect(try await daemon.stop().exitCode == 0)
    }

    @Test("a good change is taken over at SIGHUP: a step, a deputy; a bad file changes nothing, and is told of")
    func reload() async throws {
        let server = try await SMTPTestServer(then: .recipient("550 5.1.1 unknown", only: "ib@vlieger.example"))
        let smtp = Edit.plainSMTP(server)
        let instance = try TestInstance(now: LifeTests.sunday, edit: { smtp($0).replacing("deputy = \"ib-regenboog\"", with: "") })
        try await instance.add("hulp-aangekomen", "--case", "VL-2026-014", "--school", "vlieger")
        let daemon = try await instance.daemon()
        try await daemon.look(at: Self.monday)
        // Without a deputy the people of the next step get it.
        #expect(try await instance.messages().map(\.recipient) == ["ib-vlieger", "directie-vlieger"])

        try instance.configure { smtp($0).replacing("\"-2sd owner\"", with: "\"-4sd owner\", \"-2sd owner\"") }
        try await daemon.reload()
        try await daemon.look(at: "2026-12-01 07:00:00")
        #expect(try await instance.messages().map(\.recipient).suffix(2) == ["ib-vlieger", "ib-regenboog"])

        try instance.configure { smtp($0).replacing("\"-2sd owner\"", with: "\"-2sd owne\"").replacing("[policy.acute]", with: "[policy.cute]") }
        try await daemon.reload()
        try await daemon.look(at: "2026-12-03 07:00:00")
        // The commands want a good one as well.
        try instance.configure { smtp($0).replacing("\"-2sd owner\"", with: "\"-4sd owner\", \"-2sd owner\"") }
        #expect(try await instance.messages().map(\.recipient).suffix(2) == ["ib-vlieger", "ib-regenboog"])
        #expect(try await instance.messages().count == 6)
        let result = try await daemon.stop()
        #expect(result.exitCode == 0)
        for reason in ["the configuration has been read again", "the old one goes on", "opvolg.toml", "owne", "cute"] {
            #expect(result.standardError.contains(reason), "\(reason) is not in\n\(result.standardError)")
        }
    }

    @Test("systemd hears that it is ready, alive, reloading and stopping, in that order, and the log is in journald's form")
    func supervised() async throws {
        let instance = try TestInstance(now: LifeTests.sunday)
        let watchdog = try Watchdog()
        let run = try ProgramRun.start(
            .built("opvolgd"), environment: watchdog.environment.merging(["JOURNAL_STREAM": "8:1"]) { $1 }, directory: instance.scratch.path,
            clock: instance.clock)
        var heard: [String] = []
        func wait(for line: String, after: Int = 0) async throws {
            try await run.waitUntil("it says \(line)") { _ in
                heard += watchdog.heard()
                return heard.dropFirst(after).contains(line)
            }
        }
        try await wait(for: "WATCHDOG=1")
        #expect(heard.prefix(2) == ["READY=1", "WATCHDOG=1"])
        let before = heard.count
        run.signal(SIGHUP)
        try await wait(for: "READY=1", after: before)
        let reload = heard.dropFirst(before).filter { $0 != "WATCHDOG=1" }
        #expect(reload.first == "RELOADING=1")
        #expect(reload.dropFirst().first?.wholeMatch(of: #/MONOTONIC_USEC=[0-9]+/#) != nil)
        #expect(reload.last == "READY=1")
        run.terminate()
        let result = try await run.end()
        heard += watchdog.heard()
        #expect(result.exitCode == 0)
        #expect(heard.last == "STOPPING=1")
        #expect(heard.filter { $0 == "STOPPING=1" }.count == 1)
        #expect(result.standardOutput.isEmpty)
        let lines = result.standardError.split(separator: "\n")
        #expect(!lines.isEmpty)
        #expect(lines.allSatisfy { $0.wholeMatch(of: #/<[2-7]>[^\p{Cc}]+/#) != nil }, "\(result.standardError)")
    }
}
