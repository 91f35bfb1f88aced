import Configuration
import Foundation
import Testing

@Suite("A file that holds a secret")
struct SecretFileTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let content: Data
        var mode = 0o600
        var mayHaveLines = false
        /// A part of each problem, in order.
        var problems: [String] = []

        init(_ description: String, _ content: String, mode: Int = 0o600, mayHaveLines: Bool = false, _ problems: String...) {
            (testDescription, self.content, self.mode, self.mayHaveLines, self.problems) = (
                description, Data(content.utf8), mode, mayHaveLines, problems
            )
        }

        init(_ description: String, bytes: [UInt8], _ problems: String...) {
            (testDescription, content, self.problems) = (description, Data(bytes), problems)
        }
    }

    static let cases = [
        Case("one line", "geheim"), Case("a line end", "geheim\n"), Case("a line end of Windows", "geheim\r\n"), Case("a blank in it", "een zin\n"),
        Case("read by its group", "geheim\n", mode: 0o640),
        Case("read by everybody", "geheim\n", mode: 0o644, "everybody on this machine can read or change"),
        Case("written by everybody", "geheim\n", mode: 0o602, "everybody on this machine can read or change"),
        Case("nothing", "", "is empty"), Case("a line end only", "\n", "is empty"), Case("blanks only", "  \n", "is empty"),
        Case("a blank behind it", "geheim \n", "a blank before or behind"), Case("a tab before it", "\tgeheim", "a blank before or behind"),
        Case("two lines", "geheim\noud\n", "holds 2 lines"), Case("two secrets where there may be", "whsec_a\nwhsec_b\n", mayHaveLines: true),
        Case("a byte order mark", "\u{FEFF}geheim", "byte order mark"), Case("an escape", "ge\u{1B}heim", "control character"),
        Case("Latin-1", bytes: [0x67, 0xE9], "no text in UTF-8"),
    ]

    private static func folder() throws -> String {
        let folder = FileManager.default.temporaryDirectory.appending(path: "opvolg-secret-\(UUID().uuidString)").path(percentEncoded: false)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        return folder
    }

    @Test("is good for the service to use, or it is said what is wrong and never what is in it", arguments: cases)
    func content(test: Case) throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = "\(folder)/smtp-password"
        try test.content.write(to: URL(filePath: path))
        try FileManager.default.setAttributes([.posixPermissions: test.mode], ofItemAtPath: path)
        let found = SecretFile(key: "[mail] password_file", path: path, mayHaveLines: test.mayHaveLines).findings(credentials: nil, stores: [])
        #expect(found.count == test.problems.count, "\(found)")
        for (finding, words) in zip(found, test.problems) {
            guard case .problem(let text) = finding else {
                Issue.record("\(finding)")
                continue
            }
            #expect(text.hasPrefix("[mail] password_file: ") && text.contains(path) && text.contains(words), "\(text)")
            #expect(!text.contains("geheim"))
        }
    }

    @Test("that is not there is told of, unless systemd has a credential of that name")
    func missing() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let file = SecretFile(key: "[mail] password_file", path: "\(folder)/smtp-password", mayHaveLines: false)
        guard case .problem(let text)? = file.findings(credentials: nil, stores: [folder]).first else {
            Issue.record("nothing was said")
            return
        }
        #expect(text.contains("there is no such file"))
        try Data("x".utf8).write(to: URL(filePath: "\(folder)/opvolg.smtp-password"))
        #expect(file.findings(credentials: nil, stores: [folder]).isEmpty)

        // What systemd gives comes before the file, and is looked at.
        let given = "\(folder)/given"
        try FileManager.default.createDirectory(atPath: given, withIntermediateDirectories: true)
        try Data().write(to: URL(filePath: "\(given)/smtp-password"))
        try FileManager.default.setAttributes([.posixPermissions: 0o400], ofItemAtPath: "\(given)/smtp-password")
        guard case .problem(let empty)? = file.findings(credentials: given, stores: []).first else {
            Issue.record("nothing was said")
            return
        }
        #expect(empty.contains("is empty"))
    }
}
