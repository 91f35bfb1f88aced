import FollowUps
import Foundation
import OpvolgCLI
import Store
import Testing
import TestSupport

/// A person at the command line, in a scratch instance with `contract.toml` and the shipped templates, at a moment that the test sets.
final class CommandLine {
    /// What one command line did.
    struct Result {
        let status: Int32
        let output: String
        let notes: String

        /// Standard output as one JSON value.
        func json() throws -> Any { try JSONSerialization.jsonObject(with: Data(output.utf8), options: .fragmentsAllowed) }

        func object() throws -> [String: Any] { try #require(try json() as? [String: Any]) }

        func objects() throws -> [[String: Any]] { try #require(try json() as? [[String: Any]]) }
    }

    private final class Recorder: CommandOutput {
        var output: [UInt8] = []
        var notes = ""

        func write(_ bytes: [UInt8]) { output += bytes }
        func note(_ text: String) { notes += text + "\n" }
    }

    static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    static let contract = repository.appending(path: "Tests/ConfigurationTests/Fixtures/contract.toml")

    let scratch: ScratchDirectory
    var now: Date
    var environment: [String: String]
    /// The file that stands for standard input.
    var standardInput = "/dev/null"
    /// As if the program had been built in the repository.
    var executable = CommandLine.repository.appending(path: ".build/debug/opvolg").path

    /// Root is refused nothing, whatever it is called.
    var account = Account("annie", isRoot: true)

    /// Bytes on the disk; plenty unless said otherwise.
    var freeSpace: Int64? = 5_000_000_000

    var file: String { scratch.file("opvolg.toml") }
    var database: String { scratch.file("opvolg.db") }

    /// On Sunday 22 November 2026 at 12:00 in Amsterdam unless said otherwise.
    ///
    /// - Parameter casesHaveChecks: whether each case has the check that comes round, as the shipped catalogue has it; without, what a test opens in a case
    ///   is all there is.
    init(_ now: String = "2026-11-22T11:00:00Z", casesHaveChecks: Bool = false, configuration: ((String) -> String)? = nil) throws {
        scratch = try ScratchDirectory("instance")
        self.now = try CommandLine.instant(now)
        environment = ["OPVOLG_CONFIG": scratch.file("opvolg.toml")]
        let contract = try String(contentsOf: CommandLine.contract, encoding: .utf8)
        try scratch.write(configuration?(contract) ?? contract, to: "opvolg.toml")
        try FileManager.default.copyItem(
            at: CommandLine.repository.appending(path: "templates"), to: URL(filePath: scratch.file("templates")))
        if !casesHaveChecks { try edit("templates/meldcode.toml", replacing: "\ncheck = \"dossier-controle\"\n", with: "\n") }
    }

    static func instant(_ text: String) throws -> Date { try Date(text, strategy: .iso8601) }

    @discardableResult
    func run(_ arguments: String...) async -> Result { await run(arguments) }

    func run(_ arguments: [String]) async -> Result {
        let recorder = Recorder()
        let context = CommandContext(
            now: now, environment: environment, executable: executable, account: { [account] in account }, output: recorder,
            freeSpace: { [freeSpace] _ in freeSpace },
            standardInput: standardInput)
        let status = await Opvolg.run(arguments, in: context)
        return Result(status: status, output: String(decoding: recorder.output, as: UTF8.self), notes: recorder.notes)
    }

    /// A `hulp-aangekomen` for a case of De Vlieger, which is due on Monday 7 December 2026.
    @discardableResult
    func addArrival(case code: String = "VL-2026-014", school: String = "vlieger") async -> Result {
        await run("add", "hulp-aangekomen", "--case", code, "--school", school)
    }

    /// Puts something in a file of the instance in the place of something else.
    func edit(_ name: String, replacing old: String, with new: String) throws {
        let text = try String(contentsOfFile: scratch.file(name), encoding: .utf8)
        try #require(text.contains(old))
        try scratch.write(text.replacing(old, with: new), to: name)
    }
}
