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
    /// Asked for only when something is changed.
    public let loginName: () -> String
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
        now: Date, environment: [String: String], executable: String, loginName: @escaping () -> String, output: any CommandOutput,
        freeSpace: @escaping (String) -> Int64? = FreeSpace.besides, newID: @escaping @Sendable () -> UUID = { UUID() },
        standardInput: String = "/dev/stdin"
    ) {
        self.now = now
        self.environment = environment
        self.executable = executable
        self.loginName = loginName
        self.output = output
        self.freeSpace = freeSpace
        self.newID = newID
        self.standardInput = standardInput
    }

    /// The real world. Nothing else in this target reads the clock.
    public static func ofThisProcess() -> CommandContext {
        CommandContext(
            now: Date(), environment: ProcessInfo.processInfo.environment, executable: executablePath() ?? CommandLine.arguments.first ?? "opvolg",
            loginName: { ownName() ?? "user \(getuid())" }, output: StandardStreams())
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

    /// The database with its rules; computes next instants again first when the rules have changed.
    func instance(_ option: ConfigurationOption) async throws -> Instance {
        let settings = try settings(option)
        let store = try Store(path: settings.service.database)
        let instance = Instance(settings: try await settings.goingOn(with: store), store: store, now: now)
        _ = try await instance.store.outbox.replan(with: instance.rules, at: now)
        return instance
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

    private static func ownName() -> String? { getpwuid(getuid()).map { String(cString: $0.pointee.pw_name) } }
}
