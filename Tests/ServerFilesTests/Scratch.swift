import Foundation
import Testing

/// A folder of one test, gone after it.
struct Scratch: ~Copyable {
    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "opvolg-server-files-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    func path(_ relative: String) -> String {
        folder.appending(path: relative).path(percentEncoded: false)
    }

    func text(_ relative: String) throws -> String {
        try String(contentsOf: folder.appending(path: relative), encoding: .utf8)
    }

    func write(_ text: String, to relative: String, mode: Int = 0o644) throws {
        let file = folder.appending(path: relative)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path(relative))
    }

    /// Installs the programs that were built with these tests: below this folder for `/usr` as prefix, or with this folder as the prefix itself.
    ///
    /// - Parameter manual: the folder of the manual pages, of which there need be none.
    func install(asPrefix: Bool = false, manual: String = "none") throws {
        let place = asPrefix ? ["PREFIX=\(path(""))"] : ["PREFIX=/usr", "DESTDIR=\(path(""))"]
        let made = try Command.run(
            "make", "install", "BUILD=\(Repository.programs.path(percentEncoded: false))", "MANUAL=\(manual)", place[0], place.last ?? "")
        try #require(made.status == 0, "\(made.output)")
    }

    /// What `stat` says in `format` of every file, below this folder.
    func files(format: String) throws -> Set<String> {
        let found = try Command.run("find", path(""), "-type", "f", "-printf", format + "\\n")
        return Set(found.output.split(separator: "\n").map(String.init))
    }
}
