import Foundation
import Testing

@Suite("make install")
struct InstallTests {
    @Test("everything goes to its place, with its mode, and nothing else is written")
    func everythingGoesToItsPlace() throws {
        let scratch = try Scratch()
        try scratch.write("", to: "pages/opvolg.add.1")
        try scratch.install(manual: scratch.path("pages"))
        try FileManager.default.removeItem(atPath: scratch.path("pages"))

        let templates = try Command.run("find", "templates", "-type", "f", "-printf", "644 usr/share/opvolg/%p\\n").output
        let expected: Set<String> = [
            "755 usr/bin/opvolg",
            "755 usr/bin/opvolgd",
            "644 usr/lib/systemd/system/opvolgd.service",
            "644 usr/lib/systemd/system/opvolgd-once.service",
            "644 usr/lib/systemd/system/opvolgd-once.timer",
            "644 usr/lib/systemd/system/opvolg-backup.service",
            "644 usr/lib/systemd/system/opvolg-backup.timer",
            "644 usr/lib/systemd/system/opvolgd@.service",
            "644 usr/lib/systemd/system/opvolgd-once@.service",
            "644 usr/lib/systemd/system/opvolgd-once@.timer",
            "644 usr/lib/systemd/system/opvolg-backup@.service",
            "644 usr/lib/systemd/system/opvolg-backup@.timer",
            "755 usr/sbin/opvolg-setup",
            "644 usr/share/bash-completion/completions/opvolg",
            "644 usr/share/zsh/site-functions/_opvolg",
            "644 usr/share/fish/vendor_completions.d/opvolg.fish",
            "644 usr/share/man/man1/opvolg.add.1",
            "644 usr/lib/sysusers.d/opvolg.conf",
            "644 usr/lib/tmpfiles.d/opvolg.conf",
            "644 usr/share/doc/opvolg/LICENSE",
            "644 usr/share/doc/opvolg/README.md",
            "644 usr/share/doc/opvolg/docs/handleiding.md",
            "644 usr/share/doc/opvolg/docs/meldcode.svg",
            "644 usr/share/doc/opvolg/docs/beheer-mail.md",
            "644 usr/share/doc/opvolg/docs/catalogus.md",
            "644 usr/share/doc/opvolg/docs/commands.md",
            "644 usr/share/doc/opvolg/docs/configuration.md",
            "644 usr/share/doc/opvolg/docs/mail-services.md",
            "644 usr/share/doc/opvolg/docs/operating.md",
            "644 usr/share/doc/opvolg/docs/rules.md",
            "644 usr/share/doc/opvolg/docs/school-account.md",
        ]
        let examples = try Command.run(
            "find", "docs/examples", "docs/pictures", "docs/schema", "-maxdepth", "2", "-type", "f", "-printf", "644 usr/share/doc/opvolg/%p\\n")
        let others = (templates + examples.output).split(separator: "\n").map(String.init).filter { !$0.contains("/pictures/mails/") }
        #expect(try scratch.files(format: "%m %P") == expected.union(others))
    }

    @Test("what the guide and the documents link to is installed beside them")
    func links() throws {
        let scratch = try Scratch()
        try scratch.install()
        for path in try scratch.files(format: "%P") where path.hasSuffix(".md") && path.contains("/docs/") {
            let folder = path.split(separator: "/").dropLast().joined(separator: "/")
            for match in try scratch.text(path).matches(of: #/\]\(([^)#\s:]+)(?:#[^)]*)?\)/#)
            where !match.1.hasPrefix("mails.md") && !match.1.hasPrefix("..") {
                #expect(FileManager.default.fileExists(atPath: scratch.path("\(folder)/\(match.1)")), "\(path) links to \(match.1)")
            }
        }
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
        let backup = try scratch.text("usr/lib/systemd/system/opvolg-backup.service")
        #expect(backup.contains("\nExecStart=/usr/bin/opvolg backup --config /etc/opvolg/opvolg.toml\n"))
        #expect((service + once + backup + (try scratch.text("usr/sbin/opvolg-setup"))).contains("/usr/local") == false)
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
