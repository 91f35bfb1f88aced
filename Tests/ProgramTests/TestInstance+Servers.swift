import Foundation
import TestSupport

/// Edits of `contract.toml`.
enum Edit {
    typealias Text = @Sendable (String) -> String

    /// Puts a mail server in the place of the Maildir; `keys` are lines of `[mail]`.
    static func smtp(_ server: SMTPTestServer, scheme: String = "smtp", _ keys: String...) -> Text {
        let lines = ["transport = \"smtp\"", "url = \"\(server.url(scheme: scheme))\""] + keys
        return { $0.replacing("transport = \"maildir\"", with: lines.joined(separator: "\n")) }
    }

    /// A mail server that wants neither TLS nor a login.
    static func plainSMTP(_ server: SMTPTestServer, _ keys: String...) -> Text {
        let lines = ["transport = \"smtp\"", "url = \"\(server.url())\"", "tls = \"none\""] + keys
        return { $0.replacing("transport = \"maildir\"", with: lines.joined(separator: "\n")) }
    }

    /// Turns the contract's webhook on, and lets its person have everything at once and not in a digest.
    static func webhook(_ server: WebhookTestServer) -> Text {
        {
            withoutDigests(
                $0.replacing("https://hooks.perspectief.example/directie", with: server.url())
                    .replacing("enabled     = false", with: "enabled     = true"))
        }
    }

    /// Everybody has everything at once, and nobody an overview.
    static let withoutDigests: Text = { $0.replacing("digest   = \"weekly monday\"", with: "digest   = \"none\"") }
}

extension TestInstance {
    /// Writes the configuration anew.
    func configure(_ edit: (String) -> String) throws {
        let fixture = Program.repository.appending(path: "Tests/ConfigurationTests/Fixtures/contract.toml")
        try scratch.write(edit(String(contentsOf: fixture, encoding: .utf8)), to: "opvolg.toml")
    }

    /// Starts the daemon, and returns when it is ready.
    func daemon(_ arguments: String..., environment: [String: String] = [:]) async throws -> RunningDaemon {
        let watchdog = try Watchdog()
        let run = try ProgramRun.start(
            .built("opvolgd"), arguments, environment: watchdog.environment.merging(environment) { $1 }, directory: scratch.path, clock: clock)
        var heard: [String] = []
        try await run.waitUntil("it is ready") { _ in
            heard += watchdog.heard()
            return heard.contains("READY=1")
        }
        return RunningDaemon(run: run, watchdog: watchdog, clock: clock)
    }

    /// The message to somebody, when there is just one.
    func message(to recipient: String, over channel: String = "mail") async throws -> MessageJSON? {
        let found = try await messages().filter { $0.recipient == recipient && $0.channel == channel }
        return found.count == 1 ? found.first : nil
    }
}

extension TestInstance {
    /// Asks the database by a program of its own; it is not written to, nor is what a killed process left behind put right by this.
    func query(_ sql: String) async throws -> [[String]] {
        let file = "file:\(scratch.file("opvolg.db"))?mode=ro"
        let result = try await ProgramRun.run(
            Program(path: "/usr/bin/sqlite3"), ["-batch", "-separator", "|", "-cmd", ".timeout 20000", file, sql])
        guard result.exitCode == 0 else { throw Failed(arguments: [sql], result: result) }
        return result.standardOutput.split(separator: "\n").map { $0.split(separator: "|", omittingEmptySubsequences: false).map(String.init) }
    }
}

/// A daemon that has said that it is ready.
struct RunningDaemon {
    let run: ProgramRun
    let watchdog: Watchdog
    let clock: FakeClock

    /// Moves the clock, and waits until the daemon has looked at what is due then.
    func look(at instant: String) async throws {
        try clock.move(to: instant)
        try await look()
    }

    func look() async throws { try await watchdog.waitForALook(run) }

    func stop() async throws -> ProgramResult {
        run.terminate()
        return try await run.end()
    }

    /// Has it read its files again, and waits until it has said what it thinks of them.
    func reload() async throws {
        _ = watchdog.heard()
        var heard: [String] = []
        run.signal(SIGHUP)
        try await run.waitUntil("it has reloaded") { _ in
            heard += watchdog.heard()
            return heard.drop { $0 != "RELOADING=1" }.contains("READY=1")
        }
    }
}

extension SMTPTestServer.Received {
    /// Without angle brackets.
    var messageID: String { String(String(decoding: content, as: UTF8.self).firstMatch(of: #/(?m)^Message-ID: <([^>]*)>/#)?.1 ?? "") }
}

extension SMTPTestServer {
    /// How many times each message was received whole, by its Message-ID.
    var copies: [String: Int] { get throws { Dictionary(try messages.map { ($0.messageID, 1) }, uniquingKeysWith: +) } }
}
