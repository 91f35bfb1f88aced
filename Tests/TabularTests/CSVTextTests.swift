import Testing

@testable import Tabular

@Suite("Comma-separated values")
struct CSVTextTests {
    private func line(_ cells: CSVText.Cell...) -> String {
        var csv = CSVText()
        csv.append(cells)
        return String(decoding: csv.bytes, as: UTF8.self)
    }

    @Test("cells are quoted when they have to be, and lines end in CRLF")
    func quoting() {
        #expect(line(.plain("a"), .plain(""), .plain("b c")) == "a,,b c\r\n")
        #expect(line(.plain("a,b"), .plain("say \"ja\""), .written("one\ntwo")) == "\"a,b\",\"say \"\"ja\"\"\",\"one\ntwo\"\r\n")
    }

    @Test("what people wrote begins no formula", arguments: ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"])
    func formula(start: String) {
        #expect(line(.written("\(start)1")).contains("'\(start)1"))
        #expect(!line(.plain("\(start)1")).contains("'"))
    }
}
