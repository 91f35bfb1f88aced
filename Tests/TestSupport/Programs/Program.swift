import Foundation

public struct Program: Sendable {
    public let path: String

    public init(path: String) { self.path = path }

    /// A program of this package, built together with these tests.
    public static func built(_ name: String) -> Program {
        Program(path: builtPrograms.appending(path: name).path(percentEncoded: false))
    }

    /// Debian's Python, which has aiosmtpd.
    public static let python = Program(path: "/usr/bin/python3")

    /// SwiftPM puts programs next to the test bundle.
    public static let builtPrograms: URL = {
        let running = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
        return URL(filePath: running).deletingLastPathComponent()
    }()

    public static let repository = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// In the folder `Scripts`.
    static func script(_ name: String) -> String {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().appending(path: "Scripts/\(name)").path(
            percentEncoded: false)
    }
}

public struct ProgramResult: Sendable {
    /// 128 and the signal's number when a signal ended it, as in a shell.
    public let exitCode: Int32
    public let standardOutput: String
    public let standardError: String
}
