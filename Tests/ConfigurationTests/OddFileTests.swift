import Configuration
import Foundation
import Testing

@Suite("Odd files")
struct OddFileTests {
    static let odd: [(name: String, text: String)] = [
        ("empty", ""),
        ("only a byte order mark", "\u{FEFF}"),
        ("only comments", "# one\n# two\n"),
        ("a zero byte", "[service]\n\u{0}database = \"x\"\n"),
        ("a zero by escape", "[service]\ndatabase = \"a\\u0000b\"\n"),
        ("nested arrays", "x = " + String(repeating: "[", count: 5000)),
        ("closed nested arrays", "x = " + String(repeating: "[", count: 250) + String(repeating: "]", count: 250)),
        ("nested inline tables", "x = " + String(repeating: "{a=", count: 5000)),
        ("a deep header", "[" + String(repeating: "a.", count: 200_000) + "a]\n"),
        ("a deep key", String(repeating: "a.", count: 200_000) + "a = 1\n"),
        ("a deep key, broken off", String(repeating: "a.", count: 200_000) + "a = 1\nb ="),
        ("deep keys in nested lists", deepestAllowed),
        ("deep keys in nested lists, broken off later", deepestAllowed + "y ="),
        (
            "deeper keys in nested lists",
            "x = " + String(repeating: "[{" + String(repeating: "a.", count: 30) + "a = [\n", count: 10) + String(repeating: "]}]", count: 10) + "\n"
        ),
        ("a long line", "x = \"" + String(repeating: "a", count: 900_000) + "\""),
        ("too large", String(repeating: "# comment\n", count: 200_000)),
        ("dates where texts belong", "[service]\ndatabase = 2026-12-12\ntime_zone = 07:32:00\nlanguage = 2026-12-12T07:32:00Z\n"),
        (
            "lists where tables belong",
            "service = [1]\nmail = [[\"a\"], [[1]]]\nschool = [[1]]\nperson = \"x\"\nholiday = [1, {}]\npolicy = [[], []]\n"
        ),
        ("tables where values belong", "[service.database]\n[mail.from.to]\n[[school.id]]\n[[policy]]\n[policy.normal.steps]\n"),
        ("numbers without measure", "[mail]\nfrom = 9223372036854775807\nconnections = -9223372036854775808\nper_minute = 1e308\n"),
        ("no numbers", "[mail]\nconnections = nan\nper_minute = inf\n"),
        ("a key twice", "[mail]\nfrom = \"a@b\"\nfrom = \"a@b\"\n"),
        ("a broken text", "[mail]\nfrom = \"a@b"),
        ("broken escapes", "[mail]\nfrom = \"\\q\\uD800\""),
        ("a key of several lines twice", "[service]\n\"a\\nb\u{2028}\" = 1\n\"a\\nb\u{2028}\" = 2\n"),
        ("a line separator for a key", "[service]\n\u{2028} = 1\n"), ("a key as long as a page", String(repeating: "k", count: 5000) + " = 1\n"),
        ("a letter with more accents than a page has letters", "[service]\ndatabase = \"e" + String(repeating: "\u{301}", count: 5000) + "\"\n"),
        ("strange keys", "\"\" = 1\n\"a\\nb\" = 2\n'🙂' = 3\n\"\u{202E}\" = 4\n"),
        ("control characters by escape", "[[person]]\nid = \"a\"\nname = \"A\\r\\nBcc: x@y\"\nemail = \"a@b\\r\\n\"\n"),
    ]

    /// Nearly as deep as the reader lets a file be.
    private static let deepestAllowed =
        "x = " + String(repeating: "[{a.a.a = [\n", count: 6) + String(repeating: "]}]", count: 6) + "\n"

    @Test("are refused with a message, and never bring the program down", arguments: odd.indices)
    func refused(index: Int) throws {
        let instance = try Instance(Self.odd[index].text)
        let problems = instance.problems().filter { !$0.hasPrefix("templates/meldcode.toml: kind") }
        #expect(!problems.isEmpty, "\(Self.odd[index].name)")
        let areLines = problems.allSatisfy { $0.hasPrefix("opvolg.toml: ") && !$0.contains(where: \.isNewline) && $0.unicodeScalars.count < 400 }
        #expect(areLines, "\(Self.odd[index].name): \(problems)")
    }

    /// Ways to have that many tables and lists in each other.
    private static let nested: [(name: String, text: @Sendable (Int) -> String)] = [
        ("lists", { "x = " + "[".repeated($0) + "]".repeated($0) }),
        ("tables in braces", { "x = " + "{a = ".repeated($0) + "1" + "}".repeated($0) }),
        ("a key of many parts", { "a.".repeated($0) + "a = 1" }),
        ("a header of many parts", { "[" + "a.".repeated($0 - 1) + "a]" }),
        ("a header of a list", { "[[" + "a.".repeated($0 - 2) + "a]]" }),
        ("a list below a header", { "[[x]]\n[x.y]\nz = " + "[".repeated($0 - 3) + "]".repeated($0 - 3) }),
        (
            "a key of many parts below a header, with tables in braces",
            { "[[x]]\n" + "a.".repeated(10) + "a = " + "{b = ".repeated($0 - 12) + "1" + "}".repeated($0 - 12) }
        ),
        (
            "keys of many parts in braces in lists",
            { "x = " + "[{a.b = ".repeated($0 / 3) + "[".repeated($0 % 3) + "]".repeated($0 % 3) + "}]".repeated($0 / 3) }
        ),
    ]

    @Test("may have tables and lists 32 deep in each other, however they are written, and no deeper", arguments: nested.indices)
    func depth(index: Int) throws {
        let (name, text) = Self.nested[index]
        for depth in [32, 33] {
            let problems = try Instance(text(depth) + "\n").problems().filter { $0.contains("tables and lists stand more than 32 deep") }
            #expect(problems.count == depth - 32, "\(name), \(depth) deep: \(problems)")
        }
    }

    @Test("that are not texts, or not files, are refused with the reason")
    func notTexts() throws {
        let instance = try Instance()
        try Data([0x5B, 0xFF, 0xFE, 0x5D]).write(to: URL(filePath: instance.file))
        #expect(instance.problems() == ["opvolg.toml: is not a text in UTF-8; save it as one"])
        try instance.write(String(repeating: "# comment\n", count: 200_000))
        #expect(instance.problems() == ["opvolg.toml: is larger than 1 MB, so it cannot be what it should be"])
        try FileManager.default.removeItem(atPath: instance.file)
        #expect(instance.problems() == ["opvolg.toml: cannot be read: no such file or directory"])
        try FileManager.default.createDirectory(atPath: instance.file, withIntermediateDirectories: false)
        #expect(instance.problems() == ["opvolg.toml: cannot be read: is a directory"])
    }
}

extension String {
    fileprivate func repeated(_ count: Int) -> String { String(repeating: self, count: count) }
}
