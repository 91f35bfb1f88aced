import Foundation
import Testing
import TestSupport

@Suite("usage and exit codes")
struct UsageTests {
    @Test(
        "wrong usage is exit code 64, told on standard error",
        arguments: [
            ["nonsense"], ["list", "--nonsense"], ["close", "1"], ["show", "one"], ["add"], ["list", "--format", "xml"],
            ["list", "--before", "soon"],
            ["list", "--overdue", "--status", "closed"], ["close", "1", "ja", "--on", "yesterday"], ["cancel", "1"],
        ])
    func wrongUsage(arguments: [String]) async throws {
        let result = try await CommandLine().run(arguments)
        #expect(result.status == 64)
        #expect(result.output == "")
        #expect(result.notes.contains("Usage: opvolg"))
    }

    @Test("help and version are what was asked for: standard output, exit code 0")
    func help() async throws {
        let cli = try CommandLine()
        for arguments in [["--help"], [], ["help", "add"], ["add", "--help"], ["person"]] {
            let result = await cli.run(arguments)
            #expect((result.status, result.notes) == (0, ""))
            #expect(result.output.contains("USAGE: opvolg"))
        }
        #expect(await cli.run("--version").output.count < 20)
    }

    @Test("a changed configuration counts at once: next instants are computed again by the first command that shows them")
    func replans() async throws {
        let cli = try CommandLine()
        await cli.addArrival()
        #expect(try await cli.run("list", "--format", "json").objects().first?["next_reminder"] as? String == "2026-11-23T08:00:00+01:00")
        try cli.edit("opvolg.toml", replacing: "school 08:00-17:00", with: "school 09:30-17:00")
        #expect(try await cli.run("list", "--format", "json").objects().first?["next_reminder"] as? String == "2026-11-23T09:30:00+01:00")
    }

    @Test("the configuration is found before or behind the command, and in the environment")
    func configuration() async throws {
        let cli = try CommandLine()
        cli.environment = [:]
        #expect(await cli.run("list", "--config", cli.file).status == 0)
        #expect(await cli.run("--config", cli.file, "list").status == 0)
        cli.environment = ["OPVOLG_CONFIG": cli.file]
        #expect(await cli.run("list").status == 0)
    }
}

@Suite("the built program")
struct ProgramTests {
    @Test("it separates what was asked for from what there is to say, and ends with the contract's codes")
    func streams() async throws {
        let cli = try CommandLine()
        let clock = try FakeClock("2026-11-22 11:00:00")
        func opvolg(_ arguments: String...) async throws -> ProgramResult {
            try await ProgramRun.run(.built("opvolg"), arguments, directory: cli.scratch.path, clock: clock)
        }
        let added = try await opvolg("add", "hulp-a", "--case", "VL-2026-014", "--school", "vlieger")
        #expect(added.exitCode == 0)
        #expect(added.standardOutput.hasSuffix("due 2026-12-07, owner ib\n"))
        #expect(added.standardError == "")
        let refused = try await opvolg("close", "1", "misschien")
        #expect((refused.exitCode, refused.standardOutput) == (1, ""))
        #expect(refused.standardError.hasPrefix("opvolg: there is no outcome"))
        #expect(try await opvolg("close").exitCode == 64)
        #expect(try await opvolg("status").exitCode == 0)
        #expect(try await opvolg("list", "--config", "nothing.toml").exitCode == 78)
        let json = try await opvolg("overdue", "--format", "json")
        #expect((json.standardOutput, json.standardError) == ("[]\n", ""))
    }

    @Test("what cannot be written to standard output is a failure")
    func fullDisk() async throws {
        let cli = try CommandLine()
        let shell = try await ProgramRun.run(
            Program(path: "/bin/sh"), ["-c", "\"$1\" kind list > /dev/full", "sh", Program.built("opvolg").path], directory: cli.scratch.path)
        #expect(shell.exitCode == 1)
        #expect(shell.standardError.contains("cannot write to standard output"))
    }
}
