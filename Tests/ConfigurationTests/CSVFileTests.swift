import Foundation
import Testing

@testable import Configuration

@Suite("A file of separated values")
struct CSVFileTests {
    private func read(_ bytes: [UInt8]) -> CSVFile {
        CSVFile(SourceFile(path: "staff.csv", bytes: bytes), columns: ["id", "name", "email"], required: ["id", "name"])
    }

    /// The rows as `LINE id|name|email`, then what is wrong.
    private func lines(_ text: String) -> [String] {
        let file = read(Array(text.utf8))
        return file.rows.map { row in "\(row.line) \(["id", "name", "email"].map { row[$0] ?? "-" }.joined(separator: "|"))" }
            + file.problems.map(\.description)
    }

    static let readable: [(text: String, lines: [String])] = [
        ("id,name,email\nib,Intern begeleider,ib@a.example\n", ["2 ib|Intern begeleider|ib@a.example"]),
        // Columns in another order, in capitals, and some left out.
        ("EMAIL;Name;ID\nib@a.example;Ilse;ib", ["2 ib|Ilse|ib@a.example"]),
        ("id,name\r\nib,Ilse\r\n\r\ndir,Dirk", ["2 ib|Ilse|-", "4 dir|Dirk|-"]),
        ("id\tname\rib\tIlse\rdir\tDirk", ["2 ib|Ilse|-", "3 dir|Dirk|-"]),
        ("\u{FEFF}id;name\nib;\"Ilse; \"\"de IB\"\"\"\n", ["2 ib|Ilse; \"de IB\"|-"]),
        // Quotes in the header, a separator in them, and blanks around it all.
        ("\"id\" , \"name\"\n ib ,\u{A0}Ilse  , \n", ["2 ib|Ilse|-"]),
        // A cell that goes on over a line end: the next row keeps its own line.
        ("id,name\nib,\"Ilse\r\nvan Veen\"\ndir,Dirk", ["2 ib|Ilse\r\nvan Veen|-", "4 dir|Dirk|-"]),
        // What a spreadsheet leaves behind: empty rows, and empty cells past the last column.
        ("id;name;;\nib;Ilse;;\n;;;\ndir;Dirk;;;;\n", ["2 ib|Ilse|-", "4 dir|Dirk|-"]),
        ("\n\nid,name\nib,Ilse", ["4 ib|Ilse|-"]),
        ("id,name,email\nib,Ilse,", ["2 ib|Ilse|-"]),
        ("id,name\nib,\"\"\n", ["2 ib|-|-"]),
        ("id,name\n", []),
    ]

    @Test("is read by its header, whoever saved it", arguments: readable.indices)
    func reads(index: Int) { #expect(lines(Self.readable[index].text) == Self.readable[index].lines) }

    static let wrong: [(text: String, lines: [String])] = [
        ("", ["staff.csv: is empty; its first line has to name the columns: id, name, email"]),
        ("\u{FEFF}\r\n", ["staff.csv: is empty; its first line has to name the columns: id, name, email"]),
        (
            "id,e-mail,name,name",
            [
                "staff.csv:1: there is no column \"e-mail\"; did you mean \"email\"?",
                "staff.csv:1: the column \"name\" stands there twice; expected each column once",
            ]
        ),
        (
            "email\na@b.example",
            [
                "staff.csv:1: the column \"id\" is missing; the columns can be: id, name, email",
                "staff.csv:1: the column \"name\" is missing; the columns can be: id, name, email",
            ]
        ),
        // Rows that are too short or too long are refused, and those around them read.
        (
            "id,name\nib\ndir,Dirk\nbes,Bea,b@c.example\nx,y",
            [
                "3 dir|Dirk|-", "5 x|y|-",
                "staff.csv:2: there are 1 cells and 2 columns; give every column a cell, and put a cell that holds the separator in quotes",
                "staff.csv:4: there are 3 cells and 2 columns; give every column a cell, and put a cell that holds the separator in quotes",
            ]
        ),
        (
            "id,name,\nib,Ilse,niet wissen",
            [
                "staff.csv:2: cell 3 stands in a column without a name; name it on the first line, or empty it"
            ]
        ),
        (
            "id,name\nib,5\" scherm\ndir,\"Dirk\" Jan\nbes,Bea\n",
            [
                "4 bes|Bea|-",
                "staff.csv:2: a quote stands in the middle of a cell; put the whole cell in quotes and write the quote inside it twice",
                "staff.csv:3: something follows on the closing quote of a cell; write a quote inside a cell twice",
            ]
        ),
        (
            "id,name\nib,Ilse\ndir,\"Dirk\nbes,Bea\n",
            [
                "2 ib|Ilse|-",
                "staff.csv:3: a cell begins with a quote that is never closed; close it, or write the quote twice inside quotes",
            ]
        ),
    ]

    @Test("that is wrong is refused with the line of every mistake", arguments: wrong.indices)
    func refuses(index: Int) { #expect(lines(Self.wrong[index].text) == Self.wrong[index].lines) }

    @Test("that is no text in UTF-8 is told what to save it as")
    func encodings() {
        let latin = Array("id,name\nib,Ilse\ndir,Ren".utf8) + [0xE9] + Array("\n".utf8)
        #expect(read(latin).problems.map(\.description) == ["staff.csv:3: is not a text in UTF-8; save it as \"CSV UTF-8\""])
        #expect(read([0xFF, 0xFE, 0x69, 0x00]).problems.map(\.description) == ["staff.csv: is a text in UTF-16; save it as \"CSV UTF-8\""])
        #expect(
            read([0x50, 0x4B, 0x03, 0x04, 0x14]).problems.map(\.description) == ["staff.csv: is a spreadsheet, not a text; save it as \"CSV UTF-8\""])
    }

    @Test("cut off or garbled anywhere neither crashes nor hangs the reader")
    func garbled() {
        let whole = Array("\u{FEFF}id;\"name\"\r\nib;\"Ilse \"\"x\"\"\r\ny\"\n;;\n\tdir;Dirk".utf8)
        var random = Xorshift(state: 20_261_123)
        for length in 0...whole.count { _ = read(Array(whole[..<length])) }
        for _ in 0..<3000 {
            var bytes = whole
            for _ in 0..<3 { bytes[Int(random.next() % UInt64(bytes.count))] = Array("\";,\n\r\t a\u{0}".utf8)[Int(random.next() % 9)] }
            _ = read(bytes)
        }
    }
}
