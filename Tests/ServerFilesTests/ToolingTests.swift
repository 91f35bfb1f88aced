import Foundation
import Testing

@Suite("tooling")
struct ToolingTests {
    @Test("CI runs make test, and fails when it does")
    func ciRunsMakeTest() throws {
        let scratch = try Scratch()
        try scratch.write("#!/bin/sh\necho \"make $*\"\nexit 7\n", to: "bin/make", mode: 0o755)
        let run = try Command.run("bash", ".ci/run", environment: ["PATH": try pathStarting(with: scratch.path("bin"))])
        #expect(run.output == "make test\n")
        #expect(run.status == 7)
    }

    @Test("make alone says what there is to make")
    func makeAlone() throws {
        let help = try Command.run("make")
        #expect(help.status == 0)
        for target in ["demo", "test", "build", "install", "lint", "bench", "deps", "clean"] {
            #expect(help.output.contains("make \(target) "))
        }
    }

    @Test("only the packages that are missing are installed, by name, with sudo where one is not root")
    func onlyWhatIsMissing() throws {
        let scratch = try Scratch()
        try scratch.write("#!/bin/sh\nfor name; do :; done\n[ \"$name\" = faketime ] || echo installed\n", to: "bin/dpkg-query", mode: 0o755)
        try scratch.write("#!/bin/sh\necho 1000\n", to: "bin/id", mode: 0o755)
        try scratch.write("#!/bin/sh\n[ \"$1\" = tee ] && cat >/dev/null\necho \"sudo $*\"\n", to: "bin/sudo", mode: 0o755)
        let path = ["PATH": try pathStarting(with: scratch.path("bin"))]

        let some = try Command.run(".ci/install-packages", "git", "faketime", environment: path)
        #expect(some.status == 0)
        #expect(some.output.hasPrefix("Installing Debian packages: faketime\n"))
        #expect(some.output.contains(/sudo env DEBIAN_FRONTEND=noninteractive apt-get .* update\n/))
        #expect(some.output.contains(/sudo env DEBIAN_FRONTEND=noninteractive apt-get .* install .* faketime\n/))

        let none = try Command.run(".ci/install-packages", "git", "make", environment: path)
        #expect(none.output == "")
        #expect(none.status == 0)
    }

    @Test("the licence is Apache 2.0, whole")
    func theLicence() throws {
        let licence = try Repository.text("LICENSE")
        #expect(licence.contains("Version 2.0, January 2004"))
        #expect(licence.contains("END OF TERMS AND CONDITIONS"))
    }

    private func pathStarting(with folder: String) throws -> String {
        folder + ":" + (try #require(ProcessInfo.processInfo.environment["PATH"]))
    }
}
