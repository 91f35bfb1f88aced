import Foundation
import Synchronization

/// A program that runs, or has run, in its own process.
///
///     let result = try await ProgramRun.run(.built("opvolg"), ["list", "--format", "json"], directory: scratch.path)
///
///     let daemon = try ProgramRun.start(.built("opvolgd"), ["--config", file], clock: clock)
///     try await daemon.waitUntil("it is ready") { $0.standardError.contains("ready") }
///     daemon.terminate()
///     let end = try await daemon.end()
///
/// Its environment has only `PATH`, `LANG`, `HOME`, `TZ=UTC` and what is given. It is killed when this object goes.
public final class ProgramRun: Sendable {
    public enum Input: Sendable {
        case nothing
        case data(Data)
        /// A pipe that stays open as long as this object.
        case open
    }

    public let processIdentifier: Int32
    private let path: String
    private let scratch: ScratchDirectory
    private let pipe: Pipe?
    private let exit: ExitRecord

    /// Starts a program without waiting for it. A nil `directory` is a scratch directory; a nil `clock` is the machine's.
    public static func start(
        _ program: Program, _ arguments: [String] = [], environment: [String: String] = [:], input: Input = .nothing, directory: String? = nil,
        clock: FakeClock? = nil
    ) throws -> ProgramRun {
        try ProgramRun(program, arguments, environment: environment, input: input, directory: directory, clock: clock)
    }

    /// Runs a program to its end. Kills it and throws ``DeadlinePassed`` after `within`.
    public static func run(
        _ program: Program, _ arguments: [String] = [], environment: [String: String] = [:], input: Input = .nothing, directory: String? = nil,
        clock: FakeClock? = nil, within: Duration = .seconds(300)
    ) async throws -> ProgramResult {
        try await start(program, arguments, environment: environment, input: input, directory: directory, clock: clock).end(within: within)
    }

    private init(
        _ program: Program, _ arguments: [String], environment: [String: String], input: Input, directory: String?, clock: FakeClock?
    ) throws {
        let scratch = try ScratchDirectory("run")
        let process = Process()
        process.executableURL = URL(filePath: program.path)
        process.arguments = arguments
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        var variables = ["PATH": path, "LANG": "C.UTF-8", "HOME": scratch.path, "TZ": "UTC"]
        variables.merge(try clock?.environment() ?? [:]) { $1 }
        variables.merge(environment) { $1 }
        process.environment = variables
        process.currentDirectoryURL = URL(filePath: directory ?? scratch.path)
        // Files, not pipes: tests read them while the program runs, and the program never waits for a reader.
        let output = try FileHandle(forWritingTo: URL(filePath: scratch.write("", to: "stdout")))
        let errors = try FileHandle(forWritingTo: URL(filePath: scratch.write("", to: "stderr")))
        // Foundation keeps them open while this process lives, and crashes at a thousand.
        var opened = [output, errors]
        defer { for handle in opened { try? handle.close() } }
        process.standardOutput = output
        process.standardError = errors
        let pipe: Pipe?
        switch input {
        case .nothing: (process.standardInput, pipe) = (FileHandle.nullDevice, nil)
        case .data(let data):
            try data.write(to: URL(filePath: scratch.file("stdin")))
            let file = try FileHandle(forReadingFrom: URL(filePath: scratch.file("stdin")))
            opened.append(file)
            (process.standardInput, pipe) = (file, nil)
        case .open:
            let made = Pipe()
            (process.standardInput, pipe) = (made, made)
        }
        let exit = ExitRecord()
        process.terminationHandler = { exit.record($0.terminationReason == .exit ? $0.terminationStatus : 128 + $0.terminationStatus) }
        try Self.withAllSignals { try process.run() }
        processIdentifier = process.processIdentifier
        self.path = program.path
        self.scratch = scratch
        self.pipe = pipe
        self.exit = exit
    }

    /// A child inherits the blocked signals of its parent's thread. Threads of Dispatch block all, and such a child could not be terminated.
    private static func withAllSignals<Result>(_ body: () throws -> Result) rethrows -> Result {
        var none = sigset_t()
        var before = sigset_t()
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        return try body()
    }

    deinit {
        if exit.code == nil { Foundation.kill(processIdentifier, SIGKILL) }
    }

    public var standardOutput: String { (try? scratch.text("stdout")) ?? "" }
    public var standardError: String { (try? scratch.text("stderr")) ?? "" }
    public var isRunning: Bool { exitCode == nil }

    /// Nil while it runs.
    ///
    /// Foundation learns of an end through a socket. Programs started at the same moment may have inherited it, and
    /// then it comes only when they have ended too. So this reads the status of a zombie from /proc.
    private var exitCode: Int32? {
        if let code = exit.code { return code }
        guard let stat = try? String(contentsOfFile: "/proc/\(processIdentifier)/stat", encoding: .utf8),
            let fields = stat.split(separator: ")").last?.split(separator: " "), fields.first == "Z",
            let status = fields.last.flatMap({ Int32($0.filter(\.isNumber)) })
        else { return nil }
        let code = status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f)
        // Kept, because once somebody has reaped the process it can no longer be read, and Foundation may not have reported it yet.
        exit.record(code)
        return code
    }

    /// SIGTERM.
    public func terminate() { signal(SIGTERM) }
    /// SIGKILL.
    public func kill() { signal(SIGKILL) }
    /// Unless it has ended already.
    public func signal(_ number: Int32) {
        if exit.code == nil { Foundation.kill(processIdentifier, number) }
    }

    /// Throws ``DeadlinePassed`` with its standard error when the condition did not hold in time, or the program ended first.
    public func waitUntil(
        _ what: String, within: Duration = .seconds(300), _ condition: (ProgramRun) async throws -> Bool
    ) async throws {
        do {
            try await TestSupport.waitUntil(what, within: within) {
                if try await condition(self) { return true }
                guard isRunning else { throw DeadlinePassed(description: "the program ended with \(exitCode ?? -1) before \(what)") }
                return false
            }
        } catch let passed as DeadlinePassed {
            throw DeadlinePassed(description: "\(path): \(passed)\n\(standardError)")
        }
    }

    /// Kills it after `within`.
    public func end(within: Duration = .seconds(300)) async throws -> ProgramResult {
        do {
            try await TestSupport.waitUntil("\(path) ended", within: within) { exitCode != nil }
        } catch {
            kill()
            throw DeadlinePassed(description: "\(error)\n\(standardError)")
        }
        return ProgramResult(exitCode: exitCode ?? -1, standardOutput: standardOutput, standardError: standardError)
    }
}

private final class ExitRecord: Sendable {
    private let value = Mutex<Int32?>(nil)
    var code: Int32? { value.withLock { $0 } }
    func record(_ code: Int32) { value.withLock { $0 = code } }
}
