import ArgumentParser
import Foundation

/// Runs `opvolgd` to send a test mail. Only that links libcurl, which would slow every command down here.
struct TestMail {
    let configuration: String
    let address: String

    /// Throws an exit code when something did not work, after noting it.
    func send(_ context: CommandContext) throws {
        let program = URL(filePath: context.executable).deletingLastPathComponent().appending(path: "opvolgd").path(percentEncoded: false)
        guard access(program, X_OK) == 0 else { throw CommandError.noDaemonProgram(path: program) }
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = ["--config", configuration, "--send-test-to", address]
        process.environment = context.environment
        let (output, errors) = (Pipe(), Pipe())
        (process.standardInput, process.standardOutput, process.standardError) = (FileHandle.nullDevice, output, errors)
        try process.run()
        // It writes a few lines to each, which fit in a pipe.
        process.waitUntilExit()
        for line in Self.lines(output) { try context.output.line(line) }
        // In the journal's form, with a priority before each line.
        for line in Self.lines(errors) { context.output.note(line.replacing(#/^<\d>/#, with: "")) }
        if process.terminationStatus != 0 || process.terminationReason != .exit { throw ExitCode(ExitStatus.failed) }
    }

    private static func lines(_ pipe: Pipe) -> [String] {
        String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self).split(whereSeparator: \.isNewline).map { String($0) }
    }
}
