import Foundation
import TestSupport
import Testing

/// Runs what the README and docs/commands.md show.
@Suite("The README and the page of commands")
struct ReadmeTests {
    private let text: String

    init() throws {
        text = try ["README.md", "docs/commands.md"].map { try String(contentsOf: Program.repository.appending(path: $0), encoding: .utf8) }.joined()
    }

    /// The fenced blocks in which a line starts with one of our programs, line by line.
    private var blocks: [[String]] {
        let parts = text.split(separator: "\n```", omittingEmptySubsequences: false).enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
        return parts.map { $0.split(separator: "\n").map(String.init) }.filter { $0.contains { $0.contains(#/^opvolgd? /#) } }
    }

    @Test("every command in them works, one block after the other, and leads a case from the first signal to its closing in under fifteen")
    func everyCommand() async throws {
        let scratch = try ScratchDirectory("readme")
        let clock = try FakeClock("2026-11-23 09:00:00")
        let programs = URL(filePath: Program.built("opvolg").path).deletingLastPathComponent().path(percentEncoded: false)
        let path = "\(programs):\(ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")"
        let script = blocks.map { $0.joined(separator: "\n") }.joined(separator: "\n")
        let result = try await ProgramRun.run(
            Program(path: "/bin/sh"), ["-euc", script], environment: ["PATH": path], directory: scratch.path, clock: clock)
        #expect(result.exitCode == 0, "\(script)\n\(result.standardError)")

        let story = try #require(blocks.first { $0.contains { $0.hasPrefix("opvolg case open") } })
        let commands = story.filter { $0.hasPrefix("opvolg") }
        #expect(commands.count < 15, "\(commands.count) commands")
        let code = try #require(commands.first?.split(separator: " ").first { $0.contains(#/^[A-Z]+-20/#) }.map(String.init))
        let cases: [CaseJSON] = try await JSONDecoder().decode(
            [CaseJSON].self,
            from: Data(
                ProgramRun.run(
                    .built("opvolg"), ["case", "list", "--status", "closed", "--format", "json"], directory: scratch.file("school"), clock: clock
                ).standardOutput.utf8))
        #expect(cases.map(\.code) == [code])
    }

    private struct CaseJSON: Decodable {
        let code: String
    }

    @Test("every command that there is stands in them, and they name none that there is not")
    func complete() async throws {
        let help = try await ProgramRun.run(.built("opvolg"), ["--help"]).standardOutput
        let there = Set(help.split(separator: "\n").compactMap { $0.firstMatch(of: #/^  ([a-z][a-z-]+)( {2,}|$)/#).map { String($0.1) } })
            .subtracting([
                "help"
            ])
        #expect(there.contains("case") && there.contains("forecast"), "\(help)")
        let named = Set(text.matches(of: #/(?:^|[`(|] ?)opvolg ([a-z-]+)/#.anchorsMatchLineEndings()).map { String($0.1) }).subtracting(["help"])
        #expect(there.subtracting(named) == [], "these are not in docs/commands.md")
        #expect(named.subtracting(there) == [], "these are in README.md or docs/commands.md only")
    }
}
