import Foundation
import Testing

/// In a scratch root, so that nothing of the machine changes; still only root may give files away.
@Suite("user and directories on a server", .enabled(if: getuid() == 0, "only root may make users and give files away"))
struct ServerUserTests {
    @Test("sysusers makes the user, who lives in the state directory and cannot log in")
    func theUser() throws {
        let scratch = try installedWithUser()
        let line = try #require(try scratch.text("etc/passwd").split(separator: "\n").first { $0.hasPrefix("opvolg:") })
        let fields = line.split(separator: ":").map(String.init)
        #expect(fields.suffix(2) == ["/var/lib/opvolg", "/usr/sbin/nologin"])
        #expect(try scratch.text("etc/group").contains("opvolg:x:\(fields[3]):"))
    }

    @Test("tmpfiles makes a state directory that hands down its group, and a configuration that only the group reads")
    func theDirectories() throws {
        let scratch = try installedWithUser()
        let ids = try #require(try scratch.text("etc/passwd").firstMatch(of: /opvolg:x:([0-9]+):([0-9]+):/))
        let made = try Command.run("systemd-tmpfiles", "--create", "--root=\(scratch.path(""))")
        #expect(made.output == "")
        #expect(try stat(scratch.path("var/lib/opvolg")) == "2770 \(ids.1) \(ids.2)")
        #expect(try stat(scratch.path("etc/opvolg")) == "750 0 \(ids.2)")
    }

    @Test("opvolg-setup makes the configuration with the server's paths, once, for the group to read; and of a board in its own folders")
    func setup() throws {
        let scratch = try installedWithUser()
        func run(_ arguments: String...) throws -> Command {
            // Only the folders that it writes to are those of the scratch root.
            let script = try scratch.text("usr/sbin/opvolg-setup").replacing("=/usr/share", with: "=\(scratch.path("usr/share"))")
                .replacing("/etc/opvolg", with: scratch.path("etc/opvolg")).replacing("/var/lib/opvolg", with: scratch.path("var/lib/opvolg"))
            try scratch.write(
                script.replacing("root opvolg", with: "root daemon").replacing("opvolg opvolg", with: "daemon daemon")
                    .replacing("root:opvolg", with: "root:daemon").replacing("getent group opvolg", with: "getent group daemon"), to: "setup",
                mode: 0o755)
            return try Command.run(scratch.path("setup"), arguments.first ?? "")
        }
        let made = try run("oost")
        #expect(made.status == 0 && made.output.hasPrefix("made \(scratch.path("etc/opvolg/boards/oost/opvolg.toml"))"), "\(made.output)")
        let text = try scratch.text("etc/opvolg/boards/oost/opvolg.toml")
        for line in [
            "database  = \"\(scratch.path("var/lib/opvolg/boards/oost/opvolg.db"))\"",
            "templates = \"\(scratch.path("usr/share/opvolg/templates"))\"",
            "maildir   = \"\(scratch.path("var/lib/opvolg/boards/oost/mail"))\"",
        ] { #expect(text.contains("\n\(line)"), "\(line)") }
        #expect(try stat(scratch.path("etc/opvolg/boards/oost/opvolg.toml")).hasPrefix("640 0 "))
        #expect(try stat(scratch.path("var/lib/opvolg/boards/oost")).hasPrefix("2770 "))
        try scratch.write("# ours\n", to: "etc/opvolg/boards/oost/opvolg.toml", mode: 0o640)
        let again = try run("oost")
        #expect(again.status == 0 && again.output.contains("stays as it is"))
        #expect(try scratch.text("etc/opvolg/boards/oost/opvolg.toml") == "# ours\n")
        for wrong in ["../west", "West", "-west", "west oost", String(repeating: "a", count: 41)] {
            let refused = try run(wrong)
            #expect(refused.status == 1 && refused.output.contains("expected the name of a board"), "\(wrong): \(refused.output)")
        }
    }

    @Test("the service asks for the same state directory")
    func theServiceAgrees() throws {
        let service = try UnitFile("opvolgd.service")
        #expect(service.values("Service", "StateDirectory") == ["opvolg"])
        #expect(service.values("Service", "StateDirectoryMode") == ["2770"])
        #expect(service.values("Service", "UMask") == ["0007"])
    }

    private func installedWithUser() throws -> Scratch {
        let scratch = try Scratch()
        try scratch.install()
        try FileManager.default.createDirectory(atPath: scratch.path("etc"), withIntermediateDirectories: true)
        let made = try Command.run("systemd-sysusers", "--root=\(scratch.path(""))")
        try #require(made.status == 0, "\(made.output)")
        return scratch
    }

    private func stat(_ path: String) throws -> String {
        try Command.run("stat", "--format=%a %u %g", path).output.trimmingCharacters(in: .newlines)
    }
}
