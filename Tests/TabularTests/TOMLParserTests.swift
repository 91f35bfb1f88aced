import Foundation
import TestSupport
import Testing

@testable import Tabular

@Suite("The TOML reader")
struct TOMLParserTests {
    @Test("says on which line and in which column a mistake stands")
    func places() {
        #expect(error("[service]\ndatabase = \"é\" x\n") == "line 2, column 16: expected the end of the line, saw \"x\"")
        #expect(error("a = [, 1]") == "line 1, column 6: expected a value, saw \",\"")
        #expect(error("[\n") == "line 1, column 2: expected a name, saw the end of the line")
        #expect(error("[a]\n[a]\n") == "line 2, column 4: \"a\" stands there already, on line 1")
        #expect(error("a = 1\na = 2") == "line 2, column 4: \"a\" stands there already, on line 1")
        #expect(error("[a.b]\n[[a]]") == "line 2, column 6: there is a [a.…] on line 1, before any [[a]]; is the [[a]] above that misspelt?")
        #expect(error("[[a]]\n[a.b]\n[a.b]") == "line 3, column 6: \"a.b\" stands there already, on line 2; is a [[a]] between them misspelt?")
        #expect(error("a = maildir") == "line 1, column 5: \"maildir\" is not a value; a text has to stand in quotes")
        #expect(error("a = \"C:\\data\"") == "line 1, column 8: \\d is not an escape; write \\\\ for a backslash, or put the text in ' quotes")
        #expect(error("a = \"x\nb = 1") == "line 1, column 7: the text is not closed; expected \" at its end")
        #expect(error("a = \"\"\"x\nb = 1") == "line 2, column 6: the text that begins on line 1 is not closed")
        #expect(error("[[a]]\n[a]\n") == "line 2, column 4: [[a]] stands above, so [a] cannot; expected [[a]]")
    }

    private func error(_ text: String) -> String? {
        do {
            _ = try TOMLParser.parse(Array(text.utf8))
            return nil
        } catch { return error.description }
    }

    /// What the grammar is thick with, from which files are put together.
    private static let pieces = [
        "a", "b", "a.b", "\"a\"", "'b'", "a . b", "=", " = ", "\n", "\r\n", "\r", "\t", " ", "# c\n", "[", "]", "[[", "]]", "{", "}", ",", "1", "-0",
        "007", "+1",
        "1_000", "1__0", "0x1F", "0x-1", "0b102", "1.5", "1.", ".5", "1e3", "1e", "6.0E-2", "inf", "-nan", "true", "tru", "2026-12-18", "2026-02-30",
        "07:32:00", "25:00:00", "2026-12-18T07:32:00Z", "2026-12-18 07:32:00.5+01:00", "2026-12-18T07:32", "\"x\"", "'y'", "\"\\u00e9\"", "\"\\q\"",
        "\"\\uD800\"", "\"\"\"m\nn\"\"\"", "'''m\nn'''", "\"\"\"q\"\"\"\"", "\"\"\"\\\n  z\"\"\"", "\"\"", "é", "\"é€🙂\"", "\"\u{7F}\"", "\"a\tb\"",
        "a = 1\n", "[a]\n",
        "[a.b]\n", "[[a]]\n", "[[a.b]]\n", "a.b = 1\n", "b.c.d = 2\n", "a = {}\n", "a = { b = 1, c.d = 2 }\n", "a = [1, [2], {x = 3},\n]\n",
        "b = [{}]\n",
    ]

    @Test("reads what Python's reader reads, as that reads it, and refuses the rest")
    func likePython() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "opvolg-toml-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var random = SeededGenerator(state: 0x2545_F491_4F6C_DD1D)
        var sources = try ["Tests/ConfigurationTests/Fixtures/contract.toml", "templates/opvolg.toml", "templates/meldcode.toml"].map { file in
            try String(contentsOf: Program.repository.appending(path: file), encoding: .utf8)
        }
        for round in 0..<3000 {
            if round.isMultiple(of: 3) {
                sources.append(mutated(sources[round % 2], with: &random))
            } else {
                sources.append((0...random.below(12)).map { _ in Self.pieces[random.below(Self.pieces.count)] }.joined())
            }
        }
        let list = folder.appending(path: "sources.json")
        try JSONEncoder().encode(sources).write(to: list)
        let theirs = try python(reading: list)
        #expect(theirs.count == sources.count)
        var accepted = 0
        for (source, theirs) in zip(sources, theirs) {
            let ours = (try? TOMLParser.parse(Array(source.utf8))).map { Self.shown(.table($0)) }
            if ours != nil { accepted += 1 }
            #expect(ours == theirs, "\(source.debugDescription)")
        }
        #expect(accepted > 200)
    }

    private func mutated(_ source: String, with random: inout SeededGenerator) -> String {
        var scalars = Array(source.unicodeScalars)
        for _ in 0...random.below(2) {
            let piece = Array(Self.pieces[random.below(Self.pieces.count)].unicodeScalars)
            let place = random.below(scalars.count)
            scalars.replaceSubrange(place..<min(scalars.count, place + random.below(4)), with: piece)
        }
        return String(String.UnicodeScalarView(scalars))
    }

    /// Tables sorted, numbers with a fraction and times by what they are only.
    private static func shown(_ value: TOMLValue) -> String {
        switch value {
        case .text(let text): "s:" + text.unicodeScalars.map { String($0.value) }.joined(separator: " ")
        case .number(let number): "i:\(number)"
        case .flag(let flag): "b:\(flag)"
        case .decimal: "f"
        case .date(let date): "d:\(date)"
        case .time: "t"
        case .moment: "m"
        case .list(let values): "[" + values.map(shown).joined(separator: ",") + "]"
        case .tables(let tables): "[" + tables.map { shown(.table($0)) }.joined(separator: ",") + "]"
        case .table(let table):
            "{"
                + table.entries.map { shown(.text($0.key)) + "=" + shown($0.value) }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.joined(
                    separator: ",") + "}"
        }
    }

    private static let reader = """
        import datetime, json, sys, tomllib
        def shown(v):
            if isinstance(v, bool): return "b:" + str(v).lower()
            if isinstance(v, str): return "s:" + " ".join(str(ord(c)) for c in v)
            if isinstance(v, int): return "i:" + str(v)
            if isinstance(v, float): return "f"
            if isinstance(v, datetime.datetime): return "m"
            if isinstance(v, datetime.date): return "d:" + v.isoformat()
            if isinstance(v, datetime.time): return "t"
            if isinstance(v, list): return "[" + ",".join(map(shown, v)) + "]"
            return "{" + ",".join(sorted(shown(k) + "=" + shown(x) for k, x in v.items())) + "}"
        def read(source):
            try: return shown(tomllib.loads(source))
            except tomllib.TOMLDecodeError: return None
        json.dump([read(source) for source in json.load(open(sys.argv[1]))], sys.stdout)
        """

    private func python(reading list: URL) throws -> [String?] {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/python3")
        process.arguments = ["-c", Self.reader, list.path]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return try JSONDecoder().decode([String?].self, from: data)
    }
}
