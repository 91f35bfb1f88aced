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
