@testable import Configuration
import Tabular

extension FuzzTarget {
    /// The TOML reader by itself: what it accepts can be written down again and means the same then.
    static let toml = FuzzTarget(
        "toml", inputs: 2000,
        tokens: [
            "[a]", "[[a]]", "[a.b]", "a.b = 1\n", "\"\"\"", "'''", "\\u00e9", "\\U0001F642", "\\uD800", "{ a = 1, b.c = 2 }", "[1, [2], ]",
            "2026-12-18",
            "2026-12-18T07:32:00Z", "07:32:00.5", "+1_000", "0xFF", "0b1", "1e3", "nan", "-inf", "true", "# c\n", "\\\n", "\"a\\nb\"",
        ],
        seeds: {
            [
                try Repository.contract(), try Repository.text("templates/opvolg.toml"),
                "a = 1\nb.c = \"x\"\n[d]\ne = [1, 'y', {f = true}]\n[[g.h]]\ni = 1979-05-27\n[[g.h]]\nj = \"\"\"k\n  l\\\n  m\"\"\"\n",
                "a = 07:32:00\nb = 1979-05-27 00:32:00.999-07:00\nc = 6.0E-2\nd = '''\ne\n'''\n\"f g\" = \"\\t\\u00e9\"\nh = { }\n",
                // Found by soak: a key of many parts below a header stood deeper than the same may stand in braces.
                "[[a]]\n" + String(repeating: "b.", count: 31) + "b = 1\n",
            ]
        }
    ) { input in
        guard String(validating: input, as: UTF8.self) != nil else { return .refused }
        switch read(input) {
        case .success(let table):
            let written = text(of: table)
            switch read(Array(written.utf8)) {
            case .success(let again):
                try require(text(of: again) == written, "\(written.debugDescription) reads as \(text(of: again).debugDescription)")
            case .failure(let error): throw Violation("refuses what it read once it is written again: \(error): \(written.debugDescription)")
            }
            return .accepted
        case .failure(let error):
            let lines = input.count { $0 == UInt8(ascii: "\n") } + 1
            try require((1...lines).contains(error.line) && error.column >= 1, "a mistake outside the file: \(error)")
            try require(isOneLine(error.shown, atMost: 400), "a message that is not a line: \(error.shown.debugDescription)")
            return .refused
        }
    }

    private static func read(_ input: [UInt8]) -> Result<TOMLTable, TOMLParser.SyntaxError> {
        Result { () throws(TOMLParser.SyntaxError) in try TOMLParser.parse(input) }
    }

    /// A table on one line in braces; what is not kept of a value stands as an example of it.
    private static func text(of table: TOMLTable) -> String {
        table.entries.map { "\(quoted($0.key)) = \(text(of: $0.value))\n" }.joined()
    }

    private static func text(of value: TOMLValue) -> String {
        switch value {
        case .text(let text): quoted(text)
        case .number(let number): "\(number)"
        case .decimal: "1.5"
        case .flag(let flag): "\(flag)"
        case .date(let date): "\(date)"
        case .time: "07:32:00"
        case .moment: "2026-12-18T07:32:00Z"
        case .list(let values): "[" + values.map(text).joined(separator: ", ") + "]"
        case .tables(let tables): "[" + tables.map { text(of: .table($0)) }.joined(separator: ", ") + "]"
        case .table(let table): "{" + table.entries.map { "\(quoted($0.key)) = \(text(of: $0.value))" }.joined(separator: ", ") + "}"
        }
    }

    private static func quoted(_ text: String) -> String {
        let escaped = text.unicodeScalars.map { scalar in
            switch scalar {
            case "\"", "\\": "\\\(scalar)"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
            default: String(scalar)
            }
        }
        return "\"\(escaped.joined())\""
    }
}
