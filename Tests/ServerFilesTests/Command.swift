import Foundation

/// What a command came to: its exit status, and standard output and error as they were written.
struct Command {
    let status: Int32
    let output: String

    /// Runs a program of the search path from the repository's root, and waits for it.
    ///
    /// What a `make` around the tests has put in the environment is taken out; `environment` is added.
    @discardableResult
    static func run(_ arguments: String..., environment added: [String: String] = [:]) throws -> Command {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = arguments
        process.currentDirectoryURL = Repository.root
        var environment = ProcessInfo.processInfo.environment
        for name in ["MAKEFLAGS", "MAKELEVEL", "MAKEOVERRIDES", "MFLAGS", "BUILD", "DESTDIR", "PREFIX"] {
            environment[name] = nil
        }
        process.environment = environment.merging(added) { $1 }
        process.standardInput = FileHandle.nullDevice
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return Command(status: process.terminationStatus, output: String(decoding: output, as: UTF8.self))
    }
}
