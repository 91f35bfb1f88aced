import Foundation
import Synchronization

/// A program that runs, or has run, in a process of its own.
///
///     let result = try await ProgramRun.run(.built("opvolg"), ["list", "--format", "json"], directory: scratch.path)
///
///     let daemon = try ProgramRun.start(.built("opvolgd"), ["--config", file], clock: clock)
///     try await daemon.waitUntil("it is ready") { $0.standardError.contains("ready") }
///     daemon.terminate()
///     let end = try await daemon.end()
///
/// The environment is empty but for `PATH`, `LANG`, `HOME`, `TZ=UTC` and what is given. A process that still runs when this object goes is killed.
public final class ProgramRun: Sendable {
    /// What the program reads on standard input.
    public enum Input: Sendable {
        case nothing
        case data(Data)
        /// A pipe that stays open, and ends when this object goes.
        case open
    }

    public let processIdentifier: Int32
    private let path: String
    private let scratch: ScratchDirectory
    private let pipe: Pipe?
    private let exit: ExitRecord

    /// Starts a program, and does not wait for it.
    ///
    /// - Parameters:
    ///   - environment: added to the small environment that every program gets
    ///   - directory: where it runs; a scratch directory when nil
    ///   - clock: the wall clock that it sees; the machine's when nil
    public static func start(
        _ program: Program, _ arguments: [String] = [], environment: [String: String] = [:], input: Input = .nothing, directory: String? = nil,
        clock: FakeClock? = nil
    ) throws -> ProgramRun {
        try ProgramRun(program, arguments, environment: environment, input: input, directory: directory, clock: clock)
    }

    /// Runs a program to its end.
    ///
    /// - Throws: ``DeadlinePassed`` when it still runs after `within`; it is killed then
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
        // Files, not pipes: a test may read them while the program runs, and no program ever waits for a reader.
        let output = try FileHandle(forWritingTo: URL(filePath: scratch.write("", to: "stdout")))
        let errors = try FileHandle(forWritingTo: URL(filePath: scratch.write("", to: "stderr")))
        // Foundation keeps them open for as long as this process lives, and crashes when there are a thousand.
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

    /// A program begins with the signals blocked that its parent's thread has, and a thread of the dispatch library has them all: it could not be asked to end.
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

    /// What it has written so far.
    public var standardOutput: String { (try? scratch.text("stdout")) ?? "" }
    public var standardError: String { (try? scratch.text("stderr")) ?? "" }
    public var isRunning: Bool { exitCode == nil }

    /// How it ended; nil while it runs.
    ///
    /// Foundation hears of an end by a socket that other programs started at the same moment may have inherited, and then not before they end too. So
    /// a process that waits for somebody to take its status is asked for it itself.
    private var exitCode: Int32? {
        if let code = exit.code { return code }
        guard let stat = try? String(contentsOfFile: "/proc/\(processIdentifier)/stat", encoding: .utf8),
            let fields = stat.split(separator: ")").last?.split(separator: " "), fields.first == "Z",
            let status = fields.last.flatMap({ Int32($0.filter(\.isNumber)) })
        else { return nil }
        let code = status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f)
        // Kept: when somebody does take it, it is no longer there to be read, and Foundation may not have told yet.
        exit.record(code)
        return code
    }

    /// Asks it to stop (SIGTERM).
    public func terminate() { signal(SIGTERM) }
    /// Ends it without asking (SIGKILL).
    public func kill() { signal(SIGKILL) }
    /// Sends a signal, unless it has ended already.
    public func signal(_ number: Int32) {
        if exit.code == nil { Foundation.kill(processIdentifier, number) }
    }

    /// Waits until a condition on this run holds.
    ///
    /// - Throws: ``DeadlinePassed``, with what the program wrote on standard error, when it did not hold in time or the program ended first
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

    /// Waits for its end; one that lasts longer than `within` is killed.
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

/// How a process ended, written by the thread that hears of it.
private final class ExitRecord: Sendable {
    private let value = Mutex<Int32?>(nil)
    var code: Int32? { value.withLock { $0 } }
    func record(_ code: Int32) { value.withLock { $0 = code } }
}
