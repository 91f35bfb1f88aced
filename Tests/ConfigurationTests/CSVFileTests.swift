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
        // Cells that are missing at the end of a row are empty.
        ("id,name,email\nib,Ilse\ndir,Dirk,d@a.example\nbes\n", ["2 ib|Ilse|-", "3 dir|Dirk|d@a.example", "4 bes|-|-"]),
        // The line by which a file tells Excel its separator, also as a spreadsheet leaves it behind, and against what the header would make one think.
        ("sep=;\nid;name\nib;Ilse", ["3 ib|Ilse|-"]),
        ("\u{FEFF}SEP=,\r\nid,\"name\"\r\nib,\"Ilse; IB\"\r\n", ["3 ib|Ilse; IB|-"]),
        ("\"sep=;\";;\r\nid;name;\r\nib;Ilse;\r\n", ["3 ib|Ilse|-"]),
        ("sep=\t\nid\tname\nib\tIlse", ["3 ib|Ilse|-"]),
        ("sep=;\nid;\"a,b,c\"\n", ["staff.csv:2: there is no column \"a,b,c\"; expected \"id\", \"name\" or \"email\""]),
        // A row as Excel for Windows saves it: CRLF between rows, a line feed inside a cell, a quote written twice, empty rows and columns at the end.
        (
            "id;name;email;;\r\nib;\"Ilse\nvan \"\"V\"\"een\";ib@a.example;;\r\n;;;;\r\ndir;\"Dirk; directeur\";;;\r\n;;;;\r\n",
            ["2 ib|Ilse\nvan \"V\"een|ib@a.example", "5 dir|Dirk; directeur|-"]
        ),
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
        // A row that is too long is refused, and those around it read.
        (
            "id,name\nib\ndir,Dirk\nbes,Bea,b@c.example\nx,y",
            [
                "2 ib|-|-", "3 dir|Dirk|-", "5 x|y|-",
                "staff.csv:4: there are 3 cells and only 2 columns; put a cell that holds the separator in quotes",
            ]
        ),
        (
            "sep=|\nid|name\nib|Ilse",
            [
                "staff.csv:1: names a separator that is not read here; expected sep=; or sep=, or a tab",
                "staff.csv:2: there is no column \"id|name\"; expected \"id\", \"name\" or \"email\"",
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

    @Test("in Windows-1252, as Excel saves it unless told otherwise, is read and said to be so")
    func windows1252() {
        func latin(_ text: String) -> [UInt8] { text.unicodeScalars.map { $0 == "\u{2019}" ? 0x92 : UInt8(truncatingIfNeeded: $0.value) } }
        let file = read(latin("id;name\r\nib;René van ’t Zoë\r\ndir;Jürgen Çelik\r\n"))
        #expect(file.rows.map { $0["name"] } == ["René van ’t Zoë", "Jürgen Çelik"])
        #expect(file.problems == [])
        #expect(
            file.warnings.map(\.description) == [
                "staff.csv: is read as Windows-1252, because it is not a text in UTF-8; look whether the names are right, or save it as \"CSV UTF-8\""
            ])
        #expect(read(Array("id;name\nib;René".utf8)).warnings == [])
    }

    /// Texts that are neither UTF-8 nor for sure Windows-1252, and the line that is told.
    static let doubtful: [(bytes: [UInt8], line: Int)] = [
        // René as DOS and as an old Mac have it.
        (Array("id,name\nib,Ren".utf8) + [0x82], 2), (Array("id,name\nib,Ilse\ndir,Ren".utf8) + [0x8E, 0x0A], 3),
        // García of a Mac: a quotation mark in Windows-1252, for which no letter vouches.
        (Array("id,name\nib,Garc".utf8) + [0x92, 0x61], 2),
        // A name in the Turkish Windows-1254, and one half of it in UTF-8.
        (Array("id,name\nib,Ay".utf8) + [0xFE, 0x65], 2), (Array("id,name\nib,Zo\u{EB}\ndir,Ren".utf8) + [0xE9], 3),
        // Only capitals beside nothing: a picture of boxes in DOS.
        ([0xC9, 0xCD, 0xCD, 0x0A], 1), (Array("id,name\nib,Ren".utf8) + [0xE9, 0x00], 2),
    ]

    @Test("in what could be another encoding as well is told what to save it as", arguments: doubtful.indices)
    func encodings(index: Int) {
        let (bytes, line) = Self.doubtful[index]
        #expect(read(bytes).problems.map(\.description) == ["staff.csv:\(line): is not a text in UTF-8; save it as \"CSV UTF-8\""])
    }

    @Test("that is no text at all is told what to save it as")
    func spreadsheets() {
        #expect(read([0xFF, 0xFE, 0x69, 0x00]).problems.map(\.description) == ["staff.csv: is a text in UTF-16; save it as \"CSV UTF-8\""])
        for start: [UInt8] in [[0x50, 0x4B, 0x03, 0x04, 0x14], [0xD0, 0xCF, 0x11, 0xE0, 0xA1]] {
            #expect(read(start).problems.map(\.description) == ["staff.csv: is a spreadsheet, not a text; save it as \"CSV UTF-8\""])
        }
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
