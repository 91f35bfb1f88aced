import Foundation
import TestSupport
import Testing

@Suite("Where neither /proc nor /dev is mounted, as in a chroot", .enabled(if: geteuid() == 0))
struct WithoutProcTests {
    /// Both hidden behind empty folders, for this program alone.
    private func run(_ program: String, _ arguments: String..., in instance: TestInstance) async throws -> ProgramResult {
        let script = "mount -t tmpfs none /proc && mount -t tmpfs none /dev && exec \"$@\""
        return try await ProgramRun.run(
            Program(path: "/usr/bin/unshare"), ["--mount", "/bin/sh", "-c", script, "sh", Program.built(program).path] + arguments,
            directory: instance.scratch.path)
    }

    @Test("programs find their arguments and the shipped templates, and a pass sends what is due")
    func works() async throws {
        let instance = try TestInstance(now: LifeTests.sunday)
        let version = try await run("opvolgd", "--version", in: instance)
        #expect(version.exitCode == 0 && version.standardOutput.hasPrefix("opvolgd "))
        let added = try await run("opvolg", "add", "noodsituatie", "--case", "VL-2026-014", "--school", "vlieger", in: instance)
        #expect(added.exitCode == 0, "\(added.standardError)")
        for _ in 0..<5 {
            let pass = try await run("opvolgd", "--once", in: instance)
            #expect(pass.exitCode == 0, "\(pass.standardError)")
        }
        #expect(try await instance.mails().count >= 1)
        #expect(try await run("opvolg", "init", "other", in: instance).exitCode == 0)
    }
}
