import Configuration
import Foundation
import FollowUps
import Store

/// What a command gets from outside, so that tests can replace it.
public struct CommandContext {
    public let now: Date
    public let environment: [String: String]
    /// The path of the running program; the shipped templates are found from there.
    public let executable: String
    public let account: () -> Account
    public let output: any CommandOutput
    /// In bytes, on the disk of a file; nil when unknown.
    public let freeSpace: (String) -> Int64?
    /// For a new message.
    public let newID: @Sendable () -> UUID
    /// The file that `-` stands for.
    public let standardInput: String
    /// From a `--config` or `--board` before the command's name.
    var configuration: String?
    var board: BoardName?
    var ahead: SettingsAhead?

    public init(
        now: Date, environment: [String: String], executable: String, account: @escaping () -> Account, output: any CommandOutput,
        freeSpace: @escaping (String) -> Int64? = FreeSpace.besides, newID: @escaping @Sendable () -> UUID = { UUID() },
        standardInput: String = "/dev/stdin"
    ) {
        self.now = now
        self.environment = environment
        self.executable = executable
        self.account = account
        self.output = output
        self.freeSpace = freeSpace
        self.newID = newID
        self.standardInput = standardInput
    }

    /// The real world. Nothing else in this target reads the clock.
    public static func ofThisProcess() -> CommandContext {
        CommandContext(
            now: Date(), environment: ProcessInfo.processInfo.environment, executable: executablePath() ?? ProgramArguments.file() ?? "opvolg",
            account: Account.ofThisProcess, output: StandardStreams())
    }

    /// Throws `ConfigurationFile.NotFound`.
    func configurationFile(_ option: ConfigurationOption) throws -> String {
        // What stands behind the command's name goes before what stands before it.
        if let board = option.board { return board.configurationFile }
        return try ConfigurationFile.find(option: option.file ?? configuration, board: board, environment: environment)
    }

    func settings(_ option: ConfigurationOption) throws -> Settings {
        let file = try configurationFile(option)
        return try ahead?.settings(from: file) ?? Settings.load(from: file)
    }

    /// The database with its rules, for whoever runs the command; computes next instants again first when the rules have changed.
    ///
    /// - Parameter asked: whom `--as` names.
    func instance(_ option: ConfigurationOption, as asked: String?) async throws -> Instance {
        let opened = try openedAhead(option)
        let read = try self.settings(option)
        let identity = try self.identity(asked: asked, read)
        let path = read.service.database
        let store = try opened.flatMap { $0.path == path ? try $0.result.get() : nil } ?? Store(path: path)
        let settings = try await read.goingOn(with: store)
        // A machine that has come back learns here too that another has taken over: then it refuses every change, and shows what it had.
        let standby = try await store.outbox.standbyFinding(fence: settings.standby.fence, claiming: false, at: now)
        if case .retired(let other) = standby {
            warn(["these data may be out of date: another machine works since \(other.claimedAt.formatted(.iso8601))"])
        }
        _ = try await store.outbox.replan(with: settings.rules, at: now)
        var visibility: Visibility?
        if let person = identity.person { visibility = try await store.visibility.visibility(of: person.id, rules: settings.rules, at: now) }
        return Instance(settings: settings, store: store, now: now, identity: identity, visibility: visibility)
    }

    /// The database, opened while the rest of the files is being read. What is wrong with those comes first, and until it is mended nothing is made or
    /// migrated.
    private func openedAhead(_ option: ConfigurationOption) throws -> (path: String, result: Result<Store?, any Error>)? {
        guard let path = ahead?.database(namedIn: try configurationFile(option)) else { return nil }
        return (path, Result { try Store(present: path) })
    }

    /// The database as it is. Throws a `CommandError` when there is none: looking must not create it.
    func presentStore(_ option: ConfigurationOption) throws -> Store { try settings(option).presentStore() }

    func write(_ report: some Report, as format: OutputFormat) throws { try report.write(as: format, to: output.write) }

    /// For the person at the keyboard. The command succeeds all the same.
    func warn(_ warnings: [String]) { for warning in warnings { output.note("opvolg: \(warning)") } }

    private static func executablePath() -> String? {
        var path = [UInt8](repeating: 0, count: Int(PATH_MAX))
        let length = readlink("/proc/self/exe", &path, path.count)
        return length > 0 ? String(decoding: path[..<length], as: UTF8.self) : nil
    }
}
