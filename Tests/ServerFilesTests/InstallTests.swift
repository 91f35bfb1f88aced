import Foundation
import Testing

@Suite("make install")
struct InstallTests {
    @Test("everything goes to its place, with its mode, and nothing else is written")
    func everythingGoesToItsPlace() throws {
        let scratch = try Scratch()
        try scratch.install()

        let templates = try Command.run("find", "templates", "-type", "f", "-printf", "644 usr/share/opvolg/%p\\n").output
        let expected: Set<String> = [
            "755 usr/bin/opvolg",
            "755 usr/bin/opvolgd",
            "644 usr/lib/systemd/system/opvolgd.service",
            "644 usr/lib/systemd/system/opvolgd-once.service",
            "644 usr/lib/systemd/system/opvolgd-once.timer",
            "644 usr/lib/sysusers.d/opvolg.conf",
            "644 usr/lib/tmpfiles.d/opvolg.conf",
            "644 usr/share/doc/opvolg/LICENSE",
            "644 usr/share/doc/opvolg/README.md",
            "644 usr/share/doc/opvolg/docs/beheer-mail.md",
            "644 usr/share/doc/opvolg/docs/commands.md",
            "644 usr/share/doc/opvolg/docs/configuration.md",
            "644 usr/share/doc/opvolg/docs/mail-services.md",
            "644 usr/share/doc/opvolg/docs/operating.md",
            "644 usr/share/doc/opvolg/docs/school-account.md",
        ]
        #expect(try scratch.files(format: "%m %P") == expected.union(templates.split(separator: "\n").map(String.init)))
    }

    @Test("installing again changes nothing")
    func installingAgainChangesNothing() throws {
        let scratch = try Scratch()
        try scratch.install()
        let first = try scratch.files(format: "%P %m %i %T@")
        try scratch.install()
        #expect(try scratch.files(format: "%P %m %i %T@") == first)
    }

    @Test("a configuration that is there stays as it is")
    func aConfigurationStays() throws {
        let scratch = try Scratch()
        try scratch.write("# ours\n", to: "etc/opvolg/opvolg.toml", mode: 0o640)
        let before = try scratch.files(format: "%P %m %i %T@")
        try scratch.install()
        #expect(try scratch.text("etc/opvolg/opvolg.toml") == "# ours\n")
        #expect(try scratch.files(format: "%P %m %i %T@").isSuperset(of: before))
    }

    @Test("the programs are stripped of symbols, and run", arguments: ["opvolg", "opvolgd"])
    func theProgramsAreStripped(program: String) throws {
        let scratch = try Scratch()
        try scratch.install()
        let installed = scratch.path("usr/bin/\(program)")
        #expect(try Command.run("readelf", "--section-headers", "--wide", installed).output.contains(".symtab") == false)
        #expect(try Command.run(installed, "--help").status == 0)
    }

    @Test("the units name the prefix that was installed to")
    func theUnitsNameThePrefix() throws {
        let scratch = try Scratch()
        try scratch.install()
        let service = try scratch.text("usr/lib/systemd/system/opvolgd.service")
        let once = try scratch.text("usr/lib/systemd/system/opvolgd-once.service")
        #expect(service.contains("\nExecStart=/usr/bin/opvolgd --config /etc/opvolg/opvolg.toml\n"))
        #expect(once.contains("\nExecStart=/usr/bin/opvolgd --once --config /etc/opvolg/opvolg.toml\n"))
        #expect((service + once).contains("/usr/local") == false)
    }

    @Test("where nothing was built, it says what to do and writes nothing")
    func whereNothingWasBuilt() throws {
        let scratch = try Scratch()
        let made = try Command.run("make", "install", "BUILD=\(scratch.path("none"))", "DESTDIR=\(scratch.path(""))")
        #expect(made.status != 0)
        #expect(made.output.contains(#"run "make build" first"#))
        #expect(try scratch.files(format: "%P").isEmpty)
    }
}
