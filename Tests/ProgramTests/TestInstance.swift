import Foundation
import TestSupport

/// An installation of two schools in a scratch folder, with `contract.toml`, the shipped templates and a clock that the test moves.
final class TestInstance: Sendable {
    let scratch: ScratchDirectory
    let clock: FakeClock

    /// - Parameters:
    ///   - now: in UTC, as `2026-11-22 11:00:00`.
    ///   - casesHaveChecks: whether each case has the check that comes round, as the shipped catalogue has it; without, what a test opens in a case is all
    ///     there is.
    ///   - edit: changes the text of the configuration.
    init(now: String, casesHaveChecks: Bool = false, edit: (String) -> String = { $0 }) throws {
        scratch = try ScratchDirectory("instance")
        clock = try FakeClock(now)
        let fixture = Program.repository.appending(path: "Tests/ConfigurationTests/Fixtures/contract.toml")
        try scratch.write(edit(String(contentsOf: fixture, encoding: .utf8)), to: "opvolg.toml")
        try FileManager.default.copyItem(at: Program.repository.appending(path: "templates"), to: URL(filePath: scratch.file("templates")))
        if casesHaveChecks { return }
        let catalogue = try String(contentsOfFile: scratch.file("templates/meldcode.toml"), encoding: .utf8)
        try scratch.write(catalogue.replacing("\ncheck = \"dossier-controle\"\n", with: "\n"), to: "templates/meldcode.toml")
    }

    /// Runs a command as a person would, in the folder of the instance.
    func run(_ arguments: String...) async throws -> ProgramResult { try await run(arguments) }

    func run(_ arguments: [String]) async throws -> ProgramResult {
        try await ProgramRun.run(.built("opvolg"), arguments, directory: scratch.path, clock: clock)
    }

    /// Runs a command that has to succeed, and reads its JSON.
    func json<Value: Decodable>(_ arguments: [String], as type: Value.Type = Value.self) async throws -> Value {
        let result = try await ProgramRun.run(.built("opvolg"), arguments + ["--format", "json"], directory: scratch.path, clock: clock)
        guard result.exitCode == 0 else { throw Failed(arguments: arguments, result: result) }
        return try JSONDecoder().decode(Value.self, from: Data(result.standardOutput.utf8))
    }

    @discardableResult
    func add(_ arguments: String...) async throws -> FollowUpJSON { try await json(["add"] + arguments) }

    func messages() async throws -> [MessageJSON] { try await json(["message", "list"]) }

    func passOnce(environment: [String: String] = [:]) async throws -> ProgramResult {
        try await ProgramRun.run(.built("opvolgd"), ["--once"], environment: environment, directory: scratch.path, clock: clock)
    }

    /// One pass of `opvolgd --once` at each of many instants (UTC, `2026-11-22 11:00:00`), in order, started by a shell as cron would.
    func passes(at instants: [String]) async throws -> ProgramResult {
        var environment = try clock.environment()
        environment["FAKETIME_TIMESTAMP_FILE"] = nil
        let preload = environment.removeValue(forKey: "LD_PRELOAD") ?? ""
        try scratch.write(instants.joined(separator: "\n") + "\n", to: "instants")
        let script = """
            while read -r instant; do
                FAKETIME="$instant" LD_PRELOAD="\(preload)" '\(Program.built("opvolgd").path)' --once || exit 1
            done < instants
            """
        let result = try await ProgramRun.run(
            Program(path: "/bin/sh"), ["-c", script], environment: environment, directory: scratch.path, within: .seconds(900))
        // What is asked afterwards is asked at the last of them: a clock that goes back says that they were wrong.
        if let last = instants.last { try clock.move(to: last) }
        return result
    }

    /// The mails in the Maildir, read by Python.
    func mails() async throws -> [ReadMail] {
        // There is no Maildir before the first mail.
        guard FileManager.default.fileExists(atPath: scratch.file("mail/new")) else { return [] }
        var read: [ReadMail] = []
        for name in try scratch.names(in: "mail/new").sorted() { read.append(try await MailReader.read(scratch.data("mail/new/\(name)"))) }
        return read
    }

    struct Failed: Error, CustomStringConvertible {
        let arguments: [String]
        let result: ProgramResult
        var description: String { "opvolg \(arguments.joined(separator: " ")) ended with \(result.exitCode): \(result.standardError)" }
    }
}

struct FollowUpJSON: Decodable, Equatable {
    let id: Int
    let kind: String
    let status: String
    let due: String
    let overdue: Bool
    let school: String
    let `case`: String?
    let person: String?
    let owner: String
    let round: Int
    let next_reminder: String?
    let outcome: String?
}

struct MessageJSON: Decodable, Equatable {
    let id: Int
    let recipient: String
    let channel: String
    let state: String
    let attempts: Int
    let next_attempt: String?
    let last_error: String?
    let message_id: String
    let follow_ups: [Int]
    let overview_of: [String]
    let sent_at: String?

    /// `2026-12-07T08:00:00+01:00 ib-vlieger 1`
    var summary: String { "\(sent_at ?? state) \(recipient) \(follow_ups.map(String.init).joined(separator: "+"))" }
}

struct ForecastJSON: Decodable, Hashable {
    let at: String
    let recipient: String
    let channel: String
    let follow_up: Int?
    let step: String
}
