import Foundation
import TestSupport

/// A disk that is soon full, for the folder `data` of an instance: a small tmpfs in a mount namespace of its own, or where mounting is not allowed
/// a limit on the size of files.
final class SmallDisk: Sendable {
    private let holder: ProgramRun?
    private let instance: TestInstance

    init(_ instance: TestInstance) async throws {
        self.instance = instance
        let folder = instance.scratch.file("data")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let script = "mount -t tmpfs -o size=2m none '\(folder)' && echo mounted && cat"
        let holder = try ProgramRun.start(Program(path: "/usr/bin/unshare"), ["--mount", "/bin/sh", "-c", script], input: .open)
        try await waitUntil("it is mounted or refused") { !holder.isRunning || holder.standardOutput.contains("mounted") }
        self.holder = holder.isRunning ? holder : nil
    }

    /// Whether it can be filled under a program that runs already.
    var canFillWhileRunning: Bool { holder != nil }
    /// What a person reads when it is full.
    var complaint: String { holder == nil ? "look at the disk and at its quota" : "the disk is full; make room and try again" }

    func start(_ program: String, _ arguments: [String], isFull: Bool = false, environment: [String: String] = [:]) throws -> ProgramRun {
        let command = [Program.built(program).path] + arguments
        let (wrapper, first): (String, [String]) =
            if let holder {
                ("/usr/bin/nsenter", ["--mount", "--target", "\(holder.processIdentifier)", "--wdns=\(instance.scratch.path)", "--"])
            } else if isFull {
                ("/bin/sh", ["-c", "trap '' XFSZ; ulimit -f 4; exec \"$@\"", "sh"])
            } else {
                ("/usr/bin/env", [])
            }
        return try ProgramRun.start(
            Program(path: wrapper), first + command, environment: environment, directory: instance.scratch.path, clock: instance.clock)
    }

    func run(_ program: String, _ arguments: String..., isFull: Bool = false) async throws -> ProgramResult {
        try await start(program, arguments, isFull: isFull).end()
    }

    /// Fills it to the last byte.
    func fill() async throws {
        guard let holder else { return }
        let path = "/proc/\(holder.processIdentifier)/root\(instance.scratch.file("data/ballast"))"
        _ = try await ProgramRun.run(Program(path: "/bin/sh"), ["-c", "cat /dev/zero > '\(path)'"])
    }

    func makeRoom() throws {
        guard let holder else { return }
        try FileManager.default.removeItem(atPath: "/proc/\(holder.processIdentifier)/root\(instance.scratch.file("data/ballast"))")
    }
}
