import Foundation

/// A program that a test may run.
public struct Program: Sendable {
    public let path: String

    /// A program elsewhere on the machine.
    public init(path: String) { self.path = path }

    /// A program of this package, as built together with these tests.
    public static func built(_ name: String) -> Program {
        Program(path: builtPrograms.appending(path: name).path(percentEncoded: false))
    }

    /// Debian's own Python, which has aiosmtpd.
    public static let python = Program(path: "/usr/bin/python3")

    /// The folder that holds the test bundle, which is where SwiftPM puts the programs too.
    public static let builtPrograms: URL = {
        let running = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
        return URL(filePath: running).deletingLastPathComponent()
    }()

    /// The repository that these tests belong to.
    public static let repository = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// A script or source of the test support, beside its Swift.
    static func script(_ name: String) -> String {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().appending(path: "Scripts/\(name)").path(
            percentEncoded: false)
    }
}

/// What a program that has ended left behind.
public struct ProgramResult: Sendable {
    /// The exit code; 128 and the signal's number when a signal ended it, as a shell has it.
    public let exitCode: Int32
    public let standardOutput: String
    public let standardError: String
}
