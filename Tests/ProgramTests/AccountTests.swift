import Foundation
import TestSupport
import Testing

/// Under accounts of this machine, which only root can take on.
@Suite("The account under which a command runs", .enabled(if: getuid() == 0))
struct AccountTests {
    private let instance: TestInstance

    init() throws {
        instance = try TestInstance(now: "2026-11-22 11:00:00") { contract in
            contract.replacing("[service]\n", with: "[service]\nact_as = [\"backup\"]\n")
                .replacing("id     = \"ib-vlieger\"\n", with: "id     = \"ib-vlieger\"\nlogin = \"games\"\n")
        }
        // The service's account.
        let daemon = try #require(getpwnam("daemon")).pointee
        chown(instance.scratch.path, daemon.pw_uid, daemon.pw_gid)
        chmod(instance.scratch.path, 0o770)
    }

    /// In the group of the service's account.
    private func run(_ account: String, _ arguments: String..., sudoUser: String? = nil) async throws -> ProgramResult {
        try await ProgramRun.run(
            Program(path: "/usr/bin/setpriv"),
            ["--reuid", account, "--regid", "daemon", "--clear-groups", Program.built("opvolg").path] + arguments,
            environment: sudoUser.map { ["SUDO_USER": $0] } ?? [:], directory: instance.scratch.path)
    }

    @Test("says whose rights hold: a person's, anybody's, or none; and SUDO_USER only what the account itself could do")
    func accounts() async throws {
        let first = try await run("daemon", "case", "open", "VL-2026-001", "--school", "vlieger", sudoUser: "backup")
        #expect(first.exitCode == 0, "\(first.standardError)")
        let own = try await run("games", "case", "open", "VL-2026-002", "--school", "vlieger")
        #expect(own.exitCode == 0, "\(own.standardError)")
        for sudoUser in [nil, "backup", "root"] {
            let other = try await run("games", "list", "--as", "directie-vlieger", sudoUser: sudoUser)
            #expect(other.exitCode == 1 && other.standardError.contains("\"games\" may not act as directie-vlieger"), "\(other.standardError)")
            let nobody = try await run("nobody", "list", sudoUser: sudoUser)
            #expect(nobody.exitCode == 1 && nobody.standardError.contains("\"nobody\" is nobody's login name here"), "\(nobody.standardError)")
        }
        #expect(try await run("backup", "case", "open", "VL-2026-003", "--school", "vlieger", "--as", "directie-vlieger").exitCode == 0)
        struct Entry: Decodable {
            let actor: String
            let action: String
            let through: String?
        }
        let history = try await run("backup", "history", "--format", "json").standardOutput
        let opened = try JSONDecoder().decode([Entry].self, from: Data(history.utf8)).filter { $0.action == "case-opened" }
        #expect(opened.map(\.actor) == ["backup", "ib-vlieger", "directie-vlieger"] && opened.map(\.through) == [nil, nil, "backup"], "\(history)")
    }
}
