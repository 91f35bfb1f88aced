import FollowUps
import Foundation
import OpvolgCLI
import Store
import Testing

@Suite("opvolg standby promote")
struct StandbyTests {
    /// An instance that was promoted on another machine: its database came here without the id beside it.
    private func copied() async throws -> CommandLine {
        let cli = try CommandLine(configuration: { $0 + "\n[standby]\nfence = \"fence\"\n" })
        try FileManager.default.createDirectory(atPath: cli.scratch.file("fence"), withIntermediateDirectories: true)
        await cli.addArrival()
        _ = try await Store(path: cli.database).outbox.standbyFinding(fence: cli.scratch.file("fence"), at: cli.now)
        try await cli.pass(at: "2026-11-23T07:00:00Z")
        try FileManager.default.removeItem(atPath: cli.database + ".machine")
        return cli
    }

    @Test("a machine in whose place another works refuses every change, says why and what to do, and is critical")
    func retired() async throws {
        let cli = try await copied()
        let refused = await cli.run("close", "1", "ja")
        #expect(refused.status == 1)
        #expect(refused.notes.contains("another machine works with these data since 2026-11-22T11:00:00Z (generation 1), so this one sends nothing"))
        #expect(refused.notes.contains("run: opvolg standby promote"))
        #expect(try await cli.run("list", "--format", "json").objects().map { $0["status"] as? String } == ["open"])
        let status = await cli.run("status")
        #expect(status.status == 2 && status.output.hasPrefix("critical: another machine works with these data"), "\(status.output)")
        #expect(try await cli.run("status", "--format", "json").object()["retired"] as? Bool == true)
    }

    @Test("is refused while the first machine was at work less than five minutes ago, and says from when it is not")
    func seen() async throws {
        let cli = try await copied()
        cli.now = try CommandLine.instant("2026-11-23T07:04:00Z")
        let refused = await cli.run("standby", "promote")
        #expect(refused.status == 1)
        #expect(refused.notes.contains("at work at 2026-11-23T07:00:00Z") && refused.notes.contains("after 2026-11-23T07:05:00Z"), "\(refused.notes)")
        #expect(refused.notes.contains("--now"))
        #expect(await cli.run("close", "1", "ja").status == 1)
        #expect(await cli.run("standby", "promote", "--now").status == 0)
        #expect(await cli.run("close", "1", "ja").status == 0)
    }

    @Test("says what was sent, what may come twice, and whether the other can learn of it; the history has it")
    func report() async throws {
        let cli = try await copied()
        cli.now = try CommandLine.instant("2026-11-23T07:05:00Z")
        let promoted = await cli.run("standby", "promote", "--as", "directie-vlieger")
        #expect(promoted.status == 0, "\(promoted.notes)")
        #expect(promoted.notes.isEmpty)
        #expect(promoted.output.hasPrefix("this machine works now: generation 2\nthe first was last at work at 2026-11-23T08:00:00+01:00; "))
        #expect(promoted.output.contains("not sent again: 1 messages\n  2026-11-23 08:00  ib-vlieger  mail  follow-up 1\n"), "\(promoted.output)")
        #expect(promoted.output.contains("nothing will come twice"))
        #expect(await cli.run("history").output.contains("directie-vlieger (through annie)  promoted"))
        #expect(await cli.run("history", "verify").status == 0)
        #expect(await cli.run("standby", "promote").notes.contains("is the one that works already"))
        let again = try await cli.run("standby", "promote", "--now", "--format", "json").object()
        #expect(again["generation"] as? Int == 3 && again["fence"] as? Bool == true)
    }

    @Test("without a fence is done, and warns that the other machine cannot learn of it")
    func withoutFence() async throws {
        let cli = try CommandLine()
        await cli.addArrival()
        let promoted = await cli.run("standby", "promote")
        #expect(promoted.status == 0)
        #expect(promoted.notes.contains("there is no [standby] fence") && promoted.notes.contains("make sure that opvolgd never starts there again"))
    }

    @Test("opvolg check warns of a fence that is not there")
    func check() async throws {
        let cli = try await copied()
        #expect(await !cli.run("check").notes.contains("[standby] fence"))
        try FileManager.default.removeItem(atPath: cli.scratch.file("fence"))
        let check = await cli.run("check")
        #expect(check.notes.contains("warning: [standby] fence: \(cli.scratch.file("fence")) cannot be written to"), "\(check)")
    }

    @Test("is for whoever administers the service")
    func rights() async throws {
        let cli = try await copied()
        cli.account = Account("juf", isRoot: false)
        let refused = await cli.run("standby", "promote", "--now")
        #expect(refused.status == 1)
        #expect(try await Store(path: cli.database).outbox.standbyFinding(fence: nil, at: cli.now).maySend == false)
    }
}
